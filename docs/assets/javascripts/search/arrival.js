// @ts-check
// Marks on a page what a search result showed (`?h=…`), and scrolls to where most of it stands. Browsers' own text fragments
// do not: they match at the borders of words only, which in Chinese a dictionary guesses.

import { foldedInPlace } from "./tokens.js";

const BLOCKS = "h1, h2, h3, p, li, dt, dd, td, th, blockquote, figcaption, pre";
const MOST = 8;

const address = new URL(location.href);
const words = address.searchParams.getAll("h").map(foldedInPlace).filter(Boolean).slice(0, MOST);
const article = document.querySelector("article.md-content__inner");
const part = location.hash && document.getElementById(location.hash.slice(1));

/** @param {string} word */
function pattern(word) {
  const literal = word.replace(/[^\p{L}\p{N}\s]/gu, "\\$&");
  return /^[a-z0-9]/.test(word) ? `(?<![a-z0-9])${literal}(?![a-z0-9])` : literal;
}

/** Returns the text nodes of a block that belong to no block within it.
 * @param {Element} block */
function textsOf(block) {
  const texts = [];
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = /** @type {Text} */ (walker.currentNode);
    if (text.parentElement?.closest(BLOCKS) === block && !text.parentElement.closest("math, svg, script")) texts.push(text);
  }
  return texts;
}

/** Marks the characters from `start` to `end` of a block's text, which may lie in several nodes.
 * @param {Text[]} texts
 * @param {number} start
 * @param {number} end */
function mark(texts, start, end) {
  let at = 0;
  for (const text of texts) {
    const [from, to] = [Math.max(0, start - at), Math.min(text.length, end - at)];
    at += text.length;
    if (from >= to) continue;
    const range = document.createRange();
    range.setStart(text, from);
    range.setEnd(text, to);
    const around = document.createElement("mark");
    around.className = "qa-arrival";
    range.surroundContents(around);
  }
}

/** Marks what stands in a block and returns how many different words that is.
 * @param {Element} block
 * @param {RegExp} wanted */
function markedIn(block, wanted) {
  const looked = foldedInPlace(textsOf(block).map((text) => text.data).join(""));
  const found = [...looked.matchAll(wanted)];
  // From the end, so that no mark moves what is still to be marked.
  for (const { index, 0: word } of found.reverse()) mark(textsOf(block), index, index + word.length);
  return new Set(found.map((match) => match[0])).size;
}

function arrive() {
  if (!words.length || !article) return;
  const wanted = new RegExp([...words].sort((a, b) => b.length - a.length).map(pattern).join("|"), "gu");
  const counted = [...article.querySelectorAll(BLOCKS)].map((block) => ({ block, count: markedIn(block, wanted) }));
  const after = counted.filter(({ block, count }) => {
    return count && part && part.compareDocumentPosition(block) & Node.DOCUMENT_POSITION_FOLLOWING;
  });
  const among = after.length ? after : counted;
  const best = among.reduce((one, other) => (other.count > one.count ? other : one), { block: article, count: 0 });
  best.block.querySelector("mark.qa-arrival")?.scrollIntoView({ block: "center" });
}

arrive();
// Not part of the page's address, which readers copy.
address.searchParams.delete("h");
history.replaceState(history.state, "", address);
