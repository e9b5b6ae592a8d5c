"""Attacks in what people write: translations, notes, references, terms, short titles, corrections."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from zhihu.markdown.blocks import blocks_of

if TYPE_CHECKING:
    from tests.hostile import Attack

_A_CARRIER = 3
_TEXT = re.compile(r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*")


def write_carriers(source: Path, attacks: Sequence["Attack"]) -> None:
    """Write questions below `source` that hold nothing of their own, with `attacks` in all facts about them."""
    # No program of ours reads a file with characters that no text has.
    fit = [attack for attack in attacks if _TEXT.fullmatch(attack.text)]
    carried = [fit[first : first + _A_CARRIER] for first in range(0, len(fit), _A_CARRIER)]
    for number, some in enumerate(carried):
        _write_carrier(source, number, some)
    references = "\n".join(block for attack in fit for block in _reference(attack))
    (source / "references.toml").write_text(references, encoding="utf-8")
    (source / "glossary.toml").write_text("\n".join(map(_term, fit)), encoding="utf-8")
    corrections = "\n".join(_correction(number, some[0]) for number, some in enumerate(carried) if number % 4 == 0)
    (source / "corrections.toml").write_text(corrections, encoding="utf-8")


def _write_carrier(source: Path, number: int, some: Sequence["Attack"]) -> None:
    one, two, three = (*some, *some, *some)[:_A_CARRIER]
    (source / f"exports/carrier-{number}.md").write_text(
        f"**提问**：载体 {number}？\n\n**回答**：见[1]，待改 {one.number} 处。\n", encoding="utf-8"
    )
    # Of the title and of each block; what is stale is shown all the same.
    hashes = "- '0'\n" * (1 + len(blocks_of(one.text)))
    folder = source / "questions" / f"carrier-{number}"
    folder.mkdir(parents=True)
    files = {
        "question.toml": (
            f'title = "载体 {number}？"\narticle = "r{two.number}"\n[short]\nzh = {json.dumps(one.line)}\n'
            f'en = {json.dumps(two.line)}\n[cites]\n1 = "r{one.number}"\n'
        ),
        "en.md": f"---\nby: machine\ntranslates:\n{hashes}---\n\n# {one.line}\n\n{one.text}\n",
        "note.zh.md": f"{two.text}\n\n[@r{two.number}]\n",
        "note.en.md": f"{three.text}\n\n[@r{three.number}]\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")


def _reference(attack: "Attack") -> Iterator[str]:
    line = json.dumps(attack.line)
    yield f"[r{attack.number}]\ntitle = {line}\nauthors = {line}\nvenue = {line}\nnote = {line}"
    yield f"url = {json.dumps('https://example.org/' + attack.line)}"


def _term(attack: "Attack") -> str:
    line = json.dumps(attack.line)
    words = f"zh = {line}\nen = {line}\nabbr = {line}\ndefinition.zh = {line}\ndefinition.en = {line}"
    return f'[[term]]\nid = "t{attack.number}"\n{words}\nquestions = ["carrier-0"]'


def _correction(number: int, attack: "Attack") -> str:
    text, before = json.dumps(attack.text), f"待改 {attack.number} 处"
    why = f"after = {text}\nwhy = {text}\nevidence = {text}"
    return f'[[correction]]\nquestion = "carrier-{number}"\nbefore = "{before}"\n{why}'
