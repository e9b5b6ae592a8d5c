// @ts-check
// Answers the queries of one page: from the index of its language, then from that of the other.

/** @import { Query } from "./query.js" */
/** @import { Hit } from "./ranking.js" */
import { Index } from "./index.js";
import { nearest } from "./nearest.js";
import { marked, passage } from "./passages.js";
import { parsed } from "./query.js";
import { ranked, withPhrases } from "./ranking.js";

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

/**
 * @typedef {object} Found
 * @property {Query} query
 * @property {Index} index
 * @property {Language} language
 * @property {Hit[]} hits
 */

const WORDS = {
  zh: { parts: { answer: "回答", note: "编者注", references: "参考文献" }, other: "以下只在英文页面中找到" },
  en: { parts: { answer: "Answer", note: "Editor's note", references: "References" }, other: "Found on Chinese pages only" },
};
const LENGTHS = { zh: 90, en: 180 };
// Results on the first screen show a passage, for which a large index fetches their texts.
const READ = 10;
const MOST_OTHERS = 5;
// From so much more of the query on, the other language's pages decide what answers it.
const CLEARLY = 0.25;
const LEAST_OF_OWN = 0.6;
const MOST_CHARACTERS = 200;
// Milliseconds that nobody notices.
const PATIENCE = 15;

const settings = new URLSearchParams(location.search);
/** @type {Language} */
const own = settings.get("lang") === "en" ? "en" : "zh";
/** @type {Language} */
const other = own === "en" ? "zh" : "en";
/** @type {Partial<Record<Language, Promise<Index>>>} */
const indexes = {};
let latest = "";

// What to say where nothing is found goes to box.js, for Material draws results only. A page that listens late asks for it.
const channel = new BroadcastChannel("qa-search");
/** @type {object} */
let said = {};
channel.onmessage = (/** @type {MessageEvent} */ event) => event.data.isHere && channel.postMessage(said);

/** @param {string} name
 * @returns {Promise<any>} */
async function fetched(name) {
  const address = new URL(`../../search/${name}.json?v=${settings.get("v")}`, import.meta.url);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

/** Returns the index of a language; one that did not arrive is asked for again the next time.
 * @param {Language} language */
function indexOf(language) {
  indexes[language] ??= fetched(language)
    .then((data) => new Index(data, (part) => fetched(`${language}/${part}`)))
    .catch((error) => {
      delete indexes[language];
      throw error;
    });
  return indexes[language];
}

/** Sends the results for `typed`, unless something else has been typed meanwhile; rejects where an index is missing.
 * What is not here soon does not keep what is here from being shown.
 * @param {string} typed */
export async function answer(typed) {
  latest = typed;
  if (!typed.trim()) return send(typed, []);
  const mine = await found(typed, own);
  const read = withTexts(mine);
  if (mine.hits.length && (await isLate(read))) send(typed, items(mine));
  await read;
  // Without the other language the search still answers.
  const elsewhere = found(typed, other).then(withTexts).catch(() => ({ ...mine, hits: /** @type {Hit[]} */ ([]) }));
  if (mine.hits.length && (await isLate(elsewhere))) send(typed, items(mine));
  const theirs = await elsewhere;
  weigh(mine, theirs);
  const others = items(theirs);
  if (others.length) others[0][0].title = `<small class="qa-search-other">${WORDS[own].other}</small>${others[0][0].title}`;
  const all = [...items(mine), ...others];
  send(typed, all, all.length ? undefined : nearest(mine.query, mine.index));
}

/** @param {Promise<unknown>} promise */
function isLate(promise) {
  return Promise.race([promise.then(() => false), new Promise((done) => setTimeout(done, PATIENCE, true))]);
}

/** Returns what the pages in `language` have for `typed`.
 * @param {string} typed
 * @param {Language} language
 * @returns {Promise<Found>} */
async function found(typed, language) {
  const index = await indexOf(language);
  const query = parsed(typed.slice(0, MOST_CHARACTERS), index);
  await index.loadPostings(query.units.flatMap((unit) => [...unit.terms.keys()]));
  return { query, index, language, hits: ranked(query, index) };
}

/** Fetches what the first results show of their pages, and puts those first that hold the query in one piece.
 * @param {Found} found */
async function withTexts(found) {
  const { hits, index, query } = found;
  await index.loadTexts(hits.slice(0, READ).map((hit) => hit.at)).catch(() => undefined);
  found.hits = withPhrases(hits, query, index);
  return found;
}

/** Takes out what the other language shows to be no answer, and what need not be shown twice.
 * @param {Found} mine
 * @param {Found} theirs */
function weigh(mine, theirs) {
  const [best, otherBest] = [mine, theirs].map(({ hits }) => Math.max(0, ...hits.map((hit) => hit.coverage)));
  if (otherBest > best + CLEARLY) {
    const least = LEAST_OF_OWN * theirs.hits[0].score;
    const sure = new Set(theirs.hits.filter((hit) => hit.score >= least).map((hit) => hit.slug));
    mine.hits = mine.hits.filter((hit) => sure.has(hit.slug));
  }
  const known = new Set(mine.hits.map((hit) => hit.slug));
  const left = theirs.hits.filter((hit) => !known.has(hit.slug) && hit.coverage >= best * LEAST_OF_OWN);
  theirs.hits = left.slice(0, MOST_OTHERS);
}

/** Returns what Material draws for each question: its title, and below it the passage that Enter opens.
 * @param {Found} found
 * @returns {Item[][]} */
function items({ query, index, language, hits }) {
  return hits.map((hit) => {
    const { score, slug } = hit;
    const page = `${language}/q/${slug}/`;
    const text = index.text(hit.at);
    const title = spoken(marked(hit.title, hit, query, index), language);
    const item = { location: page, title, text: "", score, terms: {}, tags: [hit.topic] };
    if (!text) return [item];
    const { part, html, words } = passage(hit, query, index, LENGTHS[language]);
    const looked = words.length ? `?${new URLSearchParams(words.map((word) => ["h", word]))}` : "";
    item.location += looked;
    const heading = WORDS[own].parts[part];
    return [item, { location: `${page}${looked}#${part}`, title: heading, text: spoken(html, language), score: score + 0.01, terms: {} }];
  });
}

/** @param {string} html
 * @param {Language} language */
function spoken(html, language) {
  return language === own ? html : `<span lang="${language}">${html}</span>`;
}

/** @param {string} typed
 * @param {Item[][]} items
 * @param {object} [help] */
function send(typed, items, help) {
  if (typed !== latest) return;
  postMessage({ type: 3, data: { items } });
  said = { query: typed, language: own, help };
  channel.postMessage(said);
}
