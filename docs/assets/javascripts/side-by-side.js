// @ts-check
// Lays the text of the other language beside the page's own, block by block. view.js loads this when it is asked for.

const PARTS = ["preface", "question", "answer"];
const BLOCKS =
  "address, article, aside, blockquote, details, div, dl, figure, footer, h1, h2, h3, h4, h5, h6, header, hr, math[display=block], nav, ol, p, pre, section, table, ul";
// Pictures, formulas and code, which say the same in both languages.
const SHOWN_ONCE = ".highlight, .qa-formula, figure, hr, math[display=block], pre";
const PICTURE = "img, svg, a[href*='.zhimg.com/']";

/**
 * A block with the remarks of ours that stand before it.
 * @typedef {{ remarks: Element[], block: Element }} Remarked
 */

/**
 * Shows both languages; `other` is the page at `address`. Returns what shows the page as it was.
 * @param {Document} other
 * @param {URL} address
 * @returns {() => void}
 */
export function sideBySide(other, address) {
  const article = /** @type {HTMLElement} */ (document.querySelector("article"));
  const theirs = /** @type {HTMLElement} */ (other.querySelector("article"));
  settle(theirs, address);
  const undo = [titles(article, theirs)];
  for (const name of PARTS) {
    const [mine, others] = [part(article, name), part(theirs, name)];
    if (!mine.length || !others.length) continue;
    const both = element("div", "qa-both");
    mine[0].parentNode?.insertBefore(both, mine[0]);
    both.append(...pairs(blocks(mine), blocks(others)));
    for (const node of mine) if (node.parentNode === article) node.remove();
    undo.push(() => both.replaceWith(...mine));
  }
  return () => undo.forEach((step) => step());
}

/**
 * The other page's addresses are relative to it, and its ids are those of this page; links to them stay.
 * @param {HTMLElement} article
 * @param {URL} address
 */
function settle(article, address) {
  for (const marked of article.querySelectorAll("[id]")) marked.removeAttribute("id");
  for (const name of ["href", "src"]) {
    for (const linked of article.querySelectorAll(`[${name}]`)) {
      const value = linked.getAttribute(name) ?? "";
      if (!value.startsWith("#")) linked.setAttribute(name, new URL(value, address).href);
    }
  }
  // As Material's script does on this page.
  for (const table of article.querySelectorAll("table:not([class])")) {
    const box = element("div", "md-typeset__scrollwrap");
    table.replaceWith(box);
    box.append(element("div", "md-typeset__table", table));
  }
}

/**
 * @param {HTMLElement} article
 * @param {HTMLElement} theirs
 */
function titles(article, theirs) {
  const [mine, other] = [article.querySelector("h1"), theirs.querySelector("h1")];
  if (!mine || !other) return () => {};
  const place = document.createComment("");
  mine.replaceWith(place);
  const title = element("p", "qa-title", ...other.childNodes);
  const both = element("div", "qa-both", element("div", "qa-pair", cell(ownLanguage(), mine), cell(otherLanguage(), title)));
  place.before(both);
  return () => {
    place.replaceWith(mine);
    both.remove();
  };
}

/**
 * The nodes between the comments that mark a part.
 * @param {Node} root
 * @param {string} name
 */
function part(root, name) {
  /** @type {ChildNode[]} */
  const nodes = [];
  const comments = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  while (comments.nextNode()) {
    if (comments.currentNode.nodeValue?.trim() !== name) continue;
    let node = comments.currentNode.nextSibling;
    while (node && !(node.nodeType === Node.COMMENT_NODE && node.nodeValue?.trim() === `/${name}`)) {
      nodes.push(node);
      node = node.nextSibling;
    }
    return node ? nodes : [];
  }
  return nodes;
}

/**
 * Blocks with their remarks; text between blocks, as in a list item, becomes a block.
 * @param {Iterable<ChildNode>} nodes
 * @returns {Remarked[]}
 */
