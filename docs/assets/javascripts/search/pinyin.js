// @ts-check
// Chinese typed as it is spoken: duoyangxing, duō yàng xìng, duo1 yang4 xing4.

/** @import { Index } from "./index.js" */

const LONGEST = 6;
const MOST_SYLLABLES = 12;
const MOST_WAYS = 4;

/** Returns the ways to cut `word` into syllables of the index, the fewest syllables first.
 * @param {string} word
 * @param {Index} index
 * @returns {string[][]} */
function cuts(word, index) {
  /** @type {string[][]} */
  const ways = [];
  /** @type {Set<number>} places from which no way leads on; without them a word costs the power of its length */
  const dead = new Set();
  /** @type {(at: number, before: string[]) => void} */
  const cut = (at, before) => {
    if (ways.length >= MOST_WAYS || before.length > MOST_SYLLABLES || dead.has(at)) return;
    const known = ways.length;
    if (at === word.length) return void ways.push(before);
    for (let length = Math.min(LONGEST, word.length - at); length > 0; length--) {
      const syllable = word.slice(at, at + length);
      if (Object.hasOwn(index.data.pinyin, syllable)) cut(at + length, [...before, syllable]);
    }
    if (ways.length === known) dead.add(at);
  };
  cut(0, []);
  return ways.sort((a, b) => a.length - b.length);
}

/** Returns, for each two syllables of `word` side by side, the pairs of characters of the index that are read so.
 * Empty where the word cannot be read as pinyin of such pairs throughout.
 * @param {string} word without tones
 * @param {Index} index
 * @returns {string[][]} */
export function spoken(word, index) {
  if (word.length > LONGEST * MOST_SYLLABLES) return [];
  for (const way of cuts(word, index)) {
    const pairs = way.slice(1).map((syllable, at) => {
      const [first, second] = [index.data.pinyin[way[at]], index.data.pinyin[syllable]];
      return Array.from(first).flatMap((a) => Array.from(second, (b) => a + b).filter((pair) => index.has(pair)));
    });
    if (pairs.length && pairs.every((found) => found.length)) return pairs;
  }
  return [];
}
