// Makes Material's drawer and search usable by keyboard: their buttons are labels of hidden checkboxes, which no key reaches,
// and closing the search by Escape drops the focus. Without this script the labels stay and work by pointer.

const words = { zh: { __drawer: "菜单", __search: "搜索" }, en: { __drawer: "Menu", __search: "Search" } };
const names = words[document.documentElement.lang.slice(0, 2)] ?? words.en;

// A label may not take the role of a button, so a button takes the label's place. It keeps `for`: Material's style sheet asks for it.
function replaceByButton(label) {
  const toggle = document.getElementById(label.htmlFor);
  const button = document.createElement("button");
  button.type = "button";
  button.className = label.className;
  button.setAttribute("for", label.htmlFor);
  button.setAttribute("aria-label", names[label.htmlFor]);
  button.append(...label.childNodes);
  button.addEventListener("click", () => toggle.click());
  const show = () => button.setAttribute("aria-expanded", toggle.checked);
  toggle.addEventListener("change", show);
  show();
  label.replaceWith(button);
  return button;
}

function button(id) {
  const label = document.querySelector(`label.md-header__button[for="${id}"]`);
  return label && replaceByButton(label);
}

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

// Material blurs the search field after closing, hence the wait.
function followSearch(search, opener) {
  let before = null;
  const field = document.querySelector("[data-md-component=search-query]");
  field?.addEventListener("focus", (event) => {
    // Arrows lead from the results back to the field.
    if (!event.relatedTarget?.closest(".md-search")) before = event.relatedTarget ?? before;
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

// Material asks after every key: in the middle of a composition too, and not when text comes by menu or script.
function askWhatStands(field) {
  const ask = () => field.dispatchEvent(new KeyboardEvent("keyup"));
  field.addEventListener("input", (event) => event.isComposing || ask());
  field.addEventListener("compositionend", ask);
  field.addEventListener("change", ask);
  const hold = (event) => event.target === field && event.isComposing && event.stopPropagation();
  addEventListener("keyup", hold, true);
}

// What helps with the search is fetched when someone searches, or has come from a result; its address changes with its version.
function fetchForSearch(name) {
  const { base, search } = JSON.parse(document.getElementById("__config").textContent);
  const version = new URL(search, location.href).search;
  return import(new URL(`${base}/assets/javascripts/search/${name}.js${version}`, location.href));
}

// A search that is linked (`?q=`) has the focus before this script runs.
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
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  }
});

const menu = button("__drawer");
const magnifier = button("__search");
if (menu) followDrawer(document.getElementById("__drawer"), menu);
const field = document.querySelector("[data-md-component=search-query]");
if (field) {
  askWhatStands(field);
  helpSearch(field);
}
if (magnifier) followSearch(document.getElementById("__search"), magnifier);
