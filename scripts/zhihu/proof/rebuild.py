"""Rebuild exports from the pages on the disk and the ledger alone: the proof that nothing was lost (design 3)."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from zhihu.exports.export import bytes_of
from zhihu.model import Finding
from zhihu.pages.page import part_of
from zhihu.proof.ledger import EXPORTS, Entry, Ledger, Record, decode
from zhihu.proof.restore import Piece, restore

_SHOWN = 60

Read = Callable[[Path], str]
"""Returns the text of a page; nothing if it is not there."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """One export, rebuilt."""

    name: str
    """Path below `source/exports/`."""

    data: bytes
    """Its bytes, as far as pages and ledger give them."""

    is_whole: bool
    """Whether they are the bytes that the ledger was written for."""

    findings: tuple[Finding, ...]
    """Where a page or the ledger does not hold what it should."""


def rebuild(docs: Path) -> Iterator[Rebuilt]:
    """Yield every export that has a ledger below `docs`; raises LedgerError if a ledger cannot be read."""
    read = cache(_read)
    for path in sorted((docs / "ledger").rglob("*.jsonl")):
        yield rebuild_export(decode(path.read_bytes(), path), path, docs, read)


def missing_ledgers(docs: Path) -> Iterator[Finding]:
    """Find exports that the last run read and that have no ledger any more; nothing can be rebuilt of them."""
    path = docs / EXPORTS
    names = _read(path).splitlines()
    if not names:
        yield _of_ledger(path, 0, "the list of exports is missing")
    for line, name in enumerate(names, 1):
        if not (docs / "ledger" / f"{name}.jsonl").is_file():
            yield _of_ledger(path, line, f"the ledger of {name} is missing")


def _read(path: Path) -> str:
    # Not `read_text`, which takes every `\r` for a line end; what is not UTF-8 differs and so is found.
    return path.read_bytes().decode(errors="replace") if path.is_file() else ""


def rebuild_export(ledger: Ledger, path: Path, docs: Path, read: Read) -> Rebuilt:
    """Return the export that `ledger`, which lies at `path`, was written for, from the pages that `read` returns."""
    findings: list[Finding] = []
    pieces: list[Piece] = []
    for (page, part), group in groupby(ledger.records, key=lambda record: (record.page, record.part)):
        records = list(group)
        if part:
            restored, seen = _part(records, docs / page, part, read)
            pieces += restored
            findings += seen
        else:
            pieces += [Piece(record.before) for record in records if isinstance(record, Entry)]
    header = ledger.header
    data = bytes_of("".join(piece.text for piece in pieces), header.newline, has_bom=header.bom)
    is_whole = hashlib.sha256(data).hexdigest() == header.sha256
    if is_whole and findings:
        findings = [_of_ledger(path, 0, "the pages give the export back, but the ledger does not say so")]
    elif not findings and (misplaced := _first_misplaced(ledger, pieces)):
        findings = [_of_ledger(path, misplaced, "what stands before this entry does not lead to its line and column")]
    elif not findings and not is_whole:
        findings = [_of_ledger(path, 0, "ledger and pages do not give the export back")]
    return Rebuilt(header.export, data, is_whole, tuple(findings))


def _part(records: list[Record], path: Path, part: str, read: Read) -> tuple[list[Piece], list[Finding]]:
    """Return the pieces of one part of a page, and where it is not what it should be."""
    page = read(path)
    text = part_of(page, part)
    if text is None:
        problem = f"the author's {part} is not on the page" if page else "the page is missing"
        return [Piece("", (0,))], [_finding(path, 0, problem)]
    pieces = list(restore(records, text))
    first_line = page.count("\n", 0, _start(page, part, text)) + 1
    places = {text.count("\n", 0, place): place for piece in pieces for place in reversed(piece.damage)}
    findings = []
    for line, place in places.items():
        shown = text[place:].split("\n", 1)[0][:_SHOWN]
        findings.append(_finding(path, first_line + line, f"the author's {part} was changed in this line: {shown!r}"))
    return pieces, findings


def _start(page: str, part: str, text: str) -> int:
    """Return where the text of a part begins; a title also stands in the front matter."""
    opening = "\n# " if part == "title" else f"\n<!-- {part} -->\n\n"
    return page.find(opening + text) + len(opening)


def _finding(path: Path, line: int, problem: str) -> Finding:
    return Finding(str(path), line, "error", "lost-words", problem, "expected the author's words; run scripts/clean.py")


def _of_ledger(path: Path, line: int, problem: str) -> Finding:
    return Finding(str(path), line, "error", "damaged-ledger", problem, "expected what clean.py wrote; run it again")


def _first_misplaced(ledger: Ledger, pieces: Sequence[Piece]) -> int:
    """Return the line of the first entry that does not stand where it says; 0 if there is none."""
    line = column = 1
    for number, (record, piece) in enumerate(zip(ledger.records, pieces, strict=True), 2):
        if isinstance(record, Entry) and (record.line, record.column) != (line, column):
            return number
        feeds = piece.text.count("\n")
        line += feeds
        column = len(piece.text) - piece.text.rfind("\n") if feeds else column + len(piece.text)
    return 0
