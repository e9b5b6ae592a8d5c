// @ts-check
// Explains a term where it stands: a tip on hover, on focus and on the first tap. Without this script, or where the glossary
// cannot be fetched, a term is a link to its entry.

const TERM = 'a[href*="glossary/#"]';
const ID = "qa-tip";
const SHOW_AFTER = 150;
// Time to move the pointer from the term to the tip.
const HIDE_AFTER = 250;
const GAP = 6;
/** @type {Record<string, string>} */
const ENTRY = { zh: "查看术语表", en: "Open in the glossary" };

/** @type {Map<string, Promise<Document>>} */
const glossaries = new Map();
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
  const tip = await explain(term);
  if (!tip || wanted !== term) return Boolean(tip);
  shown = { term, tip };
  term.setAttribute("aria-describedby", ID);
  (term.closest("article") ?? document.body).append(tip);
  place(term, tip);
  return true;
}

function hide() {
  clearTimeout(timer);
  wanted = null;
  shown?.term.removeAttribute("aria-describedby");
  shown?.tip.remove();
  shown = null;
}

/** @param {HTMLAnchorElement} term */
async function explain(term) {
  const address = new URL(term.href);
  const id = address.hash.slice(1);
  address.hash = "";
  const glossary = await fetchOnce(address.href);
  const entry = glossary?.getElementById(id);
  const definition = entry?.nextElementSibling;
  if (!glossary || !entry || !definition) return null;
  const tip = document.createElement("div");
  tip.id = ID;
  tip.className = "qa-tip";
  tip.role = "tooltip";
  tip.lang = glossary.documentElement.lang;
  tip.append(paragraph("qa-tip__term", ...entry.childNodes), paragraph("", ...definition.childNodes), link(term, tip.lang));
  return tip;
}

/** @param {string} address */
function fetchOnce(address) {
  const glossary = glossaries.get(address) ?? fetchGlossary(address);
  glossaries.set(address, glossary);
  return glossary.catch(() => {
    glossaries.delete(address);
    return null;
  });
}

/** @param {string} address */
async function fetchGlossary(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} for ${address}`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/**
 * @param {string} className
 * @param {...Node} nodes
 */
function paragraph(className, ...nodes) {
  const made = document.createElement("p");
  made.className = className;
  for (const node of nodes) made.append(node.cloneNode(true));
  return made;
}

/**
 * The keyboard needs no stop here: the term itself leads there.
 * @param {HTMLAnchorElement} term
 * @param {string} language
 */
function link(term, language) {
  const made = document.createElement("a");
  made.href = term.href;
  made.tabIndex = -1;
  made.textContent = ENTRY[language] ?? ENTRY.en;
  return paragraph("", made);
}

/**
 * Below the first line of the term, above it where there is no room.
 * @param {HTMLElement} term
 * @param {HTMLElement} tip
 */
function place(term, tip) {
  const [line] = term.getClientRects();
  const origin = (tip.offsetParent ?? document.documentElement).getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const room = document.documentElement.clientWidth - width - GAP;
  const below = line.bottom + GAP + height <= innerHeight || line.top < height + GAP;
  tip.style.left = `${Math.max(GAP, Math.min(line.left, room)) - origin.left}px`;
  tip.style.top = `${(below ? line.bottom + GAP : line.top - GAP - height) - origin.top}px`;
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
