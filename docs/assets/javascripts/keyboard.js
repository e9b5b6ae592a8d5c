// Makes Material's drawer and search usable by keyboard: their buttons are labels of hidden checkboxes, which no key reaches,
// and closing the search by Escape drops the focus. Without this script the labels stay and work by pointer.

/** @type {Record<string, Record<string, string>>} */
const words = { zh: { __drawer: "菜单", __search: "搜索" }, en: { __drawer: "Menu", __search: "Search" } };
const names = words[document.documentElement.lang.slice(0, 2)] ?? words.en;

/**
 * A label may not take the role of a button, so a button takes the label's place. It keeps `for`: Material's style sheet asks
 * for it.
 * @param {HTMLLabelElement} label
 */
function replaceByButton(label) {
  const toggle = checkbox(label.htmlFor);
  const button = document.createElement("button");
  button.type = "button";
  button.className = label.className;
  button.setAttribute("for", label.htmlFor);
  button.setAttribute("aria-label", names[label.htmlFor]);
  button.append(...label.childNodes);
  button.addEventListener("click", () => toggle.click());
  const show = () => button.setAttribute("aria-expanded", String(toggle.checked));
  toggle.addEventListener("change", show);
  show();
  label.replaceWith(button);
  return button;
}

/** @param {string} id */
function checkbox(id) {
  return /** @type {HTMLInputElement} */ (document.getElementById(id));
}

/** @param {string} id */
function button(id) {
  /** @type {HTMLLabelElement | null} */
  const label = document.querySelector(`label.md-header__button[for="${id}"]`);
  return label && replaceByButton(label);
}

/**
 * @param {HTMLInputElement} drawer
 * @param {HTMLElement} opener
 */
function followDrawer(drawer, opener) {
  const sidebar = document.querySelector(".md-sidebar--primary");
  drawer.addEventListener("change", () => {
    if (drawer.checked) sidebar?.querySelector("a")?.focus();
    else if (sidebar?.contains(document.activeElement)) opener.focus();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drawer.checked) drawer.click();
  });
}

/** @returns {HTMLInputElement | null} */
function searchField() {
  return document.querySelector("[data-md-component=search-query]");
}

/**
 * Material blurs the search field after closing, hence the wait.
 * @param {HTMLInputElement} search
 * @param {HTMLElement | null} opener
 */
function followSearch(search, opener) {
  /** @type {HTMLElement | null} */
  let before = null;
  const field = searchField();
  field?.addEventListener("focus", (event) => {
    // Arrows lead from the results back to the field.
    const from = event.relatedTarget;
    if (from instanceof HTMLElement && !from.closest(".md-search")) before = from;
  });
  search.addEventListener("change", () => {
    if (search.checked) return field?.focus();
    setTimeout(() => {
      if (document.activeElement !== document.body) return;
      (before?.isConnected ? before : opener)?.focus();
      before = null;
    });
  });
}

/**
 * Material asks after every key: in the middle of a composition too, and not when text comes by menu or script.
 * @param {HTMLInputElement} field
 */
function askWhatStands(field) {
  const ask = () => field.dispatchEvent(new KeyboardEvent("keyup"));
  field.addEventListener("input", (event) => (event instanceof InputEvent && event.isComposing) || ask());
  field.addEventListener("compositionend", ask);
  field.addEventListener("change", ask);
  /** @param {KeyboardEvent} event */
  const hold = (event) => event.target === field && event.isComposing && event.stopPropagation();
  addEventListener("keyup", hold, true);
}

/**
 * What helps with the search is fetched when someone searches, or has come from a result; its address changes with its version.
 * @param {string} name
 */
function fetchForSearch(name) {
  const { base, search } = JSON.parse(document.getElementById("__config")?.textContent ?? "");
  const version = new URL(search, location.href).search;
  return import(new URL(`${base}/assets/javascripts/search/${name}.js${version}`, location.href).href);
}

/**
 * A search that is linked (`?q=`) has the focus before this script runs.
 * @param {HTMLInputElement} field
 */
function helpSearch(field) {
  if (document.activeElement === field) return fetchForSearch("box");
  field.addEventListener("focus", () => fetchForSearch("box"), { once: true });
}

// Browsers scroll to the address's own place until the page has loaded.
if (new URLSearchParams(location.search).has("h")) {
  if (document.readyState === "complete") fetchForSearch("arrival");
  else addEventListener("load", () => fetchForSearch("arrival"));
}

// A wide table scrolls in a box that Material's script makes; where browsers do not focus such boxes by themselves, no key scrolls it.
addEventListener("load", () => {
  /** @type {NodeListOf<HTMLElement>} */
  const boxes = document.querySelectorAll(".md-typeset__scrollwrap");
  for (const box of boxes) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  }
});

const menu = button("__drawer");
const magnifier = button("__search");
if (menu) followDrawer(checkbox("__drawer"), menu);
const field = searchField();
if (field) {
  askWhatStands(field);
  helpSearch(field);
}
if (magnifier) followSearch(checkbox("__search"), magnifier);
