"""The ledger is written and read without loss, and a ledger that was tampered with does not pass."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from tests.project import LEDGER, ROOT
from zhihu.errors import LedgerError
from zhihu.model import Edit
from zhihu.proof.ledger import Entry, Header, Kept, Ledger, Record, Recorder, decode, encode, hash_of, line_hashes
from zhihu.proof.rebuild import Rebuilt, rebuild_export

DOCS = ROOT / "docs"
OURS = decode(LEDGER.read_bytes(), LEDGER)
PAGES = {DOCS / r.page: (DOCS / r.page).read_bytes().decode() for r in OURS.records}


def rebuilt_from(ledger: Ledger) -> Rebuilt:
    return rebuild_export(ledger, LEDGER, DOCS, lambda path: PAGES.get(path, ""))


def with_records(*records: Record) -> Ledger:
    return replace(OURS, records=records)


def test_it_reads_what_it_wrote() -> None:
    assert decode(encode(OURS), LEDGER) == OURS
    assert encode(OURS) == LEDGER.read_bytes()


def test_it_keeps_every_character_it_names() -> None:
    odd = '\u00a0\u200b\ufeff\r\t\u2028\x0b𠮷😀"\\'
    ledger = Ledger(Header("a/b c.md", "0" * 64, "\r\n", bom=True), (Entry("p.md", 1, 1, "rule", odd, odd, "answer"),))
    assert decode(encode(ledger), LEDGER) == ledger
    assert encode(ledger).count(b"\n") == 2


def test_the_recorder_writes_lines_and_columns_of_the_export() -> None:
    text = "Q: one\n\nthe [first](x) line\nand a\u00a0second\n\n"
    recorder = Recorder(text)
    recorder.between(3, "p.md")
    recorder.part(6, (), "p.md", "title")
    recorder.between(8, "p.md")
    edits = [Edit(12, 13, "", "link"), Edit(18, 22, "", "link"), Edit(33, 34, " ", "blank")]
    recorder.part(40, edits, "p.md", "answer")
    recorder.between(len(text), "p.md")
    shown = [(r.line, r.column, r.rule, r.before) for r in recorder.records if isinstance(r, Entry)]
    assert shown == [
        (1, 1, "marker", "Q: "),
        (1, 7, "edges", "\n\n"),
        (3, 5, "link", "["),
        (3, 11, "link", "](x)"),
        (4, 6, "blank", "\u00a0"),
        (4, 13, "edges", "\n\n"),
    ]
    kept = [r for r in recorder.records if isinstance(r, Kept)]
    assert [r.characters for r in kept] == [3, 4, 5, 11, 6]
    assert [len(r.lines.split()) for r in kept] == [0, 0, 0, 2, 0]


def test_a_hash_notices_any_one_character() -> None:
    text = "loss=−logsigmoid(β−β)\n这个数应该=0.693。"
    changed = {text[:i] + new + text[i + 1 :] for i in range(len(text)) for new in ("", "x")}
    assert hash_of(text) not in {hash_of(other) for other in changed}
    assert line_hashes(text) not in {line_hashes(other) for other in changed}


@pytest.mark.parametrize(
    ("line", "number"),
    [
        (b"not json", 2),
        (b'{"is":"kept","page":"zh/q/a.md","part":"answer","characters":"many","hash":""}', 2),
        (b'{"is":"something else"}', 2),
        (b'{"is":"edit","page":"zh/q/a.md"}', 2),
        (b"\xff", 2),
        (b"", 2),
    ],
)
def test_a_line_that_is_no_entry_is_named(line: bytes, number: int) -> None:
    header = encode(with_records())
    with pytest.raises(LedgerError, match=rf"^folder/a\.md\.jsonl:{number}: not an entry of a ledger"):
        decode(header + line + b"\n", Path("folder/a.md.jsonl"))


@pytest.mark.parametrize("data", [b"", encode(OURS).split(b"\n", 1)[1]])
def test_a_ledger_without_its_header_is_named(data: bytes) -> None:
    with pytest.raises(LedgerError, match=r"a\.md\.jsonl:1: the ledger has no header"):
        decode(data, Path("a.md.jsonl"))


# ---------------------------------------------------------------- tampering


def test_ours_is_whole() -> None:
    assert rebuilt_from(OURS).is_whole
    assert rebuilt_from(OURS).findings == ()


def test_no_line_of_the_ledger_can_go() -> None:
    for index, record in enumerate(OURS.records):
        rebuilt = rebuilt_from(with_records(*OURS.records[:index], *OURS.records[index + 1 :]))
        assert [f for f in rebuilt.findings if f.severity == "error"], record
        assert not rebuilt.is_whole or isinstance(record, Kept) or not record.before, record


def test_no_two_lines_of_the_ledger_can_change_places() -> None:
    for index, (one, two) in enumerate(zip(OURS.records, OURS.records[1:], strict=False)):
        rebuilt = rebuilt_from(with_records(*OURS.records[:index], two, one, *OURS.records[index + 2 :]))
        assert rebuilt.findings, (one, two)


def tampered(record: Record) -> Iterator[Record]:
    """Yield the record with each field changed; page and part say nothing of what stands on no page."""
    change = msgspec.structs.replace
    if isinstance(record, Kept):
        yield change(record, hash="0" * 12)
        yield change(record, characters=record.characters + 1)
        yield change(record, characters=record.characters - 1)
    else:
        yield change(record, before=f"{record.before}。")
        yield change(record, before=record.before[1:] or "。")
        yield change(record, line=record.line + 1)
        yield change(record, column=record.column + 1)
    if isinstance(record, Kept) or record.after:
        yield change(record, page="zh/q/no-such-page.md")
        yield change(record, part="title" if record.part == "answer" else "answer")
    if isinstance(record, Entry) and record.part:
        yield change(record, after=f"{record.after}。")


def test_no_field_of_the_ledger_can_change() -> None:
    for index, record in enumerate(OURS.records):
        for other in tampered(record):
            rebuilt = rebuilt_from(with_records(*OURS.records[:index], other, *OURS.records[index + 1 :]))
            assert [f for f in rebuilt.findings if f.severity == "error"], other


@pytest.mark.parametrize(
    ("field", "value"), [("sha256", "0" * 64), ("newline", "\r\n"), ("bom", True)], ids=["hash", "line end", "mark"]
)
def test_the_header_cannot_change(field: str, value: object) -> None:
    header = msgspec.structs.replace(OURS.header, **{field: value})
    (finding,) = rebuilt_from(replace(OURS, header=header)).findings
    assert (finding.file, finding.code) == (str(LEDGER), "damaged-ledger")


def test_an_entry_that_is_missing_is_named_by_the_one_behind_it() -> None:
    place = next(i for i, r in enumerate(OURS.records) if isinstance(r, Entry) and r.before == "[")
    (finding,) = rebuilt_from(with_records(*OURS.records[:place], *OURS.records[place + 1 :])).findings
    # The header is line 1 of the file, and the next entry stands behind kept characters.
    assert (finding.file, finding.line, finding.code) == (str(LEDGER), place + 1 + 2, "damaged-ledger")


def test_where_the_pages_are_right_the_ledger_is_blamed() -> None:
    place = next(i for i, r in enumerate(OURS.records) if isinstance(r, Kept))
    spoilt = msgspec.structs.replace(OURS.records[place], hash="0" * 12)
    rebuilt = rebuilt_from(with_records(*OURS.records[:place], spoilt, *OURS.records[place + 1 :]))
    assert rebuilt.is_whole
    assert [(f.file, f.code) for f in rebuilt.findings] == [(str(LEDGER), "damaged-ledger")]
