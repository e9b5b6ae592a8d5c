"""The search with many questions: made of the sentences of ours, asked letter by letter through the box in Chromium."""

import gzip
import random
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import process_time

from playwright.sync_api import Browser, Page

from benchmarks.asking import LISTEN, served
from benchmarks.peers import ROOT
from zhihu.facts.load import load_facts
from zhihu.pages.words import LANGUAGES, Language
from zhihu.search.document import SearchDocument
from zhihu.search.index import FOLDER, documents_in, encoded

_HEAD = {
    "questions": 9,
    "index s": 9,
    "MB gzip": 9,
    "first ms": 10,
    "later ms": 10,
    "worst": 7,
    "fetched MB": 12,
    "memory MB": 11,
}
_SENTENCE = re.compile(r"[^。！？.!?]{8,}[。！？.!?]+")
_SEED = 5
_TYPED = "奖励模型的准确率 DPO"
_KEYS = """async (text) => {
  const field = document.querySelector("[data-md-component=search-query]");
  const took = [];
  for (let end = 1; end <= text.length; end++) {
    const answered = new Promise((done) => { window.told = done; setTimeout(done, 20000); });
    const begin = performance.now();
    field.value = text.slice(0, end);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await answered;
    took.push(performance.now() - begin);
    // People type five letters a second, and what the other language adds comes meanwhile.
    await new Promise((done) => setTimeout(done, 200));
  }
  return took;
}"""
_MEMORY = "async () => (await performance.measureUserAgentSpecificMemory()).bytes"


def measure(browser: Browser, site: Path, counts: Sequence[int]) -> Iterator[str]:
    """Yield a row for each number of questions, after a head; the index of `site` is replaced."""
    yield "".join(head.rjust(width) for head, width in _HEAD.items())
    facts = load_facts(ROOT / "source")
    slugs = sorted(path.stem for path in (ROOT / "docs/zh/q").glob("*.md"))
    ours = {language: documents_in(facts, slugs, {}, ROOT / "docs", language) for language in LANGUAGES}
    for count in counts:
        shutil.rmtree(site / FOLDER)
        began, size = process_time(), 0
        for language in LANGUAGES:
            for path, data in encoded(synthetic(ours[language], count), facts.glossary, language).items():
                (site / path).parent.mkdir(parents=True, exist_ok=True)
                (site / path).write_bytes(data)
        seconds = process_time() - began
        size = sum(len(gzip.compress(path.read_bytes())) for path in (site / FOLDER).rglob("*.json"))
        took, fetched, memory = _typed(browser, site, "zh")
        first, later = took[0], sorted(took[1:])
        yield (
            f"{count:9}{seconds:9.1f}{size / 1e6:9.2f}{first:10.0f}{later[len(later) // 2]:10.0f}{later[-1]:7.0f}"
            f"{fetched / 1e6:12.2f}{memory / 1e6:11.0f}"
        )


def synthetic(documents: Sequence[SearchDocument], count: int) -> list[SearchDocument]:
    """Return `count` questions with titles, answers and notes of sentences that stand somewhere in `documents`."""
    chance = random.Random(_SEED)  # noqa: S311  # no secret
    sentences = [s for d in documents for s in _SENTENCE.findall(f"{d.answer} {d.note}")]
    return [
        replace(
            chance.choice(documents),
            slug=f"question-{at}",
            title=chance.choice(sentences)[:40],
            answer=" ".join(chance.choices(sentences, k=8)),
            note=" ".join(chance.choices(sentences, k=4)),
        )
        for at in range(count)
    ]


def _typed(browser: Browser, site: Path, language: Language) -> tuple[list[float], int, float]:
    """Return the milliseconds that each key took, the bytes on the wire, and the page's memory at the end."""
    with served(site) as (root, asked):
        page = browser.new_page()
        page.add_init_script(LISTEN)
        page.goto(f"{root}{language}/")
        page.wait_for_load_state("networkidle")
        asked.clear()
        page.locator("[data-md-component=search-query]").focus()
        took = page.evaluate(_KEYS, _TYPED)
        memory = _memory(page)
        page.close()
        files = {site / path.lstrip("/") for path in asked}
    return took, sum(len(gzip.compress(path.read_bytes())) for path in files if path.is_file()), memory


def _memory(page: Page) -> float:
    return float(page.evaluate(_MEMORY))
