// Answers the queries of one page: from the index of its language, then from that of the other.

/** @import { Query } from "./query.js" */
/** @import { Hit } from "./ranking.js" */
import { Index } from "./index.js";
import { marked, passage } from "./passages.js";
import { parsed } from "./query.js";
import { ranked } from "./ranking.js";

/** @typedef {"zh" | "en"} Language */

/**
 * @typedef {object} Item as Material draws it; `location` is relative to the root of the site
 * @property {string} location
 * @property {string} title HTML
 * @property {string} text HTML
 * @property {number} score
 * @property {Record<string, boolean>} terms
 * @property {string[]} [tags]
 */

const WORDS = {
  zh: {
    parts: { answer: "回答", note: "编者注", references: "参考文献" },
    other: "以下只在英文页面中找到",
    broken: "搜索暂时用不了：索引没有下载成功",
    retry: "改动一下关键词就会再试一次；也可以从主题页查找。",
  },
  en: {
    parts: { answer: "Answer", note: "Editor's note", references: "References" },
    other: "Found on Chinese pages only",
    broken: "The search is out of order: its index did not arrive",
    retry: "Change the query to try again, or look through the topics.",
  },
};
const LENGTHS = { zh: 90, en: 180 };
const MOST = { own: 20, other: 5 };

const settings = new URLSearchParams(location.search);
/** @type {Language} */
const own = settings.get("lang") === "en" ? "en" : "zh";
/** @type {Language} */
const other = own === "en" ? "zh" : "en";
/** @type {Partial<Record<Language, Promise<Index>>>} */
const indexes = {};
let latest = "";

/** Returns the index of a language; one that did not arrive is asked for again the next time.
 * @param {Language} language */
function indexOf(language) {
  indexes[language] ??= loaded(language).catch((error) => {
    delete indexes[language];
    throw error;
  });
  return indexes[language];
}

/** @param {Language} language */
async function loaded(language) {
  const address = new URL(`../../search/${language}.json?v=${settings.get("v")}`, import.meta.url);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return new Index(await response.json());
}

/** Sends the results for `typed`, unless something else has been typed meanwhile.
 * @param {string} typed */
export async function answer(typed) {
  latest = typed;
  if (!typed.trim()) return send([]);
  try {
    const { hits, items } = found(typed, await indexOf(own), own);
    // Before the second index is there, the first results are; afterwards one message has both.
    if (!(other in indexes)) sendFor(typed, items);
    const others = await foundElsewhere(typed, hits);
    sendFor(typed, [...items, ...others]);
  } catch {
    sendFor(typed, [trouble()]);
  }
}

/** Returns the results on pages of the other language whose question is not among `hits`.
 * @param {string} typed
 * @param {Hit[]} hits */
async function foundElsewhere(typed, hits) {
  const index = await indexOf(other).catch(() => undefined);
  if (!index) return [];
  const slugs = new Set(hits.map((hit) => hit.document.slug));
  const { items } = found(typed, index, other, slugs);
  if (items.length) items[0][0].title = `<small class="qa-search-other">${WORDS[own].other}</small>${items[0][0].title}`;
  return items;
}

/** Returns what `index` has for `typed`, without the questions that are known already.
 * @param {string} typed
 * @param {Index} index
 * @param {Language} language
 * @param {Set<string>} known slugs */
function found(typed, index, language, known = new Set()) {
  const query = parsed(typed, index);
  const all = ranked(query, index).filter((hit) => !known.has(hit.document.slug));
  const hits = all.slice(0, language === own ? MOST.own : MOST.other);
  return { hits, items: hits.map((hit) => item(hit, query, language)) };
}

/** Returns what Material draws for one question: its title, and below it the passage that Enter opens.
 * @param {Hit} hit
 * @param {Query} query
 * @param {Language} language
 * @returns {Item[]} */
function item(hit, query, language) {
  const { document, score } = hit;
  const { part, html } = passage(hit, query, LENGTHS[language]);
  const page = `${language}/q/${document.slug}/`;
  const title = marked(document.title, hit, query);
  return [
    { location: page, title, text: "", score, terms: {}, tags: [document.topic] },
    { location: `${page}#${part}`, title: WORDS[own].parts[part], text: html, score: score + 0.01, terms: {} },
  ];
}

/** @returns {Item[]} */
function trouble() {
  const { broken, retry } = WORDS[own];
  return [{ location: `${own}/topics/`, title: broken, text: retry, score: 0, terms: {} }];
}

/** @param {string} typed
 * @param {Item[][]} items */
function sendFor(typed, items) {
  if (typed === latest) send(items);
}

/** @param {Item[][]} items */
function send(items) {
  postMessage({ type: 3, data: { items } });
}
