// @ts-check
// Cuts queries into words as scripts/zhihu/search/tokens.py cuts the pages.

const HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}";
const LETTER = `(?:(?![${HAN}])[\\p{L}\\p{N}])`;
const RUNS = new RegExp(`([${HAN}]+)|(${LETTER}+(?:[-'._/+]${LETTER}+)*)`, "gu");
const ACCENTS = /\p{M}/gu;

/**
 * @typedef {object} Run
 * @property {string} text what stands there, folded
 * @property {boolean} isHan whether it is Chinese
 * @property {number} start its first character in the folded text
 */

/** Returns `text` without the differences between capital and small, full-width and ordinary characters.
 * @param {string} text */
export function folded(text) {
  return text.normalize("NFKC").toLowerCase();
}

/** Returns `text` folded, each character in its old place; one that would become several stays as it is.
 * @param {string} text */
export function foldedInPlace(text) {
  const whole = folded(text);
  if (whole.length === text.length) return whole;
  return Array.from(text, (character) => {
    const one = folded(character);
    return one.length === character.length ? one : character;
  }).join("");
}

/** Returns the runs of Chinese and the words of a folded text.
 * @param {string} text
 * @returns {Run[]} */
export function runs(text) {
  return Array.from(text.matchAll(RUNS), (found) => ({ text: found[0], isHan: Boolean(found[1]), start: found.index }));
}

/** Returns the word without accents and tones: what people type who have no such keys.
 * @param {string} word */
export function withoutAccents(word) {
  return word.normalize("NFD").replace(/u\u0308/g, "v").replace(ACCENTS, "");
}

// Longest first; what an ending leaves must have three letters, or `sing` would be found by `s`; for one that makes a
// word of another kind, four.
const ENDINGS = /** @type {[RegExp, number, string][]} */ ([
  [/i[sz](?:ations?|ed?|es|ing)$/, 3, "iz"],
  [/at(?:ions?|ed?|es|ing|ors?)$/, 4, ""],
  [/(?:ments?|iti?es|ity|ions?|ely|ive)$/, 4, ""],
  [/ies$/, 3, "y"],
  [/(?:ing|ed|es|ly|s|e)$/, 3, ""],
]);

/** Returns what the forms of an English word have in common: `replac` for replace, replaced, replacing.
 * @param {string} word */
export function stem(word) {
  if (!/^[a-z]{4,}$/.test(word) || /(?:ss|us|is)$/.test(word)) return word;
  const found = ENDINGS.find(([ending, least]) => word.search(ending) >= least);
  const left = found ? word.replace(found[0], found[2]) : word;
  return left.replace(/([^aeious])\1$/, "$1").replace(/i$/, "y");
}

// In so long a word the other letters tell which is meant even if the first is wrong, which it seldom is; so many letters
// must be there before one of them may be wrong, missing or too many.
const SURE = 7;
const SHORTEST = 4;

/** Returns whether one slip of the fingers makes one word of the other: a letter more, less or wrong, or two swapped.
 * @param {string} a
 * @param {string} b */
export function isTypo(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  const shorter = Math.min(a.length, b.length);
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (left.length === 2 && right.length === 2) return left[0] === right[1] && left[1] === right[0];
  return left.length <= 1 && right.length <= 1 && a.length >= (start ? SHORTEST : SURE);
}
