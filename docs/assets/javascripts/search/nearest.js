// @ts-check
// What to offer where nothing is found: the titles and the terms of the glossary that come nearest.

/** @import { Index } from "./index.js" */
/** @import { Query } from "./query.js" */
import { touched } from "./ranking.js";
import { folded } from "./tokens.js";

const MOST_TITLES = 3;
const MOST_TERMS = 2;
const LIKE = 0.2;
const SAME_TERM = 0.5;

/** @typedef {{ slugs: [slug: string, title: string][], terms: [id: string, name: string][] }} Nearest */

/** @param {Query} query
 * @param {Index} index
 * @returns {Nearest} */
export function nearest({ text, ...query }, index) {
  if (query.units.every((unit) => unit.isCommon)) return { slugs: [], terms: [] };
  const wanted = pairs(text);
  const partly = touched({ text, ...query }, index).slice(0, MOST_TITLES);
  const slugs = partly.length
    ? partly.map((hit) => /** @type {[string, string]} */ ([hit.slug, hit.title]))
    : best(index.data.documents, ([, , title]) => alike(wanted, pairs(title)), LIKE, MOST_TITLES).map(
        ([slug, , title]) => /** @type {[string, string]} */ ([slug, title]),
      );
  const names = best(
    index.data.glossary,
    ([, ...all]) => Math.max(...all.map((name) => alike(wanted, pairs(name)))),
    SAME_TERM,
    MOST_TERMS,
  );
  return { slugs, terms: names.map(([id, name]) => [id, name]) };
}

/** @param {string} text */
function pairs(text) {
  const letters = folded(text).replace(/[^\p{L}\p{N}]+/gu, "");
  return new Set(Array.from(letters, (_, at) => letters.slice(at, at + 2)).slice(0, Math.max(1, letters.length - 1)));
}

/** Returns the share of pairs of letters that two texts have in common.
 * @param {Set<string>} a
 * @param {Set<string>} b */
function alike(a, b) {
  return a.size && b.size ? (2 * [...a].filter((pair) => b.has(pair)).length) / (a.size + b.size) : 0;
}

/** @template T
 * @param {T[]} all
 * @param {(one: T) => number} worth
 * @param {number} least
 * @param {number} most */
function best(all, worth, least, most) {
  const weighed = all.map((one) => ({ one, worth: worth(one) })).filter((each) => each.worth >= least);
  return weighed.sort((a, b) => b.worth - a.worth).slice(0, most).map(({ one }) => one);
}
