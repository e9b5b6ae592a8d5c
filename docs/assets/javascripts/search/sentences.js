// @ts-check
// How much of a query stands together on a page: in one sentence, with the titles and the terms that the query names.
// Words that are pages of text apart answer nothing: `distributed` here and `training` there is no distributed training.

/** @import { Index, Text } from "./index.js" */
/** @import { Query, Unit } from "./query.js" */
/** @import { Hit } from "./ranking.js" */
import { marksOf } from "./passages.js";
import { wholeOf } from "./query.js";
import { folded, runs } from "./tokens.js";

/** @typedef {Map<string, Unit[]>} Units what each term on a page answers */

/**
 * @typedef {object} Together
 * @property {number} share the share of the query that the best sentence answers, with titles and names
 * @property {number} titled the share that the titles answer
 * @property {boolean} isNamed whether the query holds the whole name of a term of the glossary that the page uses
 */

const END = /[。！？!?；;]|\.(?=\s)/g;
// The short titles and the address stand first among the aliases.
const TITLES = 3;
// Of three characters, two; of five, four.
const MOST_OF_NAME = 0.6;

/** Returns what stands together in a document.
 * @param {Hit} hit
 * @param {Text} text its text
 * @param {Query} query
 * @param {Index} index
 * @returns {Together} */
export function together({ at, title }, [aliases, ...parts], query, index) {
  const units = unitsIn(at, query, index);
  const pieces = folded(aliases).split(" ; ");
  const terms = pieces.slice(TITLES).map((piece) => piece.split(" = "));
  const inTitles = [title, ...pieces.slice(0, TITLES)].flatMap((one) => sentences(one, units).flat());
  const names = terms.flat().filter((name) => isMeant(name, query));
  const everywhere = [...inTitles, ...names.flatMap((name) => sentences(name, units).flat())];
  const best = parts.flatMap((part) => sentences(part, units)).map((found) => share([...everywhere, ...found], query));
  return {
    share: Math.max(share(everywhere, query), ...best),
    titled: share(inTitles, query),
    isNamed: terms.some((term) => term.length > 1 && term.some((name) => holds(query.text, name))),
  };
}

/** @param {number} at
 * @param {Query} query
 * @param {Index} index */
function unitsIn(at, query, index) {
  /** @type {Units} */
  const units = new Map();
  for (const unit of query.units) {
    for (const term of unit.terms.keys()) if (index.stands(term, at)) units.set(term, [...(units.get(term) ?? []), unit]);
  }
  return units;
}

/** Returns what each sentence answers that answers anything.
 * @param {string} text
 * @param {Units} units
 * @returns {Unit[][]} */
function sentences(text, units) {
  const marks = marksOf(text, units);
  if (!marks.length) return [];
  const found = [];
  let at = 0;
  for (const end of [...Array.from(text.matchAll(END), (one) => one.index), text.length]) {
    const first = at;
    while (at < marks.length && marks[at].start <= end) at++;
    if (at > first) found.push(marks.slice(first, at).flatMap((mark) => units.get(mark.term) ?? []));
  }
  return found;
}

/** @param {Unit[]} units
 * @param {Query} query */
function share(units, query) {
  const places = new Set(units.flatMap((unit) => unit.places));
  return [...places].reduce((sum, place) => sum + query.worth[place], 0) / wholeOf(query);
}

/** Returns whether the query says a name, most of it, or one thing in it.
 * @param {string} name
 * @param {Query} query */
function isMeant(name, query) {
  return holds(query.text, name) || runs(query.text).some((run) => run.text.length > 1 && holds(name, run.text)) || isMostlyIn(name, query.text);
}

/** @param {string} name
 * @param {string} text */
function isMostlyIn(name, text) {
  const isIn = (/** @type {number} */ at) => at >= 0 && at + 1 < name.length && text.includes(name.slice(at, at + 2));
  const all = Array.from(name);
  return /^\p{Script=Han}+$/u.test(name) && all.filter((_, at) => isIn(at - 1) || isIn(at)).length > MOST_OF_NAME * all.length;
}

/** Returns whether `part` stands in `text`, and not as a part of a longer Latin word.
 * @param {string} text
 * @param {string} part */
function holds(text, part) {
  const at = text.indexOf(part);
  return at >= 0 && !/[a-z0-9]{2}/.test(text.slice(at - 1, at + 1) + " " + text.slice(at + part.length - 1, at + part.length + 1));
}
