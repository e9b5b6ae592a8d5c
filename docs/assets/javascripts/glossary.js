// @ts-check
// Explains a term where it stands: a tip on hover, on focus and on the first tap. Without this script, or where the glossary
// cannot be fetched, a term is a link to its entry.

const TERM = 'a[href*="glossary/#"]';
const ID = "qa-tip";
const SHOW_AFTER = 150;
// Time to move the pointer from the term to the tip.
const HIDE_AFTER = 250;

/** @type {{ term: HTMLAnchorElement, tip: HTMLElement } | null} */
let shown = null;
/** @type {number | undefined} */
let timer;
/**
 * The term that is about to be explained, or is.
 * @type {HTMLAnchorElement | null}
 */
let wanted = null;
/** What the page was touched with last. */
let pointer = "";

/**
 * @param {Event} event
 * @returns {HTMLAnchorElement | null}
 */
function termOf(event) {
  const term = event.target instanceof Element ? event.target.closest(TERM) : null;
  return term instanceof HTMLAnchorElement && !term.closest(`#${ID}`) ? term : null;
}

/** @param {EventTarget | null} target */
function isInTip(target) {
  return target instanceof Node && Boolean(shown?.tip.contains(target));
}

/**
 * @param {HTMLAnchorElement} term
 * @returns {Promise<boolean>} whether the term could be explained
 */
async function show(term) {
  if (shown?.term === term) return true;
  hide();
  wanted = term;
  const tips = await import("./tip.js").catch(() => null);
  const tip = await tips?.explain(term, ID);
  if (!tips || !tip || wanted !== term) return Boolean(tip);
  shown = { term, tip };
  term.setAttribute("aria-describedby", ID);
  (term.closest("article") ?? document.body).append(tip);
  tips.place(term, tip);
  return true;
}

function hide() {
  clearTimeout(timer);
  wanted = null;
  shown?.term.removeAttribute("aria-describedby");
  shown?.tip.remove();
  shown = null;
}

addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const term = termOf(event);
  if (!term && !isInTip(event.target)) return;
  clearTimeout(timer);
  if (term) timer = setTimeout(() => show(term), SHOW_AFTER);
});

addEventListener("pointerout", (event) => {
  if (event.pointerType === "touch" || !(termOf(event) || isInTip(event.target))) return;
  clearTimeout(timer);
  if (!isInTip(event.relatedTarget) && document.activeElement !== shown?.term) timer = setTimeout(hide, HIDE_AFTER);
});

addEventListener("focusin", (event) => {
  const term = termOf(event);
  if (term?.matches(":focus-visible")) show(term);
});

addEventListener("focusout", (event) => {
  if (termOf(event) && !isInTip(event.relatedTarget)) hide();
});

addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});

addEventListener(
  "pointerdown",
  (event) => {
    pointer = event.pointerType;
    if (!termOf(event) && !isInTip(event.target)) hide();
  },
  true,
);

addEventListener("click", async (event) => {
  const term = termOf(event);
  if (!term || pointer !== "touch" || shown?.term === term) return;
  event.preventDefault();
  if (!(await show(term))) location.assign(term.href);
});

addEventListener("resize", hide);
