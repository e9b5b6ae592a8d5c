// @ts-check
// Shows a question in one language or in both side by side. Both is in the address, so that it can be shared, and lasts from
// page to page; the other language is fetched only when it is asked for.

import { read, write } from "./storage.js";

const IN_ADDRESS = "view";
const CHOICE = "qa-view";
const PATIENCE = 15_000;

/** @param {HTMLElement} nav */
function start(nav) {
  const [own, other, both] = ["[aria-current]", "[data-lang-switch]", ".qa-view__both"].map(
    (selector) => /** @type {HTMLAnchorElement} */ (nav.querySelector(selector)),
  );
  const status = /** @type {HTMLElement} */ (nav.querySelector("[role=status]"));
  // Before language.js adds the reader's place to it.
  const address = new URL(other.href);
  /** @type {(() => void) | null} */
  let leave = null;
  let isWanted = false;

  /** @param {"loading" | "ready" | "failed" | ""} state */
  function say(state) {
    status.dataset.state = state;
    status.textContent = state ? (nav.dataset[state] ?? "") : "";
  }

  /** @param {HTMLAnchorElement} current */
  function mark(current) {
    for (const link of [own, both]) link.removeAttribute("aria-current");
    current.setAttribute("aria-current", "true");
  }

  async function showBoth() {
    if (isWanted) return;
    isWanted = true;
    say("loading");
    try {
      const [{ sideBySide }, page] = await Promise.all([import("./side-by-side.js"), fetchPage(address)]);
      if (!isWanted) return;
      leave = sideBySide(page, address);
    } catch (error) {
      console.warn(error);
      if (isWanted) say("failed");
      isWanted = false;
      return;
    }
    mark(both);
    say("ready");
    putInAddress("both");
  }

  function showOne() {
    isWanted = false;
    leave?.();
    leave = null;
    mark(own);
    say("");
    putInAddress(null);
  }

  own.addEventListener("click", (event) => {
    if (opensElsewhere(event)) return;
    event.preventDefault();
    write("qa-language", own.hreflang);
    write(CHOICE, "one");
    showOne();
  });
  other.addEventListener("click", (event) => {
    if (opensElsewhere(event)) return;
    write(CHOICE, "one");
    const alone = new URL(other.href);
    alone.searchParams.delete(IN_ADDRESS);
    other.href = alone.href;
  });
  both.addEventListener("click", (event) => {
    if (opensElsewhere(event)) return;
    event.preventDefault();
    write(CHOICE, "both");
    showBoth();
  });

  nav.classList.add("qa-view--ready");
  if (asked() === "both") showBoth().then(returnToPlace);
}

/** What the address says, else what was chosen on another page. */
function asked() {
  return new URLSearchParams(location.search).get(IN_ADDRESS) ?? read(CHOICE);
}

/** @param {string | null} view */
function putInAddress(view) {
  const address = new URL(location.href);
  if (view) address.searchParams.set(IN_ADDRESS, view);
  else address.searchParams.delete(IN_ADDRESS);
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}

/**
 * @param {URL} address
 * @returns {Promise<Document>}
 */
async function fetchPage(address) {
  const response = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`${response.status} for ${address}`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** The text has moved below the place that the address names. */
function returnToPlace() {
  const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (place) place.scrollIntoView();
}

/** @param {MouseEvent} event */
function opensElsewhere(event) {
  return event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
}

const nav = /** @type {HTMLElement | null} */ (document.querySelector(".qa-view"));
if (nav) start(nav);
