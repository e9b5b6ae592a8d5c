"""Cut an export into its questions; every character lands in one part of one section, or in a gap between parts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

from zhihu.document import Document, Span
from zhihu.markers import Marker, find_markers
from zhihu.model import Edit, Finding

PartName = Literal["title", "question", "answer"]

_BLANK_START = re.compile(r"(?:[ \t\u00a0\u200b]*\n)*")
_BLANK_END = re.compile(r"\s*\Z")
_TITLE_KEY = re.compile(r"^title:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_CLOSING_SIGNS = re.compile(r"[ \t]+#+[ \t]*\Z")
_MARKUP = re.compile(r"[*`#\[\]]|\]\([^)\s]*\)")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the export that goes to one place of a page."""

    name: PartName
    """Where on the page it goes: the heading, the rest of the question, or the answer."""

    start: int
    """First character in the export."""

    end: int
    """Character after the last one."""


@dataclass(frozen=True, slots=True)
class Section:
    """One question with its answer, or a text that belongs to no question."""

    kind: Literal["question", "whole", "loose"]
    """`whole`: a file without markers; `loose`: what stands before the first question."""

    start: int
    """Where it begins in the export, its marker included."""

    parts: tuple[Part, ...]
    """Its parts in order; none is empty."""

    cuts: tuple[Edit, ...] = ()
    """Markers inside a part: of an answer whose first sentence is bold together with its marker."""

    fallback_title: str = ""
    """Its title if no part of the text is one: from the front matter or the file's name."""

    findings: tuple[Finding, ...] = field(default=())
    """What was odd about it."""


def split(document: Document, name: str) -> list[Section]:
    """Return the sections of the export called `name`, in order; none if it holds nothing but white space."""
    markers = find_markers(document)
    if not markers:
        return _whole(document, name)
    questions = [m for m in markers if m.role == "question"]
    ends = [m.start for m in questions[1:]] + [len(document.text)]
    sections = _loose(document, name, questions[0].start, markers)
    for marker, end in zip(questions, ends, strict=True):
        answers = [m for m in markers if m.role == "answer" and marker.start < m.start < end]
        sections.append(_question(document, name, marker, answers, end))
    return sections


def _part(document: Document, name: PartName, start: int, end: int) -> tuple[Part, ...]:
    """Return the part without the empty lines around it; nothing if only those are there."""
    text = document.text[start:end]
    opening, closing = _BLANK_START.match(text), _BLANK_END.search(text)
    first = start + (opening.end() if opening else 0)
    last = start + (closing.start() if closing else len(text))
    return (Part(name, first, last),) if first < last else ()


def _question(document: Document, name: str, marker: Marker, answers: list[Marker], end: int) -> Section:
    line = document.line_of(marker.start)
    limit = answers[0].start if answers else end
    title_start = _first_words(document.text, marker.end, limit)
    title_end = document.text.find("\n", title_start, limit)
    title_end = limit if title_end < 0 else title_end
    parts = (
        *_title(document, marker, title_start, title_end),
        *(_part(document, "question", title_end, limit) if answers else ()),
        *_part(document, "answer", _words_start(answers[0]) if answers else title_end, end),
    )
    findings = [
        Finding(
            name,
            document.line_of(extra.start),
            "warning",
            "second-answer",
            "a second answer marker in one question",
            "a question marker before it; it stays as text",
        )
        for extra in answers[1:]
    ]
    if not any(p.name == "answer" for p in parts):
        findings.append(
            Finding(name, line, "warning", "no-answer", "a question without an answer", "an answer below it")
        )
    if not any(p.name == "title" for p in parts):
        findings.append(
            Finding(
                name,
                line,
                "warning",
                "no-title",
                "a question marker without a question",
                "the question on the same line",
            )
        )
    title = "" if parts and parts[0].name == "title" else _stem(name)
    return Section("question", marker.start, parts, tuple(_cuts(answers)), title, tuple(findings))


def _cuts(answers: list[Marker]) -> Iterator[Edit]:
    if answers and answers[0].keeps_stars:
        yield Edit(answers[0].start + len("**"), answers[0].end, "", "marker")


def _words_start(marker: Marker) -> int:
    """Return where the answer begins: a first sentence that is bold together with its marker keeps its stars."""
    return marker.start if marker.keeps_stars else marker.end


def _first_words(text: str, start: int, end: int) -> int:
    """Return where the words behind a marker begin: on its own line, or below if it stands alone."""
    return start + len(text[start:end]) - len(text[start:end].lstrip())


def _title(document: Document, marker: Marker, start: int, end: int) -> tuple[Part, ...]:
    closing = _CLOSING_SIGNS.search(document.text[start:end])
    end -= len(closing[0]) if closing and document.text[marker.start] == "#" else 0
    if marker.keeps_stars:
        end = max(start, document.text.rfind("**", start, end))
    return _part(document, "title", start, start + len(document.text[start:end].rstrip()))


def _loose(document: Document, name: str, end: int, markers: list[Marker]) -> list[Section]:
    """Return what stands before the first question as a section of its own."""
    start = front_matter_end(document)
    parts = _part(document, "answer", start, end)
    if not parts:
        return []
    line = document.line_of(parts[0].start)
    orphan = next((m for m in markers if m.role == "answer" and m.start < end), None)
    finding = (
        Finding(
            name,
            document.line_of(orphan.start),
            "warning",
            "no-question",
            "an answer without a question",
            "a question marker above it; the text has a page of its own",
        )
        if orphan
        else Finding(
            name,
            line,
            "warning",
            "loose-text",
            "text before the first question",
            "a question marker above it; the text has a page of its own",
        )
    )
    return [Section("loose", start, parts, (), f"{_stem(name)}：第一个问题之前的文字", (finding,))]


def _whole(document: Document, name: str) -> list[Section]:
    start = front_matter_end(document)
    first = next((s for s in document.spans if s.parent < 0 and s.kind != "MetadataBlock"), None)
    if first is None:
        return []
    if first.kind == "Heading" and first.data == "H1" and document.text.startswith("# ", first.start):
        title_end = first.start + len(document.text[first.start : first.end].split("\n", 1)[0])
        parts = (
            *_part(document, "title", first.start + 2, title_end),
            *_part(document, "answer", title_end, len(document.text)),
        )
        if parts and parts[0].name == "title":
            return [Section("whole", start, parts)]
    title = _front_matter_title(document) or _first_heading(document, first) or _stem(name)
    return [Section("whole", start, _part(document, "answer", start, len(document.text)), (), title)]


def front_matter_end(document: Document) -> int:
    """Return where the text behind the front matter begins; 0 if there is none."""
    block = next(iter(document.of("MetadataBlock")), None)
    if block is None or block.start > 0:
        return 0
    return min(len(document.text), document.text.find("\n", block.end) + 1 or len(document.text))


def _front_matter_title(document: Document) -> str:
    found = _TITLE_KEY.search(document.text, 0, front_matter_end(document))
    return found[1].strip("\"'") if found else ""


def _first_heading(document: Document, first: Span) -> str:
    heading = next(iter(document.of("Heading")), None)
    if heading is None or heading.start != first.start:
        return ""
    return _MARKUP.sub("", document.text[heading.start : heading.end]).split("\n")[0].strip()


def _stem(name: str) -> str:
    return PurePosixPath(name).stem
