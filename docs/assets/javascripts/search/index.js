// @ts-check
// An index as scripts/zhihu/search/index.py writes it.

import { isTypo, stem } from "./tokens.js";

const ALPHABET = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at))
  .filter((digit) => digit !== '"' && digit !== "\\")
  .slice(0, 90);
const HALF = ALPHABET.length / 2;
const VALUES = new Map(ALPHABET.map((digit, value) => [digit.charCodeAt(0), value]));
const MOST_ENDINGS = 64;
const MOST_READ = 300;
const SHORTEST_TYPO = 3;

/** @typedef {[aliases: string, answer: string, note: string, references: string]} Text */

/**
 * @typedef {object} Data
 * @property {string[]} topics
 * @property {[slug: string, topic: number, title: string][]} documents
 * @property {string} terms sorted, a blank between two
 * @property {number[]} starts the place of the first term of each part of the postings, and the number of terms
 * @property {string[]} [postings] in the order of the terms; absent where each part is a file of its own
 * @property {Text[]} [texts] in the order of the documents; absent where they are in files
 * @property {number} [together] how many texts are in one file
 * @property {string} traditional each character before the one that it is looked for as
 * @property {Record<string, string>} taiwanese words of Taiwan and what the pages say
 * @property {Record<string, string>} pinyin the characters of each syllable
 * @property {[id: string, name: string, foreign: string, short: string][]} glossary
 */

/** @typedef {{ documents: number[], weights: number[] }} Postings the documents in order, and the weights in them */

/** Returns which documents hold a term, and its weight in each, between 0 and 1.
 * @param {string} packed
 * @returns {Postings} */
function unpacked(packed) {
  /** @type {Postings} */
  const read = { documents: [], weights: [] };
  const value = (/** @type {number} */ place) => VALUES.get(packed.charCodeAt(place)) ?? 0;
  let at = 0;
  for (let place = 0; place < packed.length; place++) {
    let [unit, digit] = [1, value(place)];
    for (; digit >= HALF; digit = value(++place), unit *= HALF) at += (digit - HALF) * unit;
    at += digit * unit;
    read.documents.push(at);
    read.weights.push(value(++place) / (ALPHABET.length - 1));
  }
  return read;
}

/** Returns the first place in `sorted` that does not come before `wanted`.
 * @template {string | number} T
 * @param {T[]} sorted
 * @param {T} wanted */
function place(sorted, wanted) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

export class Index {
  /** @param {Data} data
   * @param {(part: string) => Promise<any>} fetched brings a file of the index */
  constructor(data, fetched) {
    this.data = data;
    this.fetched = fetched;
    this.size = data.documents.length;
    this.terms = data.terms.split(" ");
    this.postings = data.postings?.map((part) => part.split(" ")) ?? [];
    /** @type {Text[]} */
    this.texts = data.texts ?? [];
    this.traditional = new Map(data.traditional.match(/../gu)?.map((pair) => [pair[0], pair[1]]));
    /** @type {Map<string, Postings>} */
    this.read = new Map();
  }

  /** The Latin words by what their forms have in common. */
  get stems() {
    /** @type {Map<string, string[]>} */
    const stems = new Map();
    for (const word of this.words) {
      const root = stem(word);
      const family = stems.get(root);
      if (family) family.push(word);
      else stems.set(root, [word]);
    }
    Object.defineProperty(this, "stems", { value: stems });
    return stems;
  }

  get words() {
    const words = this.terms.filter((term) => /^[a-z]/.test(term));
    Object.defineProperty(this, "words", { value: words });
    return words;
  }

  /** Returns the text with the characters that the pages use, and with the words of Taiwan that they do not use replaced.
   * @param {string} text */
  simplified(text) {
    let simple = Array.from(text, (character) => this.traditional.get(character) ?? character).join("");
    for (const [theirs, ours] of Object.entries(this.data.taiwanese)) {
      if (!this.has(theirs.slice(0, 2))) simple = simple.replaceAll(theirs, ours);
    }
    return simple;
  }

  /** @param {string} term */
  has(term) {
    return this.terms[place(this.terms, term)] === term;
  }

  /** Returns the part of the postings that holds the term at a place.
   * @param {number} at */
  part(at) {
    return place(this.data.starts, at + 1) - 1;
  }

  /** Fetches the postings of the terms, where they are not here yet.
   * @param {string[]} terms */
  async loadPostings(terms) {
    const parts = new Set(terms.map((term) => this.part(place(this.terms, term))));
    const missing = [...parts].filter((part) => part < this.data.starts.length - 1 && !this.postings[part]);
    await Promise.all(missing.map(async (part) => (this.postings[part] = (await this.fetched(`p${part}`)).split(" "))));
  }

  /** Fetches the texts of the documents, where they are not here yet.
   * @param {number[]} documents */
  async loadTexts(documents) {
    const { together = 1 } = this.data;
    const missing = new Set(documents.filter((at) => !this.texts[at]).map((at) => Math.floor(at / together)));
    await Promise.all(
      [...missing].map(async (part) => {
        for (const [at, text] of (await this.fetched(`t${part}`)).entries()) this.texts[part * together + at] = text;
      }),
    );
  }

  /** Returns the text of a document, if it is here.
   * @param {number} at
   * @returns {Text | undefined} */
  text(at) {
    return this.texts[at];
  }

  /** Returns where a term stands.
   * @param {string} term
   * @returns {Postings} */
  weights(term) {
    const known = this.read.get(term);
    if (known) return known;
    const at = place(this.terms, term);
    const part = this.part(at);
    const read = unpacked(this.terms[at] === term ? this.postings[part][at - this.data.starts[part]] : "");
    if (this.read.size >= MOST_READ) this.read.clear();
    this.read.set(term, read);
    return read;
  }

  /** Returns whether a term stands in a document.
   * @param {string} term
   * @param {number} document */
  stands(term, document) {
    const { documents } = this.weights(term);
    return documents[place(documents, document)] === document;
  }

  /** Returns the terms that begin with `start`.
   * @param {string} start */
  startingWith(start) {
    const first = place(this.terms, start);
    let end = first;
    while (end < this.terms.length && end - first < MOST_ENDINGS && this.terms[end].startsWith(start)) end++;
    return this.terms.slice(first, end);
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
