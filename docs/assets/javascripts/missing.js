// @ts-check
// A host that has one page for every missing address shows it in both languages; this leaves the one of the address.

const settings = JSON.parse(document.getElementById("__config")?.textContent ?? "{}");
const language = location.pathname.slice(String(settings.base).length).split("/")[0];

/** @type {HTMLElement | null} */
const theirs = document.querySelector(`.qa-missing[lang="${language === "en" ? "en" : "zh"}"]`);

if (theirs && (language === "en" || language === "zh")) {
  const heading = document.createElement("h1");
  heading.append(theirs.querySelector("h1, h2")?.textContent ?? "");
  theirs.querySelector("h1, h2")?.replaceWith(heading);
  for (const other of document.querySelectorAll(".qa-missing")) if (other !== theirs) other.remove();
}
