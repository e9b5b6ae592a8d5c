// @ts-check
// Copies the link of a question, of a passage or of what is selected, its Markdown, and its citations. Without this script
// the links open what they name, and the citations can be selected.

import { write } from "./clipboard.js";

const LONGEST = 80;
const ENDS = 24;

/** @type {HTMLElement | null} */
const bar = document.querySelector(".qa-share");
const status = bar?.querySelector("[role=status]");
/** Touching a link ends a selection, so it is read before. */
let selected = "";
/** @type {Map<string, Promise<string>>} */
const texts = new Map();

/** @param {boolean} done */
function say(done) {
  if (!bar || !status) return;
  // What was said before is said again.
  status.textContent = "";
  setTimeout(() => (status.textContent = (done ? bar.dataset.copied : bar.dataset.failed) ?? ""), 50);
}

/** @param {string} hash */
function linkTo(hash) {
  const neutral = /** @type {HTMLAnchorElement | null} */ (bar?.querySelector("[data-share=link]"));
  const address = new URL(neutral?.href ?? location.href);
  address.hash = hash;
  return address.href;
}

/** The page's own address: a passage is in one language, and a page without a language could not pass it on. */
function linkToSelection() {
  const address = new URL(location.href);
  address.hash = "";
  return `${address.href}#:~:text=${directive(selected)}`;
}

/**
 * Browsers find whole words only; the first and the last ones are enough for a long passage.
 * @param {string} text
 */
function directive(text) {
  const words = text.replace(/\s+/g, " ").trim();
  if (words.length <= LONGEST && !text.includes("\n")) return encoded(words);
  const pieces = segments(words).map(({ segment }) => segment);
  return `${encoded(atLeast(pieces, (all, piece) => all + piece))},${encoded(atLeast(pieces.reverse(), (all, piece) => piece + all))}`;
}

/**
 * @param {string[]} pieces
 * @param {(all: string, piece: string) => string} add
 */
function atLeast(pieces, add) {
  let all = "";
  for (const piece of pieces) if (all.length < ENDS) all = add(all, piece);
  return all;
}

/** @param {string} text */
function segments(text) {
  return [...new Intl.Segmenter(document.documentElement.lang, { granularity: "word" }).segment(text)];
}

/** What is selected, with the whole of its first and last words. */
function selection() {
  const chosen = getSelection();
  if (!chosen?.rangeCount || chosen.isCollapsed || !("Segmenter" in Intl)) return "";
  const { startContainer, startOffset, endContainer, endOffset } = chosen.getRangeAt(0);
  return wordAround(startContainer, startOffset)[0] + String(chosen) + wordAround(endContainer, endOffset)[1];
}

/**
 * The parts of a word before and behind a place in it; nothing between two words.
 * @param {Node} node
 * @param {number} offset
 */
function wordAround(node, offset) {
  const text = node.nodeType === Node.TEXT_NODE ? (node.nodeValue ?? "") : "";
  const word = segments(text).find(({ index, segment }) => index < offset && offset < index + segment.length);
  return word ? [text.slice(word.index, offset), text.slice(offset, word.index + word.segment.length)] : ["", ""];
}

/** @param {string} words */
function encoded(words) {
  return encodeURIComponent(words.trim()).replace(/-/g, "%2D");
}

/** @param {string} href */
function fetchOnce(href) {
  const text = texts.get(href) ?? fetchText(href);
  texts.set(href, text);
  text.catch(() => texts.delete(href));
  return text;
}

/** @param {string} href */
async function fetchText(href) {
  const response = await fetch(href);
  if (!response.ok) throw new Error(`${response.status} for ${href}`);
  return response.text();
}

/** @param {Event} event */
function choiceOf(event) {
  return event.target instanceof Element
    ? /** @type {HTMLElement | null} */ (event.target.closest("[data-share], .qa-anchor"))
    : null;
}

// The text is there by the time of the click: a copy must follow it at once.
for (const type of ["pointerover", "pointerdown", "focusin"]) {
  addEventListener(
    type,
    (event) => {
      const choice = choiceOf(event);
      if (!choice) return;
      if (type !== "focusin") selected = selection();
      if (choice.dataset.share === "markdown") fetchOnce(/** @type {HTMLAnchorElement} */ (choice).href).catch(() => {});
    },
    true,
  );
}

/** @param {HTMLElement} choice */
async function textOf(choice) {
  if (choice.dataset.share === "markdown") return fetchOnce(/** @type {HTMLAnchorElement} */ (choice).href);
  if (choice.dataset.share === "cite") return choice.parentElement?.nextElementSibling?.textContent ?? "";
  if (choice.dataset.share === "link") return selected.trim() ? linkToSelection() : linkTo("");
  return linkTo(/** @type {HTMLAnchorElement} */ (choice).hash);
}

addEventListener("click", async (event) => {
  const choice = choiceOf(event);
  if (!choice || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  // An anchor is followed as well, so that the reader sees where it is.
  if (choice.dataset.share) event.preventDefault();
  say(await textOf(choice).then(write, () => false));
  selected = "";
});

if (bar) {
  for (const choice of /** @type {NodeListOf<HTMLElement>} */ (bar.querySelectorAll("[data-name]"))) {
    choice.setAttribute("aria-label", choice.dataset.name ?? "");
    choice.title = choice.dataset.name ?? "";
    choice.setAttribute("role", "button");
  }
  for (const name of bar.querySelectorAll(".qa-cite__name")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "qa-cite__copy";
    button.dataset.share = "cite";
    button.textContent = bar.dataset.copy ?? "";
    button.setAttribute("aria-label", `${bar.dataset.copy} ${name.textContent}`);
    name.append(" ", button);
  }
}

addEventListener("keydown", (event) => {
  const choice = choiceOf(event);
  if (event.key !== " " || choice?.getAttribute("role") !== "button") return;
  event.preventDefault();
  choice.click();
});
