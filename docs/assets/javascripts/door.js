// Opens a page without a language in the reader's own: the one chosen last, else the first of the browser's that there is.
// Runs in the head, before anything is shown; the address it comes from leaves no entry in the history.

const chosen = (() => {
  try {
    return localStorage.getItem("qa-language");
  } catch {
    return null; // Storage is refused in some private windows.
  }
})();
const wanted = [chosen, ...navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()), "en"];
const language = wanted.find((tag) => tag === "zh" || tag === "en");
const script = /** @type {HTMLScriptElement} */ (document.currentScript);
const root = new URL("../../", script.src);
const place = location.pathname.slice(root.pathname.length).replace(/index\.html$/, "");

// Nothing flashes while the page is on its way; if it does not come, the links do.
document.documentElement.style.visibility = "hidden";
setTimeout(() => document.documentElement.removeAttribute("style"), 2000);
location.replace(new URL(language + "/" + place + location.search + location.hash, root));
