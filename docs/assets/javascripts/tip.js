// @ts-check
// The tip of a term: its entry in the glossary, which is fetched when the first one is asked for. glossary.js loads this then.

const GAP = 6;
/** @type {Record<string, string>} */
const ENTRY = { zh: "查看术语表", en: "Open in the glossary" };

/** @type {Map<string, Promise<Document>>} */
const glossaries = new Map();

/**
 * Returns the tip for a term; null where there is no glossary to be had, or no such entry in it.
 * @param {HTMLAnchorElement} term
 * @param {string} id
 */
export async function explain(term, id) {
  const address = new URL(term.href);
  const name = address.hash.slice(1);
  address.hash = "";
  const glossary = await fetchOnce(address.href);
  const entry = glossary?.getElementById(name);
  const definition = entry?.nextElementSibling;
  if (!glossary || !entry || !definition) return null;
  const tip = document.createElement("div");
  tip.id = id;
  tip.className = "qa-tip";
  tip.role = "tooltip";
  tip.lang = glossary.documentElement.lang;
  tip.append(paragraph("qa-tip__term", ...entry.childNodes), paragraph("", ...definition.childNodes), link(term, tip.lang));
  return tip;
}

/** @param {string} address */
function fetchOnce(address) {
  const glossary = glossaries.get(address) ?? fetchGlossary(address);
  glossaries.set(address, glossary);
  return glossary.catch(() => {
    glossaries.delete(address);
    return null;
  });
}

/** @param {string} address */
async function fetchGlossary(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} for ${address}`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/**
 * @param {string} className
 * @param {...Node} nodes
 */
function paragraph(className, ...nodes) {
  const made = document.createElement("p");
  made.className = className;
  for (const node of nodes) made.append(node.cloneNode(true));
  return made;
}

/**
 * The keyboard needs no stop here: the term itself leads there.
 * @param {HTMLAnchorElement} term
 * @param {string} language
 */
function link(term, language) {
  const made = document.createElement("a");
  made.href = term.href;
  made.tabIndex = -1;
  made.textContent = ENTRY[language] ?? ENTRY.en;
  return paragraph("", made);
}

/**
 * Below the first line of the term, above it where there is no room.
 * @param {HTMLElement} term
 * @param {HTMLElement} tip
 */
export function place(term, tip) {
  const [line] = term.getClientRects();
  const origin = (tip.offsetParent ?? document.documentElement).getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const room = document.documentElement.clientWidth - width - GAP;
  const below = line.bottom + GAP + height <= innerHeight || line.top < height + GAP;
  tip.style.left = `${Math.max(GAP, Math.min(line.left, room)) - origin.left}px`;
  tip.style.top = `${(below ? line.bottom + GAP : line.top - GAP - height) - origin.top}px`;
}
