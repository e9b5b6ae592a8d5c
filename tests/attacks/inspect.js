// What stands on a page, and what its elements do when something happens to them. The test calls it in every page.
() => {
  const found = [];
  const counts = {};
  const counted = ["script", "iframe", "frame", "object", "embed", "applet", "form", "base", "meta", "link", "style",
    "template", "noscript", "textarea", "select", "button", "input", "video", "audio", "dialog", "svg", "main", "article"];
  for (const name of counted) counts[name] = document.querySelectorAll(name).length;

  const addressed = /^(href|src|action|formaction|data|xlink:href|srcset|poster|background|ping|cite|longdesc)$/i;
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) found.push(`handler ${name} of ${element.tagName}`);
      if (/^srcdoc$/i.test(name)) found.push(`document in ${element.tagName}`);
      if (!addressed.test(name)) continue;
      const address = URL.canParse(value, document.baseURI) ? new URL(value, document.baseURI) : null;
      if (address && !/^(https?|mailto):$/.test(address.protocol)) found.push(`${name} ${value.slice(0, 60)}`);
    }
  }

  const article = document.querySelector("article");
  const foreign = "script, iframe, frame, object, embed, form, base, meta, link, style, template, noscript, textarea, select, "
    + "video, audio, svg, map, area, marquee, [style]:not(td):not(th):not(math *), [id^=__], [name], [data-md-component]";
  for (const element of article ? article.querySelectorAll(foreign) : []) {
    // What Material's own script adds to code.
    const isTheme = element.closest(".md-clipboard, .md-code__nav, form.qa-find") || /^__(code|span)_/.test(element.id);
    if (!isTheme) found.push(`element ${element.outerHTML.slice(0, 80)}`);
  }

  const marks = [];
  const comments = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT);
  while (comments.nextNode()) marks.push(comments.currentNode.data.trim());

  const kinds = ["mouseover", "mouseenter", "pointerenter", "pointerover", "wheel", "focus", "focusin", "dblclick", "contextmenu",
    "toggle", "beforetoggle", "error", "load", "animationstart", "animationend", "transitionrun", "transitionend", "start",
    "finish", "copy", "cut", "paste", "dragstart", "selectstart", "begin", "end", "slotchange", "cancel", "close"];
  const scope = article || document.body;
  for (const element of [scope, ...scope.querySelectorAll("*")]) for (const kind of kinds) element.dispatchEvent(new Event(kind));
  // A click on a link would leave the page; its address was looked at above.
  for (const element of scope.querySelectorAll("*")) if (!element.closest("a[href]")) element.dispatchEvent(new Event("click"));

  return { found, counts, marks, title: document.title, heading: document.querySelector("h1")?.innerText ?? "" };
}