function blocks(nodes) {
  /** @type {Remarked[]} */
  const found = [];
  /** @type {Element[]} */
  let remarks = [];
  /** @type {Element | null} */
  let text = null;
  for (const node of [...nodes]) {
    if (node instanceof Element && node.matches(".qa-stale")) remarks.push(node);
    else if (node instanceof Element && node.matches(BLOCKS)) {
      found.push({ remarks, block: node });
      [remarks, text] = [[], null];
    } else if (text) text.append(node);
    else if (node.nodeType !== Node.COMMENT_NODE && node.textContent?.trim()) {
      text = element("div", "qa-text", node);
      found.push({ remarks, block: text });
      remarks = [];
    }
  }
  return found;
}

/**
 * Parity of the translation is checked when the pages are made. Where it does not hold, only the whole is a pair.
 * @param {Remarked[]} mine
 * @param {Remarked[]} theirs
 * @returns {Element[]}
 */
function pairs(mine, theirs) {
  if (mine.length === theirs.length) return mine.map((one, at) => pair(one, theirs[at]));
  const [left, right] = [mine, theirs].map((side) => side.flatMap(({ remarks, block }) => [...remarks, block]));
  return [element("div", "qa-pair", cell(ownLanguage(), ...left), cell(otherLanguage(), ...right))];
}

/**
 * @param {Remarked} mine
 * @param {Remarked} theirs
 * @returns {Element}
 */
function pair(mine, theirs) {
  if (saysTheSame(mine.block, theirs.block)) return once(mine, theirs);
  if (areLists(mine.block, theirs.block)) return list(mine, theirs);
  return element(
    "div",
    "qa-pair",
    cell(ownLanguage(), ...mine.remarks, mine.block),
    cell(otherLanguage(), ...theirs.remarks, theirs.block),
  );
}

/**
 * @param {Element} mine
 * @param {Element} theirs
 */
function saysTheSame(mine, theirs) {
  if ([mine, theirs].every((block) => block.matches(SHOWN_ONCE) || isPicture(block))) return true;
  const [text, other] = [mine, theirs].map((block) => block.textContent?.replace(/\s+/g, " ").trim());
  return Boolean(text) && text === other;
}

/** @param {Element} block */
function isPicture(block) {
  const picture = block.querySelector(PICTURE);
  return picture !== null && picture.textContent?.trim() === block.textContent?.trim();
}

/**
 * @param {Remarked} mine
 * @param {Remarked} theirs
 */
function once(mine, theirs) {
  const [caption, other] = [mine, theirs].map(({ block }) => block.querySelector("figcaption"));
  const shown = element("div", "qa-pair qa-pair--once", ...mine.remarks);
  // The remark is about the translation, whichever page it is on.
  for (const remark of theirs.remarks) shown.append(cell(otherLanguage(), remark));
  shown.append(mine.block);
  if (caption && other && caption.textContent?.trim() !== other.textContent?.trim()) {
    shown.append(cell(otherLanguage(), element("div", "qa-caption", ...other.childNodes)));
  }
  return shown;
}

/**
 * @param {Element} mine
 * @param {Element} theirs
 */
function areLists(mine, theirs) {
  const isList = mine.matches("ol, ul") && mine.localName === theirs.localName;
  return isList && mine.children.length === theirs.children.length;
}

/**
 * One list for both, so that its numbers are shown once.
 * @param {Remarked} mine
 * @param {Remarked} theirs
 */
function list(mine, theirs) {
  const shown = /** @type {Element} */ (mine.block.cloneNode(true));
  [...shown.children].forEach((item, at) => {
    const others = blocks(theirs.block.children[at].childNodes);
    item.replaceChildren(...pairs(blocks(item.childNodes), others));
  });
  const remarks = theirs.remarks.map((remark) => cell(otherLanguage(), remark));
  return element("div", "qa-list", ...mine.remarks, ...remarks, shown);
}

function ownLanguage() {
  return document.documentElement.lang;
}

function otherLanguage() {
  return ownLanguage() === "en" ? "zh" : "en";
}

/**
 * @param {string} language
 * @param {...Node} nodes
 */
function cell(language, ...nodes) {
  const made = element("div", language === ownLanguage() ? "qa-cell" : "qa-cell qa-cell--other", ...nodes);
  made.lang = language;
  return made;
}

/**
 * @param {string} name
 * @param {string} className
 * @param {...Node} nodes
 */
function element(name, className, ...nodes) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...nodes);
  return made;
}
