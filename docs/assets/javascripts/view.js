// @ts-check
// Shows a question in one language or in both side by side. Both is in the address, so that it can be shared, and lasts from
// page to page; the other language is fetched only when it is asked for.

import { read, write } from "./storage.js";

const IN_ADDRESS = "view";
const CHOICE = "qa-view";
const PATIENCE = 15_000;

class View {
  /** @param {HTMLElement} nav */
  constructor(nav) {
    /** @param {string} selector */
    const link = (selector) => /** @type {HTMLAnchorElement} */ (nav.querySelector(selector));
    this.nav = nav;
    this.own = link("[aria-current]");
    this.other = link("[data-lang-switch]");
    this.both = link(".qa-view__both");
    this.status = /** @type {HTMLElement} */ (nav.querySelector("[role=status]"));
    // Before language.js adds the reader's place to it.
    this.address = new URL(this.other.href);
    this.isWanted = false;
    /** Shows the page as it was. @type {() => void} */
    this.leave = () => {};
  }

  listen() {
    onPlainClick(this.own, (event) => {
      event.preventDefault();
      write("qa-language", this.own.hreflang);
      write(CHOICE, "one");
      this.showOne();
    });
    onPlainClick(this.other, () => {
      write(CHOICE, "one");
      this.other.href = withView(this.other.href, null);
    });
    onPlainClick(this.both, (event) => {
      event.preventDefault();
      write(CHOICE, "both");
      this.showBoth();
    });
    this.nav.classList.add("qa-view--ready");
  }

  async showBoth() {
    if (this.isWanted) return;
    this.isWanted = true;
    this.say("loading");
    try {
      await this.fetchAndShow();
    } catch (error) {
      console.warn(error);
      if (this.isWanted) this.say("failed");
      this.isWanted = false;
    }
  }

  async fetchAndShow() {
    const [{ sideBySide }, page] = await Promise.all([import("./side-by-side.js"), fetchPage(this.address)]);
    if (!this.isWanted) return;
    this.leave = sideBySide(page, this.address);
    this.mark(this.both);
    this.say("ready");
    putInAddress("both");
  }

  showOne() {
    this.isWanted = false;
    this.leave();
    this.leave = () => {};
    this.mark(this.own);
    this.say("");
    putInAddress(null);
  }

  /** @param {HTMLAnchorElement} current */
  mark(current) {
    for (const link of [this.own, this.both]) link.removeAttribute("aria-current");
    current.setAttribute("aria-current", "true");
  }

  /** @param {"loading" | "ready" | "failed" | ""} state */
  say(state) {
    this.status.dataset.state = state;
    this.status.textContent = state ? (this.nav.dataset[state] ?? "") : "";
  }
}

/**
 * Leaves alone a click that opens the link elsewhere.
 * @param {HTMLAnchorElement} link
 * @param {(event: MouseEvent) => void} act
 */
function onPlainClick(link, act) {
  link.addEventListener("click", (event) => {
    if (!(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) act(event);
  });
}

/** What the address says, else what was chosen on another page. */
function asked() {
  return new URLSearchParams(location.search).get(IN_ADDRESS) ?? read(CHOICE);
}

/**
 * @param {string} href
 * @param {string | null} view
 */
function withView(href, view) {
  const address = new URL(href);
  if (view) address.searchParams.set(IN_ADDRESS, view);
  else address.searchParams.delete(IN_ADDRESS);
  return address.href;
}

/** @param {string | null} view */
function putInAddress(view) {
  const href = withView(location.href, view);
  if (href !== location.href) history.replaceState(history.state, "", href);
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

const nav = /** @type {HTMLElement | null} */ (document.querySelector(".qa-view"));
if (nav) {
  const view = new View(nav);
  view.listen();
  if (asked() === "both") view.showBoth().then(returnToPlace);
}
