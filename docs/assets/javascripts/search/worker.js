// The worker behind Material's search box. It answers nothing with nothing, so that a page that is only read loads no index;
// the first real query brings the code that answers. Material's messages: 0 set up, 1 ready, 2 query, 3 result.

/** @type {Promise<typeof import("./answers.js")> | undefined} */
let answers;

onmessage = async ({ data: { type, data } }) => {
  if (type === 0) return postMessage({ type: 1 });
  if (type !== 2) return;
  if (!answers && !data.trim()) return postMessage({ type: 3, data: { items: [] } });
  answers ??= import("./answers.js" + location.search);
  answers.then(
    ({ answer }) => answer(data),
    () => (answers = undefined),
  );
};
