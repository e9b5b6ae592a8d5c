// @ts-check
// Which documents answer a query, the best first.

/** @import { Index, Text } from "./index.js" */
/** @import { Query, Unit } from "./query.js" */
import { wholeOf } from "./query.js";
import { together } from "./sentences.js";
import { folded } from "./tokens.js";

/**
 * @typedef {object} Hit
 * @property {number} at place of the document in the index
 * @property {string} slug
 * @property {string} topic
 * @property {string} title
 * @property {number} score
 * @property {number} coverage the share of the query it answers
 */

/**
 * @typedef {object} Tally by document
 * @property {Float64Array} scores
 * @property {Float64Array} covered how much of the query has been found
 * @property {Int16Array} reached the last part of the query that has been
 * @property {Float64Array} rarest how rare the rarest match is
 * @property {Float64Array} best of the terms of one unit
 */

// Less answers nothing, and half of a Chinese word is another word; of two words, one may do if it is rare.
const LEAST = 0.5;
const RARE = 1;
// Much more is a sentence of the reader's own, with words that no page has; up to so much is one term.
const SHORT = 6;
const LONGEST_TERM = 5;
const LEAST_OF_LONG = 1 / 3;
// Three words answer a long question, however much it says besides.
const ENOUGH = 8;
const LEAST_OF_BEST = 0.6;
const COMMON = 0.2;
const MOST = 30;
const LOOKED_AT = 90;
const NO_LETTER = /[^\p{L}\p{N}]+/gu;
// What it is worth that the whole query stands in one piece: in the title, the aliases, the answer, our note.
const IN_TITLE = 1.6;
const TITLED = 0.5;
const IN_TEXT = [1.25, 1.45, 1.15];

/** Returns the documents that answer more than half of `query`.
 * @param {Query} query
 * @param {Index} index
 * @returns {Hit[]} */
export function ranked(query, index) {
  const tally = tallied(query, index);
  const whole = wholeOf(query);
  const least = tally.covered.reduce((most, covered) => Math.max(most, covered), 0) * LEAST_OF_BEST;
  const best = hitsOf(tally, query, index, (at) => tally.covered[at] >= least && isEnough(tally, at, whole, query.words));
  const words = query.text.replace(NO_LETTER, "");
  const first = best.slice(0, LOOKED_AT);
  for (const hit of first) if (holds(hit.title, words)) hit.score *= IN_TITLE;
  return sorted(first).slice(0, MOST);
}

/** Returns the documents that answer any of `query`.
 * @param {Query} query
 * @param {Index} index
 * @returns {Hit[]} */
export function touched(query, index) {
  return hitsOf(tallied(query, index), query, index, () => true).slice(0, MOST);
}

/** Returns `hits` without those in which what was asked for stands apart, and with those first whose texts hold the whole
 * query, one word after the other. Of what has no text here, nothing is left where no text answers.
 * @param {Hit[]} hits
 * @param {Query} query
 * @param {Index} index */
export function withPhrases(hits, query, index) {
  const words = query.text.replace(NO_LETTER, "");
  const [read, others] = [hits.filter((hit) => index.text(hit.at)), hits.filter((hit) => !index.text(hit.at))];
  const left = read.filter((hit) => {
    const text = /** @type {Text} */ (index.text(hit.at));
    const found = together(hit, text, query, index);
    const inText = IN_TEXT.map((worth, part) => (holds(text[part], words) ? worth : 1));
    hit.score *= (1 + TITLED * found.titled ** 2) * (holds(hit.title, words) ? 1 : Math.max(...inText));
    return isTogether(found, hit, query, index);
  });
  return left.length || !read.length ? sorted([...left, ...others]) : [];
}

/** @param {import("./sentences.js").Together} found
 * @param {Hit} hit
 * @param {Query} query
 * @param {Index} index */
