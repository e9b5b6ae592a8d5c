// @ts-check
// The worker behind Material's search box. It answers nothing with nothing, so that a page that is only read loads no index;
// the first real query brings the code that answers. Material's messages: 0 set up, 1 ready, 2 query, 3 result.

const own = new URLSearchParams(location.search).get("lang") === "en" ? "en" : "zh";
const words = {
  zh: ["搜索没能载入", "按回车或点这里重试。"],
  en: ["The search did not load", "Press Enter or click here to try again."],
}[own];

/** @type {Promise<typeof import("./answers.js")> | undefined} */
let answers;
let latest = "";

// Without box.js, which asks again in place, the link asks again on the home page.
/** @param {string} query */
function trouble(query) {
  const title = `<span class="qa-search-trouble">${words[0]}</span>`;
  return { location: `${own}/?q=${encodeURIComponent(query.slice(0, 200))}`, title, text: words[1], score: 0, terms: {} };
}

onmessage = async ({ data: { type, data } }) => {
  if (type === 0) return postMessage({ type: 1 });
  if (type !== 2) return;
  latest = data;
  if (!answers && !data.trim()) return postMessage({ type: 3, data: { items: [] } });
  answers ??= import("./answers.js" + location.search);
  try {
    await (await answers).answer(data);
  } catch {
    answers = undefined;
    if (data === latest) postMessage({ type: 3, data: { items: [[trouble(data)]] } });
  }
};
