"""Rebuild exports from the pages on the disk and the ledger alone: the proof that nothing was lost (design 3)."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from zhihu.exports import bytes_of
from zhihu.ledger import Entry, Ledger, Record, decode
from zhihu.model import Finding
from zhihu.page import part_of
from zhihu.restore import Piece, restore


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
    """Where a page does not hold what it should."""


def rebuild(docs: Path) -> Iterator[Rebuilt]:
    """Yield every export that has a ledger below `docs`; raises LedgerError if a ledger cannot be read."""
    folder = docs / "ledger"
    for path in sorted(folder.rglob("*.jsonl")):
        yield _rebuilt(decode(path.read_bytes(), path), path, docs)


def _rebuilt(ledger: Ledger, path: Path, docs: Path) -> Rebuilt:
    findings: list[Finding] = []
    pieces: list[str] = []
    for (page, part), records in groupby(ledger.records, key=lambda record: (record.page, record.part)):
        if not part:
            pieces += [record.before for record in records if isinstance(record, Entry)]
            continue
        restored = list(_restored(list(records), docs / page, part))
        pieces += [piece.text for piece, _ in restored]
        findings += [finding for _, finding in restored if finding]
    header = ledger.header
    data = bytes_of("".join(pieces), header.newline, has_bom=header.bom)
    is_whole = hashlib.sha256(data).hexdigest() == header.sha256
    if not is_whole and not findings:
        findings.append(_finding(path, 0, "ledger and pages do not give the export back", "what clean.py wrote"))
    return Rebuilt(header.export, data, is_whole, tuple(findings))


def _restored(records: list[Record], path: Path, part: str) -> Iterator[tuple[Piece, Finding | None]]:
    page = path.read_text(encoding="utf-8") if path.is_file() else ""
    text = part_of(page, part)
    if text is None:
        problem = f"the author's {part} is not on the page" if page else "the page is missing"
        yield Piece("", 0, is_damaged=True), _finding(path, 0, problem, "what clean.py wrote")
        return
    line = page.count("\n", 0, page.find(text)) + 1
    for piece in restore(records, text):
        finding = None
        if piece.is_damaged:
            at = line + text.count("\n", 0, piece.place)
            finding = _finding(
                path, at, f"the author's {part} was changed here: {piece.text[:60]!r}", "the author's words"
            )
        yield piece, finding


def _finding(path: Path, line: int, message: str, expected: str) -> Finding:
    return Finding(str(path), line, "error", "lost-words", message, f"expected {expected}; run scripts/clean.py")
