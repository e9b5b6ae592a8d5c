// An index as scripts/zhihu/search_index.py writes it.

import { isTypo, stem } from "./tokens.js";

const ALPHABET = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at))
  .filter((digit) => digit !== '"' && digit !== "\\")
  .slice(0, 90);
const HALF = ALPHABET.length / 2;
const VALUES = new Map(ALPHABET.map((digit, value) => [digit.charCodeAt(0), value]));
const MOST_ENDINGS = 64;
const SHORTEST_TYPO = 4;

/**
 * @typedef {object} Document
 * @property {string} slug
 * @property {string} topic
 * @property {string} title
 * @property {string} aliases
 * @property {string} answer
 * @property {string} note
 * @property {string} references
 */

/**
 * @typedef {object} Data
 * @property {Document[]} documents
 * @property {string} terms sorted, a blank between two
 * @property {string} postings in the order of the terms
 * @property {string} traditional each character before the one that it is looked for as
 * @property {Record<string, string>} pinyin the characters of each syllable
 */

/** Yields which documents hold a term, and its weight in each, between 0 and 1.
 * @param {string} packed
 * @returns {Generator<[number, number]>} */
function* unpacked(packed) {
  let at = 0;
  for (let place = 0; place < packed.length; place++) {
    let unit = 1;
    let value = VALUES.get(packed.charCodeAt(place)) ?? 0;
    while (value >= HALF) {
      at += (value - HALF) * unit;
      unit *= HALF;
      value = VALUES.get(packed.charCodeAt(++place)) ?? 0;
    }
    at += value * unit;
    yield [at, (VALUES.get(packed.charCodeAt(++place)) ?? 0) / (ALPHABET.length - 1)];
  }
}

export class Index {
  /** @param {Data} data */
  constructor(data) {
    this.documents = data.documents;
    this.terms = data.terms.split(" ");
    this.postings = data.postings.split(" ");
    this.pinyin = data.pinyin;
    this.traditional = new Map(data.traditional.match(/../gu)?.map((pair) => [pair[0], pair[1]]));
    /** @type {Map<string, Map<number, number>>} */
    this.read = new Map();
    /** @type {Map<string, string[]>} */
    this.stems = new Map();
    this.words = this.terms.filter((term) => /^[a-z]/.test(term));
    for (const word of this.words) {
      const root = stem(word);
      const family = this.stems.get(root);
      if (family) family.push(word);
      else this.stems.set(root, [word]);
    }
  }

  /** Returns the text with the characters that the pages use.
   * @param {string} text */
  simplified(text) {
    return Array.from(text, (character) => this.traditional.get(character) ?? character).join("");
  }

  /** Returns the place of the first term that does not come before `term`.
   * @param {string} term */
  place(term) {
    let [low, high] = [0, this.terms.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.terms[middle] < term) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @param {string} term */
  has(term) {
    return this.terms[this.place(term)] === term;
  }

  /** Returns the weight of `term` by document.
   * @param {string} term */
  weights(term) {
    let found = this.read.get(term);
    if (!found) {
      const place = this.place(term);
      found = new Map(this.terms[place] === term ? unpacked(this.postings[place]) : []);
      this.read.set(term, found);
    }
    return found;
  }

  /** Returns the terms that begin with `start`.
   * @param {string} start */
  startingWith(start) {
    const place = this.place(start);
    let end = place;
    while (end < this.terms.length && end - place < MOST_ENDINGS && this.terms[end].startsWith(start)) end++;
    return this.terms.slice(place, end);
  }

  /** Returns the other forms of an English word.
   * @param {string} word */
  inflected(word) {
    return this.stems.get(stem(word))?.filter((other) => other !== word) ?? [];
  }

  /** Returns the words that a slip of the fingers turns into `word`.
   * @param {string} word */
  mistyped(word) {
    return word.length < SHORTEST_TYPO ? [] : this.words.filter((other) => isTypo(word, other));
  }
}