function isTogether({ share, titled, isNamed }, hit, query, index) {
  const whole = wholeOf(query);
  const isAbout = isNamed || hasHead(hit, query, index);
  if (query.words === 1 && whole <= LONGEST_TERM && (!isAbout || isOfAnother(query, index))) return false;
  if (share * whole >= ENOUGH || share > (whole > SHORT ? LEAST_OF_LONG : LEAST)) return true;
  return query.words === 2 && share >= LEAST && titled > 0 && isAbout;
}

/** Returns whether a Chinese term begins with a word that no page has: sparse attention is another thing than attention.
 * @param {Query} query
 * @param {Index} index */
function isOfAnother({ units }, index) {
  const first = units.slice(0, 2);
  return units.length > 2 && first.every((unit) => unit.places.length === 2 && ![...unit.terms.keys()].some((term) => index.has(term)));
}

/** Returns whether the document holds what the query ends in: in both languages the last word of a term says what it is,
 * and a learning rate is no learning. A verb says less.
 * @param {Hit} hit
 * @param {Query} query
 * @param {Index} index */
function hasHead({ at }, query, index) {
  const last = query.units.at(-1);
  if (!last || last.isCommon || /[a-z](?:ing|ed)$/.test(query.text)) return true;
  return [...last.terms.keys()].some((term) => index.stands(term, at));
}

/** @param {string} text
 * @param {string} words */
function holds(text, words) {
  return folded(text).replace(NO_LETTER, "").includes(words);
}

/** @param {Query} query
 * @param {Index} index
 * @returns {Tally} */
function tallied(query, index) {
  const [scores, covered, rarest, best] = Array.from({ length: 4 }, () => new Float64Array(index.size));
  const tally = { scores, covered, rarest, best, reached: new Int16Array(index.size).fill(-1) };
  if (!query.units.every((unit) => unit.isCommon)) for (const unit of query.units) addUnit(unit, query, index, tally);
  return tally;
}

/** @param {Tally} tally
 * @param {Query} query
 * @param {Index} index
 * @param {(at: number) => boolean} keeps
 * @returns {Hit[]} */
function hitsOf({ scores, covered }, query, index, keeps) {
  const whole = wholeOf(query);
  /** @type {Hit[]} */
  const hits = [];
  for (let at = 0; at < index.size; at++) {
    if (!scores[at] || !keeps(at)) continue;
    const coverage = covered[at] / whole;
    const [slug, topic, title] = index.data.documents[at];
    hits.push({ at, slug, topic: index.data.topics[topic], title, score: scores[at] * coverage ** 2, coverage });
  }
  return sorted(hits);
}

/** @param {Tally} tally
 * @param {number} at
 * @param {number} whole
 * @param {number} words */
function isEnough({ covered, rarest }, at, whole, words) {
  if (covered[at] > LEAST * whole || covered[at] >= ENOUGH) return true;
  return words === 2 && covered[at] >= LEAST * whole && rarest[at] > RARE;
}

/** @param {Unit} unit
 * @param {Query} query
 * @param {Index} index
 * @param {Tally} tally */
function addUnit(unit, query, index, { scores, covered, reached, rarest, best }) {
  /** @type {number[]} */
  const found = [];
  for (const [term, factor] of unit.terms) {
    const { documents, weights } = index.weights(term);
    for (let at = 0; at < documents.length; at++) {
      const weight = weights[at] * factor;
      if (!best[documents[at]]) found.push(documents[at]);
      if (weight > best[documents[at]]) best[documents[at]] = weight;
    }
  }
  unit.rarity = Math.log(1 + (index.size - found.length + 0.5) / (found.length + 0.5));
  for (const document of found) {
    scores[document] += unit.rarity * best[document] * (unit.isCommon ? COMMON : 1);
    if (!unit.isCommon) rarest[document] = Math.max(rarest[document], unit.rarity);
    best[document] = 0;
    // The parts of a query come in order; one that two units cover counts once.
    for (const place of unit.places) {
      if (place <= reached[document]) continue;
      covered[document] += query.worth[place];
      reached[document] = place;
    }
  }
}

/** @param {Hit[]} hits */
function sorted(hits) {
  return hits.sort((a, b) => b.score - a.score);
}
