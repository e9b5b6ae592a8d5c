// @ts-check
// Lays the text of the other language beside the page's own, block by block. view.js loads this when it is asked for.

import { blocks, cell, element, otherLanguage, ownLanguage, pairs } from "./pairs.js";

const PARTS = ["preface", "question", "answer"];

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
    box.tabIndex = 0;
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
