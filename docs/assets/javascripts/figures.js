// @ts-check
// Shows a figure as large as the window in a dialog, which gives the focus back. Without a script its link opens the file.

/** @type {Record<string, string>} */
const CLOSE = { zh: "关闭", en: "Close" };

/** @param {HTMLElement} figure */
function prepare(figure) {
  const picture = /** @type {SVGElement | HTMLImageElement | null} */ (figure.querySelector(".qa-drawing, .qa-picture"));
  const link = /** @type {HTMLAnchorElement | null} */ (figure.querySelector(".qa-enlarge"));
  if (!picture || !link) return;
  link.role = "button";
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(picture, link);
  });
  link.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    open(picture, link);
  });
  picture.addEventListener("click", () => open(picture, link));
  figure.classList.add("qa-figure--ready");
}

/**
 * @param {SVGElement | HTMLImageElement} picture
 * @param {HTMLElement} opener
 */
function open(picture, opener) {
  const dialog = document.createElement("dialog");
  dialog.className = "qa-large";
  dialog.setAttribute("aria-label", opener.getAttribute("aria-label") ?? "");
  const view = document.createElement("div");
  view.className = "qa-large__view";
  view.tabIndex = 0;
  view.style.setProperty("--ratio", String(ratio(picture)));
  view.append(picture.cloneNode(true));
  dialog.append(closeButton(dialog), view);
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener.focus({ preventScroll: true });
  });
  document.body.append(dialog);
  dialog.showModal();
}

/** @param {HTMLDialogElement} dialog */
function closeButton(dialog) {
  const button = document.createElement("button");
  button.className = "qa-large__close";
  button.type = "button";
  button.textContent = "✕";
  button.setAttribute("aria-label", CLOSE[document.documentElement.lang] ?? CLOSE.en);
  button.addEventListener("click", () => dialog.close());
  return button;
}

/** @param {Element} picture */
function ratio(picture) {
  const [width, height] = ["width", "height"].map((side) => Number(picture.getAttribute(side)));
  return width && height ? width / height : 1;
}

for (const figure of document.querySelectorAll(".qa-figure")) prepare(/** @type {HTMLElement} */ (figure));
