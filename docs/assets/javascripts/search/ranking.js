// @ts-check
// Which documents answer a query, the best first.

/** @import { Index, Text } from "./index.js" */
/** @import { Query, Unit } from "./query.js" */
import { folded } from "./tokens.js";

/**
 * @typedef {object} Hit
 * @property {number} at place of the document in the index
 * @property {string} slug
 * @property {string} topic
 * @property {string} title
 * @property {number} score
 * @property {number} coverage the share of the query it answers
 * @property {number} covered how much of it
 * @property {number} rarest how rare the rarest match is
 */

/**
 * @typedef {object} Tally by document
 * @property {Float64Array} scores
 * @property {Float64Array} covered how much of the query has been found
 * @property {Int16Array} reached the last part of the query that has been
 * @property {Float64Array} rarest
 * @property {Float64Array} best of the terms of one unit
 */

// Less answers nothing, and half of a Chinese word is another word; of two words, one may do if it is rare.
const LEAST = 0.5;
const RARE = 1;
// Three words answer a long question, however much it says besides.
const ENOUGH = 8;
const LEAST_OF_BEST = 0.6;
const COMMON = 0.2;
const MOST = 30;
const NO_LETTER = /[^\p{L}\p{N}]+/gu;
// What it is worth that the whole query stands in one piece: in the title, the aliases, the answer, our note.
const IN_TITLE = 1.6;
const IN_TEXT = [1.25, 1.45, 1.15];

/** Returns the documents that answer more than half of `query`.
 * @param {Query} query
 * @param {Index} index
 * @returns {Hit[]} */
export function ranked(query, index) {
  const hits = tallied(query, index);
  const least = Math.max(...hits.map((hit) => hit.coverage)) * LEAST_OF_BEST;
  const best = hits.filter((hit) => isEnough(hit, query) && hit.coverage >= least);
  const words = query.text.replace(NO_LETTER, "");
  for (const hit of best) if (holds(hit.title, words)) hit.score *= IN_TITLE;
  return sorted(best).slice(0, MOST);
}

/** Returns `hits` with those first whose texts hold the whole query, one word after the other.
 * @param {Hit[]} hits
 * @param {Query} query
 * @param {Index} index */
export function withPhrases(hits, query, index) {
  const words = query.text.replace(NO_LETTER, "");
  for (const hit of hits) {
    const text = index.text(hit.at);
    if (!text || holds(hit.title, words)) continue;
    hit.score *= Math.max(1, ...IN_TEXT.map((worth, part) => (holds(text[part], words) ? worth : 1)));
  }
  return sorted(hits);
}

/** @param {string} text
 * @param {string} words */
function holds(text, words) {
  return folded(text).replace(NO_LETTER, "").includes(words);
}

/** Returns every document that answers any of `query`.
 * @param {Query} query
 * @param {Index} index
 * @returns {Hit[]} */
export function tallied(query, index) {
  if (query.units.every((unit) => unit.isCommon)) return [];
  const [scores, covered, rarest, best] = Array.from({ length: 4 }, () => new Float64Array(index.size));
  const tally = { scores, covered, rarest, best, reached: new Int16Array(index.size).fill(-1) };
  for (const unit of query.units) addUnit(unit, query, index, tally);
  const whole = query.worth.reduce((total, worth) => total + worth, 0);
  /** @type {Hit[]} */
  const hits = [];
  for (const [at, [slug, topic, title]] of index.data.documents.entries()) {
    if (!scores[at]) continue;
    const coverage = covered[at] / whole;
    const score = scores[at] * coverage ** 2;
    hits.push({ at, slug, topic: index.data.topics[topic], title, score, coverage, covered: covered[at], rarest: rarest[at] });
  }
  return sorted(hits);
}

/** @param {Hit} hit
 * @param {Query} query */
function isEnough(hit, query) {
  if (hit.coverage > LEAST || hit.covered >= ENOUGH) return true;
  return query.words === 2 && hit.coverage >= LEAST && hit.rarest > RARE;
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
    for (const [at, document] of documents.entries()) {
      if (!best[document]) found.push(document);
      best[document] = Math.max(best[document], weights[at] * factor);
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
