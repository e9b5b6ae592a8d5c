// @ts-check
// What a result shows: the words around the match, with the match marked.

/** @import { Index } from "./index.js" */
/** @import { Query } from "./query.js" */
/** @import { Hit } from "./ranking.js" */
import { folded, foldedInPlace, runs } from "./tokens.js";

const HAN = /\p{Script=Han}/u;
/** @type {Record<string, string>} */
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const ANSWER_FIRST = 1.5;
const MOST_MARKS = 2000;
const MOST_WORDS = 8;

/**
 * @typedef {object} Mark
 * @property {number} start
 * @property {number} end
 * @property {string} term
 */

/** @param {string} text */
export function escaped(text) {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]);
}

/** @typedef {"answer" | "note" | "references"} Part */
/** @type {Part[]} in the order of an index's texts, after the aliases */
const PARTS = ["answer", "note", "references"];

/** Returns the part of the document that matched best, a passage of it as HTML, and the words marked in it.
 * @param {Hit} hit
 * @param {Query} query
 * @param {Index} index has the document's text
 * @param {number} length of the passage
 * @returns {{ part: Part, html: string, words: string[] }} */
export function passage(hit, query, index, length) {
  const [aliases = "", ...texts] = index.text(hit.at) ?? [];
  /** @type {{ part: number, worth: number, start: number, marks: Mark[] }} */
  let best = { part: 0, worth: 0, start: 0, marks: [] };
  for (const [part, text] of texts.entries()) {
    const terms = termsIn(text, hit, query, index, aliases);
    const marks = marksOf(text, terms);
    const { start, worth } = bestStart(marks, terms, length);
    const weighed = worth * (part ? 1 : ANSWER_FIRST);
    if (weighed > best.worth) best = { part, worth: weighed, start, marks };
  }
  const { html, words } = cut(texts[best.part], best.marks, best.start, length);
  return { part: PARTS[best.part], html, words: [...new Set(words)].slice(0, MOST_WORDS) };
}

/** Returns a text as HTML with what matched marked.
 * @param {string} text
 * @param {Hit} hit
 * @param {Query} query
 * @param {Index} index */
export function marked(text, hit, query, index) {
  const [aliases = ""] = index.text(hit.at) ?? [];
  return withMarks(text, marksOf(text, termsIn(text, hit, query, index, aliases)), 0, text.length).html;
}

/** Returns what to mark in `text`: what matched, and the other names of a term that the query names.
 * Where a whole run of Chinese stands, pairs of its characters that stand elsewhere are only noise.
 * @param {string} text
 * @param {Hit} hit
 * @param {Query} query
 * @param {Index} index
 * @param {string} aliases */
function termsIn(text, hit, query, index, aliases) {
  const terms = matched(hit, query, index);
  const looked = foldedInPlace(text);
  for (const run of runs(query.text)) {
    if (!run.isHan || run.text.length < 3 || !looked.includes(run.text)) continue;
    let worth = 0;
    for (let at = 0; at + 1 < run.text.length; at++) {
      worth += terms.get(run.text.slice(at, at + 2)) ?? 0;
      terms.delete(run.text.slice(at, at + 2));
    }
    terms.set(run.text, worth);
  }
  const name = query.text.trim();
  for (const group of folded(aliases).split(" ; ")) {
    const names = group.split(" = ");
    if (names.length > 1 && names.includes(name)) for (const other of names) terms.set(other, 1);
  }
  return terms;
}

/** Returns the terms of the query that stand in a document, and how rare they are.
 * @param {Hit} hit
 * @param {Query} query
 * @param {Index} index */
function matched(hit, query, index) {
  /** @type {Map<string, number>} */
  const terms = new Map();
  for (const unit of query.units) {
    if (unit.isCommon) continue;
    for (const term of unit.terms.keys()) if (index.stands(term, hit.at)) terms.set(term, unit.rarity);
  }
  return terms;
}

/** Returns where the terms stand in a text, in order.
 * @param {string} text
 * @param {Map<string, unknown>} terms
 * @returns {Mark[]} */
export function marksOf(text, terms) {
  const words = [...terms.keys()].sort((a, b) => b.length - a.length);
  const han = words.filter((word) => HAN.test(word)).map(literal);
  const latin = words.filter((word) => !HAN.test(word)).map(literal);
  const patterns = [];
  if (han.length) patterns.push(new RegExp(`(?=(${han.join("|")}))`, "g"));
  if (latin.length) patterns.push(new RegExp(`(?<![a-z0-9])(?=((?:${latin.join("|")})(?![a-z0-9])))`, "g"));
  const looked = foldedInPlace(text);
  return patterns
    .flatMap((pattern) => Array.from(looked.matchAll(pattern), (found) => mark(found.index, found[1])))
    .sort((a, b) => a.start - b.start)
    .slice(0, MOST_MARKS);
}

/** @param {number} start
 * @param {string} term
 * @returns {Mark} */
function mark(start, term) {
  return { start, end: start + term.length, term };
}

/** @param {string} word */
function literal(word) {
  return word.replace(/[|\\{}()[\]^$+*?.\/-]/g, "\\$&");
}

/** Returns the mark at which the passage with the most and rarest different terms begins.
 * @param {Mark[]} marks
 * @param {Map<string, number>} terms
 * @param {number} length */
function bestStart(marks, terms, length) {
  let best = { start: 0, worth: 0 };
  for (const [at, { start }] of marks.entries()) {
    const seen = new Set();
    let worth = 0;
    for (let next = at; next < marks.length && marks[next].end <= start + length; next++) {
      if (seen.has(marks[next].term)) continue;
      seen.add(marks[next].term);
      worth += terms.get(marks[next].term) ?? 0;
    }
    if (worth > best.worth) best = { start, worth };
  }
  return best;
}

/** @param {string} text
 * @param {Mark[]} marks
 * @param {number} at
 * @param {number} length */
function cut(text, marks, at, length) {
  let start = Math.max(0, Math.min(at - Math.round(length / 4), text.length - length));
  while (start > 0 && start < at && /[\p{L}\p{N}]/u.test(text[start - 1]) && !HAN.test(text[start])) start++;
  let end = Math.min(text.length, start + length);
  while (end < text.length && end > at && /^[a-z0-9]{2}$/i.test(text.slice(end - 1, end + 1))) end++;
  const { html, words } = withMarks(text, marks, start, end);
  return { html: (start > 0 ? "…" : "") + html + (end < text.length ? "…" : ""), words };
}

/** @param {string} text
 * @param {Mark[]} marks in order
 * @param {number} start
 * @param {number} end */
function withMarks(text, marks, start, end) {
  let [html, done] = ["", start];
  /** @type {string[]} */
  const words = [];
  for (let at = 0; at < marks.length; ) {
    let { start: from, end: to } = marks[at++];
    while (at < marks.length && marks[at].start <= to) to = Math.max(to, marks[at++].end);
    [from, to] = [Math.max(from, start), Math.min(to, end)];
    if (from >= to) continue;
    html += `${escaped(text.slice(done, from))}<mark data-md-highlight>${escaped(text.slice(from, to))}</mark>`;
    words.push(text.slice(from, to));
    done = to;
  }
  return { html: html + escaped(text.slice(done, end)), words };
}
