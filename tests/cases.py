r"""Cases in Markdown files: what goes into a rule and what has to come out.

A case is a heading of the second level, a reason in plain words, and fenced blocks, the fence as long as it needs:

    ## Words in a heading

    Why, in a line or two.

    ````toml facts
    cites = { 1 = "touvron2023llama2" }
    ````

    ````text in
    …
    ````

    ````text out
    …
    ````

`text stays` in place of `in` and `out` is a text that no rule may touch.
The last line feed of a block is not part of its text. `\u00a0` and the like stand for characters that nobody can see.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhihu.model import Correction, Drawing, Elsewhere, GlossaryTerm, TextFacts

RULE_CASES = Path(__file__).parent / "cases" / "rules"

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_FENCED = re.compile(r"^(?P<fence>`{3,})(?P<kind>[^`\n]+)\n(?P<body>.*?)\n?^(?P=fence)$", re.MULTILINE | re.DOTALL)
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
_KINDS = frozenset({"text in", "text out", "text stays", "toml facts"})


@dataclass(frozen=True, slots=True)
class Case:
    """One text and what becomes of it."""

    rule: str
    """Name of the file, which is the rule the case is about."""

    title: str
    """Its heading."""

    source: str
    """The text as an export has it."""

    expected: str
    """The same text after all rules."""

    facts: TextFacts
    """What people wrote down for it."""

    def __str__(self) -> str:
        return f"{self.rule}: {self.title}"


def read_cases(folder: Path) -> Iterator[Case]:
    """Yield the cases of every file in `folder`; raises ValueError if one is not written as this module says."""
    for path in sorted(folder.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        headings = [h for h in _HEADING.finditer(text) if not _in_fence(text, h.start())]
        ends = [h.start() for h in headings[1:]] + [len(text)]
        for heading, end in zip(headings, ends, strict=True):
            yield _read_case(path.stem, heading[1], text[heading.end() : end])


def _in_fence(text: str, place: int) -> bool:
    return any(f.start() < place < f.end() for f in _FENCED.finditer(text))


def _read_case(rule: str, title: str, body: str) -> Case:
    blocks = [(f["kind"], f["body"]) for f in _FENCED.finditer(body)]
    texts = {kind: _ESCAPE.sub(lambda m: chr(int(m[1], 16)), block) for kind, block in blocks}
    if len(texts) != len(blocks) or texts.keys() - {"toml facts"} not in ({"text in", "text out"}, {"text stays"}):
        raise ValueError(
            f"{rule}.md, {title}: blocks {[kind for kind, _ in blocks]}; expected of each kind one, {_KINDS}"
        )
    stays = texts.get("text stays", "")
    source, expected = texts.get("text in", stays), texts.get("text out", stays)
    return Case(rule, title, source, expected, _facts(tomllib.loads(texts.get("toml facts", ""))))


def _facts(written: dict[str, Any]) -> TextFacts:
    corrections = tuple(Correction(**item) for item in written.pop("corrections", []))
    far = written.pop("elsewhere", {})
    shortcuts = frozenset(far.pop("shortcuts", []))
    terms = tuple(GlossaryTerm(item["id"], tuple(item["names"])) for item in written.pop("terms", []))
    drawings = {name: Drawing(**item) for name, item in written.pop("drawings", {}).items()}
    elsewhere = Elsewhere(shortcuts=shortcuts, **far)
    return TextFacts(corrections=corrections, terms=terms, drawings=drawings, elsewhere=elsewhere, **written)
