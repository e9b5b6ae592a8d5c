// @ts-check
// A link to the same page in the other language leads to the same place on it, and its choice is remembered for the addresses
// without a language (door.js). Without this script the link leads to the page.

import { write } from "./storage.js";

/**
 * @param {Event} event
 * @returns {HTMLAnchorElement | null}
 */
function linkOf(event) {
  return event.target instanceof Element ? event.target.closest("a[data-lang-switch]") : null;
}

/**
 * The address is completed when the reader reaches for the link, so that it also holds for a new tab.
 * @param {Event} event
 */
function complete(event) {
  const link = linkOf(event);
  if (!link) return;
  const address = new URL(link.href);
  address.search = location.search;
  address.hash = location.hash;
  link.href = address.href;
}

for (const type of ["pointerdown", "focusin", "click"]) addEventListener(type, complete, true);

addEventListener("click", (event) => {
  const link = linkOf(event);
  if (link) write("qa-language", link.hreflang);
});
