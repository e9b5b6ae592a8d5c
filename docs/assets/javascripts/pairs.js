// @ts-check
// Pairs the blocks of a text with those of its translation. What says the same in both languages is shown once.

const BLOCKS =
  "address, article, aside, blockquote, details, div, dl, figure, footer, h1, h2, h3, h4, h5, h6, header, hr, math[display=block], nav, ol, p, pre, section, table, ul";
// Pictures, formulas and code.
const SHOWN_ONCE = ".highlight, .qa-formula, figure, hr, math[display=block], pre";
const PICTURE = "img, svg, a[href*='.zhimg.com/']";

/**
 * A block with the remarks of ours that stand before it.
 * @typedef {{ remarks: Element[], block: Element }} Remarked
 */

/**
 * Blocks with their remarks; text between blocks, as in a list item, becomes a block.
 * @param {Iterable<ChildNode>} nodes
 * @returns {Remarked[]}
 */
export function blocks(nodes) {
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
export function pairs(mine, theirs) {
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

export function ownLanguage() {
  return document.documentElement.lang;
}

export function otherLanguage() {
  return ownLanguage() === "en" ? "zh" : "en";
}

/**
 * @param {string} language
 * @param {...Node} nodes
 */
export function cell(language, ...nodes) {
  const made = element("div", language === ownLanguage() ? "qa-cell" : "qa-cell qa-cell--other", ...nodes);
  made.lang = language;
  return made;
}

/**
 * @param {string} name
 * @param {string} className
 * @param {...Node} nodes
 */
export function element(name, className, ...nodes) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...nodes);
  return made;
}
