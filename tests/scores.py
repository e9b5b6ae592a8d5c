"""The laws of cleaning on the corpus of real exports, as a table: `python -m tests.scores` prints it for the README."""

import random
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from tests.zhihu.rules.readers import as_commonmark
from tests.zhihu.rules.test_laws import without_markup
from zhihu.clean import clean
from zhihu.disk.run import changes_of, store_of
from zhihu.edits import apply, inverse, resolve
from zhihu.exports.export import Export, find_exports, read_export
from zhihu.markdown.addresses import is_keyword, redirect_target
from zhihu.markdown.document import Document, parse
from zhihu.model import TextFacts
from zhihu.pages.gather import gather
from zhihu.proof.rebuild import rebuild
from zhihu.rules import CHANGES_WORDS, RULES, edits_of, name_of

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
NO_FACTS = TextFacts()
SEEDS = range(20)
_LEFT = re.compile(r"(?:zhida\.zhihu\.com/search\?|link\.zhihu\.com/\?target=)[^\s)>\]]+")

LAWS = {
    "read": "read, cut into questions and cleaned without a crash",
    "second": "a second run changes nothing",
    "undo": "undoing the edits restores the text",
    "rebuild": "rebuilt from pages and ledger, byte for byte",
    "orders": "twenty orders of the rules give one text",
    "words": "a reader sees what was there, apart from the listed changes",
    "overlap": "no two rules want the same words",
    "left": "no keyword link and no redirect is left outside code",
}

# Files for which a law does not hold, each with the reason.
_COUNTED_ON = "CommonMark counts a list on where the author began again; the number shown now is the author's"
EXPLAINED: dict[tuple[str, str], str] = {
    ("words", f"Herodingyu__llm-wiki/{name}.md"): _COUNTED_ON
    for name in (
        "AI系统-12谷歌跨时代AI芯片TPU",
        "AI系统-29芯片电源管理之PMU",
        "arm攒机指南-AI手机（一）",
        "智能 IC 卡技术杂谈",
        "译文：DDR4 - Initialization, Training and Calibration",
    )
}


def broken_laws(text: str) -> Iterator[str]:
    """Yield the laws that do not hold for the text of one export."""
    document = parse(text)
    by_rule = {name_of(rule): list(edits_of(document, NO_FACTS, [rule])) for rule in RULES}
    edits = resolve(chain.from_iterable(by_rule.values()))
    cleaned = apply(text, edits.applied)
    changing = {name_of(rule) for rule in CHANGES_WORDS}
    listed = apply(text, tuple(edit for edit in edits.applied if edit.rule in changing))
    orders = (random.Random(seed).sample(list(by_rule.values()), len(by_rule)) for seed in SEEDS)  # noqa: S311, no secret
    holds = {
        "second": not clean(cleaned, NO_FACTS).edits.applied,
        "undo": apply(cleaned, inverse(text, edits.applied)) == text,
        "orders": all(resolve(chain.from_iterable(order)) == edits for order in orders),
        "words": _words(cleaned) == _words(listed),
        "overlap": not edits.conflicts,
        "left": not any(_leftovers(parse(cleaned))),
    }
    yield from (law for law, is_kept in holds.items() if not is_kept)


def _words(text: str) -> str:
    return re.sub(r"\s+", "", without_markup(as_commonmark(text).text))


def _leftovers(document: Document) -> Iterator[str]:
    for link in document.links:
        if is_keyword(link.url) or redirect_target(link.url) is not None:
            yield link.url
    code = [(s.start, s.end) for kind in ("Code", "CodeBlock") for s in document.of(kind)]
    for found in _LEFT.finditer(document.text):
        if not any(start <= found.start() < end for start, end in code):
            yield found[0]


def scores(corpus: Path) -> tuple[int, dict[str, list[str]]]:
    """Return how many files there are, and for each law the files for which it does not hold."""
    exports: list[Export] = [read_export(path, corpus) for path in find_exports(corpus)]
    broken: dict[str, list[str]] = {law: [] for law in LAWS}
    for export in exports:
        for law in broken_laws(export.text):
            broken[law].append(export.name)
    broken["rebuild"] = sorted({export.name for export in exports} - set(_rebuilt(corpus)))
    return len(exports), broken


def _rebuilt(corpus: Path) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        source, docs = Path(folder, "source"), Path(folder, "docs")
        docs.mkdir()
        shutil.copytree(corpus, source / "exports")
        with store_of(source, docs).session() as commit:
            commit(changes_of(gather(source, docs), source, docs))
        yield from (rebuilt.name for rebuilt in rebuild(docs) if rebuilt.is_whole)


def table(count: int, broken: dict[str, list[str]]) -> str:
    """Return the rows of the README's table."""
    explained = Counter(law for law, _ in EXPLAINED)
    rows = [f"| {words} | {count - len(broken[law])} of {count} | {explained[law]} |" for law, words in LAWS.items()]
    return "\n".join(["| law | files | explained |", "| --- | ---: | ---: |", *rows])


if __name__ == "__main__":
    total, found = scores(CORPUS)
    print(table(total, found))  # noqa: T201  # a command
    for law, names in found.items():
        for name in names:
            print(law, name)  # noqa: T201
