// Which documents answer a query, the best first.

/** @import { Index, Document } from "./index.js" */
/** @import { Query, Unit } from "./query.js" */
import { folded } from "./tokens.js";

/**
 * @typedef {object} Hit
 * @property {Document} document
 * @property {number} score
 * @property {number} coverage the share of the query it answers
 * @property {Map<string, number>} terms what of it matched, and how rare that is
 */

// Less answers nothing, and half of a Chinese word is another word; of two words, one may do if it is rare.
const LEAST = 0.5;
const RARE = 1;
const LEAST_OF_BEST = 0.6;
const COMMON = 0.2;
const PHRASE_IN_TITLE = 1.6;
const PHRASE_IN_TEXT = 1.25;
const MOST = 30;
const NO_LETTER = /[^\p{L}\p{N}]+/gu;

/** Returns the documents that answer more than half of `query`.
 * @param {Query} query
 * @param {Index} index
 * @returns {Hit[]} */
export function ranked(query, index) {
  if (query.units.every((unit) => unit.isCommon)) return [];
  /** @type {Map<number, Hit & { places: Set<number> }>} */
  const found = new Map();
  for (const unit of query.units) addUnit(unit, index, found);
  const whole = sum(query.worth);
  const hits = [...found.values()];
  for (const hit of hits) {
    hit.coverage = sum(Array.from(hit.places, (place) => query.worth[place])) / whole;
    hit.score *= hit.coverage ** 2;
  }
  const least = Math.max(...hits.map((hit) => hit.coverage)) * LEAST_OF_BEST;
  const best = sorted(hits.filter((hit) => isEnough(hit, query) && hit.coverage >= least)).slice(0, MOST);
  for (const hit of best) hit.score *= phrase(query.text, hit.document);
  return sorted(best);
}

/** @param {Hit} hit
 * @param {Query} query */
function isEnough(hit, query) {
  if (hit.coverage > LEAST) return true;
  return query.words === 2 && hit.coverage >= LEAST && Math.max(...hit.terms.values()) > RARE;
}

/** @param {Unit} unit
 * @param {Index} index
 * @param {Map<number, Hit & { places: Set<number> }>} found */
function addUnit(unit, index, found) {
  /** @type {Map<number, number>} */
  const best = new Map();
  const terms = Array.from(unit.terms, ([term, factor]) => ({ term, factor, weights: index.weights(term) }));
  for (const { factor, weights } of terms) {
    for (const [at, weight] of weights) best.set(at, Math.max(best.get(at) ?? 0, weight * factor));
  }
  const rarity = Math.log(1 + (index.documents.length - best.size + 0.5) / (best.size + 0.5));
  for (const [at, weight] of best) {
    let hit = found.get(at);
    if (!hit) {
      hit = { document: index.documents[at], score: 0, coverage: 0, terms: new Map(), places: new Set() };
      found.set(at, hit);
    }
    hit.score += rarity * weight * (unit.isCommon ? COMMON : 1);
    for (const place of unit.places) hit.places.add(place);
    if (unit.isCommon) continue;
    for (const { term, weights } of terms) if (weights.has(at)) hit.terms.set(term, rarity);
  }
}

/** Returns how much it is worth that the whole query stands in a document, one word after the other.
 * @param {string} text
 * @param {Document} document */
function phrase(text, document) {
  const words = text.replace(NO_LETTER, "");
  /** @type {(part: string) => boolean} */
  const holds = (part) => folded(part).replace(NO_LETTER, "").includes(words);
  if (holds(document.title)) return PHRASE_IN_TITLE;
  return [document.answer, document.aliases, document.note].some(holds) ? PHRASE_IN_TEXT : 1;
}

/** @param {number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

/** @template {Hit} T
 * @param {T[]} hits */
function sorted(hits) {
  return hits.sort((a, b) => b.score - a.score);
}
