// @ts-check
// From what a reader typed to what the index is asked.

/** @import { Index } from "./index.js" */
import { spoken } from "./pinyin.js";
import { folded, runs, withoutAccents } from "./tokens.js";

/**
 * @typedef {object} Unit one thing asked for
 * @property {Map<string, number>} terms each term that answers it, and how well
 * @property {number[]} places which parts of the query it covers
 * @property {boolean} isCommon whether it says nothing by itself
 * @property {number} rarity how few documents answer it; known once they have been counted
 */

/**
 * @typedef {object} Query
 * @property {string} text folded and in simplified characters
 * @property {number} words how many runs of Chinese and words it has
 * @property {Unit[]} units
 * @property {number[]} worth how much each part of the query counts
 */

const WORD = 2; // As much as two Chinese characters.
const COMMON = 0.1;
const PART = 0.3;
const [INFLECTED, SPOKEN, BEGUN, MISTYPED] = [0.9, 0.8, 0.7, 0.6];

const COMMON_WORDS = new Set(
  (
    "a about after all also am an and any are as at be because been before being between both but by can could " +
    "did do does doing during each for from had has have having here how i if in into is it its just me more my " +
    "no nor not of on only or other our over should so some such than that the their them then there these they " +
    "this those to too under until us very was we were what when where which while who why will with would you " +
    "your"
  ).split(" "),
);
const COMMON_HAN =
  /为什么|为何|为啥|什么|怎么[样办]?|怎样|如何|想知道|应该|以后|之后|以前|之前|因为|所以|如果|东西|情况|我们|这个|那个|这些|那些|一些|是否|是不是|能不能|会不会|可不可以|可以|有没有|时候|哪些|哪个|哪种|多少|几个|一下|一个|请问|问题|需要|[的了是么吗呢吧啊呀会能和与或及在有中把被就都还也很这那不越让使令到给将从向更太又才只而且但并着没时]/g;

/** Returns what to ask `index` for `typed`.
 * @param {string} typed
 * @param {Index} index
 * @returns {Query} */
export function parsed(typed, index) {
  const text = index.simplified(folded(typed));
  const all = withSpokenJoined(runs(text), index);
  /** @type {Query} */
  const query = { text, words: all.length, units: [], worth: [] };
  for (const [at, run] of all.entries()) {
    const isOpen = at === all.length - 1 && /[^\s]$/.test(text);
    if (run.isHan) addHan(query, run.text, index);
    else addWord(query, run.text, index, isOpen);
  }
  return query;
}

/** Returns how much all parts of a query count.
 * @param {Query} query */
export function wholeOf(query) {
  return query.worth.reduce((total, worth) => total + worth, 0);
}

/** Joins syllables that stand apart, where one of them is no word of the pages.
 * @param {import("./tokens.js").Run[]} all
 * @param {Index} index */
function withSpokenJoined(all, index) {
  if (all.length < 2 || all.some((run) => run.isHan) || all.every((run) => index.has(run.text))) return all;
  const joined = all.map((run) => run.text).join("");
  return spoken(syllables(joined), index).length ? [{ text: joined, isHan: false, start: all[0].start }] : all;
}

/** @param {string} word */
function syllables(word) {
  return withoutAccents(word).replace(/[0-5']/g, "");
}

/** @param {Query} query
 * @param {string} run
 * @param {Index} index */
function addHan(query, run, index) {
  const first = query.worth.length;
  query.worth.push(...Array.from(run, () => 1));
  for (const found of run.matchAll(COMMON_HAN)) {
    query.worth.fill(COMMON, first + found.index, first + found.index + found[0].length);
  }
  if (run.length === 1) return add(query, [[run, 1]], [first]);
  for (let at = 0; at + 1 < run.length; at++) {
    const pair = run.slice(at, at + 2);
    const ours = index.data.taiwanese[pair];
    add(query, [...weighted(ours ? [ours] : [], SPOKEN), [pair, 1]], [first + at, first + at + 1]);
  }
}

/** @param {Query} query
 * @param {string} word
 * @param {Index} index
 * @param {boolean} isOpen whether more letters may follow */
function addWord(query, word, index, isOpen) {
  const parts = /^\d+(\.\d+)+$/.test(word) ? [word] : word.split(/[-'._/+]/);
  const first = query.worth.length;
  if (parts.length > 1) {
    const isKnown = index.has(word);
    const units = query.units.length;
    for (const part of parts) addWord(query, part, index, isOpen && part === parts.at(-1));
    if (!isKnown) return;
    // What holds the whole holds the parts, which must not count as two words more.
    for (const unit of query.units.slice(units)) for (const [term, factor] of unit.terms) unit.terms.set(term, factor * PART);
    add(query, [[word, 1]], parts.map((_, at) => first + at));
    return;
  }
  const known = knownForms(word, index, isOpen);
  const pairs = known.length ? [] : spoken(syllables(word), index);
  for (const found of pairs) addPair(query, found);
  if (pairs.length) return;
  query.worth.push(COMMON_WORDS.has(word) ? COMMON : WORD);
  add(query, known.length ? known : weighted(index.mistyped(word), MISTYPED), [first]);
}

/** @param {string} word
 * @param {Index} index
 * @param {boolean} isOpen
 * @returns {[string, number][]} */
function knownForms(word, index, isOpen) {
  const endings = isOpen && !COMMON_WORDS.has(word) ? index.startingWith(word) : [];
  return [
    ...weighted(endings, BEGUN),
    ...weighted(index.inflected(word), INFLECTED),
    ...weighted(index.has(word) ? [word] : [], 1),
  ];
}

/** @param {string[]} terms
 * @param {number} weight
 * @returns {[string, number][]} */
function weighted(terms, weight) {
  return terms.map((term) => [term, weight]);
}

/** @param {Query} query
 * @param {string[]} pairs */
function addPair(query, pairs) {
  query.worth.push(1);
  add(query, weighted(pairs, SPOKEN), [query.worth.length - 1]);
}

/** @param {Query} query
 * @param {[string, number][]} terms a later one replaces an earlier
 * @param {number[]} places */
function add(query, terms, places) {
  const isCommon = places.every((place) => query.worth[place] === COMMON);
  query.units.push({ terms: new Map(terms), places, isCommon, rarity: 0 });
}
