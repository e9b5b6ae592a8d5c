// @ts-check
// What Material's search box lacks: suggestions where nothing is found, and another try where the search did not load.
// A page fetches this when its box gets the focus.

/** @import { Nearest } from "./nearest.js" */
/** @typedef {{ query: string, language: "zh" | "en", help?: Nearest }} Said by answers.js */

const WORDS = {
  zh: { titles: "最接近的问题", terms: "术语表", all: "全部问题（按拼音）" },
  en: { titles: "Nearest questions", terms: "Glossary", all: "All questions, A to Z" },
};

const field = /** @type {HTMLInputElement} */ (document.querySelector("[data-md-component=search-query]"));
const result = /** @type {HTMLElement} */ (document.querySelector("[data-md-component=search-result]"));
const language = document.documentElement.lang.startsWith("en") ? "en" : "zh";
const root = new URL(JSON.parse(document.getElementById("__config")?.textContent ?? "{}").base + "/", location.href);
const help = document.createElement("div");
help.className = "qa-search-help";
help.setAttribute("role", "status");
// Material takes the last child for the list of results.
result.lastElementChild?.before(help);

/** @param {string} address
 * @param {string} text */
function link(address, text) {
  const item = document.createElement("li");
  const anchor = document.createElement("a");
  anchor.href = new URL(`${language}/${address}`, root).href;
  anchor.tabIndex = -1;
  // Material reads this of the first child of every link among its results.
  const words = document.createElement("span");
  words.dataset.mdScore = "0";
  words.textContent = text;
  anchor.append(words);
  item.append(anchor);
  return item;
}

/** @param {string} heading
 * @param {HTMLElement[]} links */
function list(heading, links) {
  if (!links.length) return [];
  const [title, items] = [document.createElement("p"), document.createElement("ul")];
  title.textContent = heading;
  items.append(...links);
  return [title, items];
}

/** @param {Nearest} [found] */
function show(found) {
  const words = WORDS[language];
  if (!found) return help.replaceChildren();
  help.replaceChildren(
    ...list(words.titles, found.slugs.map(([slug, title]) => link(`q/${slug}/`, title))),
    ...list(words.terms, found.terms.map(([id, name]) => link(`glossary/#${id}`, name))),
    ...list("", [link("a-z/", words.all)]).slice(1),
  );
}

// Now, and not when the first letter has been typed; the worker then has it from the browser's cache.
const version = new URL(import.meta.url).searchParams.get("v");
fetch(new URL(`assets/search/${language}.json?v=${version}`, root)).catch(() => {});

const channel = new BroadcastChannel("qa-search");
channel.onmessage = (/** @type {MessageEvent} */ event) => {
  const { query, language: spoken, help: found } = /** @type {Said} */ (event.data);
  // Other tabs speak here too.
  if (query === field.value && spoken === language) show(found);
};
channel.postMessage({ isHere: true });

// Enter opens a result and never a suggestion.
addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Enter" || event.target !== field || !help.querySelector("a")) return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

// Material asks again only when the text has changed.
result.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target.closest("a") : null;
  if (!target?.querySelector(".qa-search-trouble")) return;
  event.preventDefault();
  event.stopPropagation();
  field.focus();
  field.value = field.value.endsWith(" ") ? field.value.trimEnd() : `${field.value} `;
  field.dispatchEvent(new KeyboardEvent("keyup"));
});
