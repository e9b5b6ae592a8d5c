"""Cut an export into its sections."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from zhihu.exports.headings import question_headings, tail_headings, unsure_headings
from zhihu.exports.markers import Marker, find_markers
from zhihu.exports.metadata import clipped
from zhihu.exports.sections import Part, PartName, Section
from zhihu.markdown.document import Document
from zhihu.markdown.plain import plain_text
from zhihu.model import Edit, Sighting

_BLANK_START = re.compile(r"(?:[ \t\u00a0\u200b]*\n)*")
_CLOSING_SIGNS = re.compile(r"[ \t]+#+[ \t]*\Z")
_BLANK_LINES = re.compile(r"(?:[ \t]*\n)*")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?!\s*\n)(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_FIRST_HEADING = re.compile(
    r"""
    (?: \#[ \t]+(?P<one>\S[^\n]*)
      | \#{2,6}[ \t]+(?P<other>\S[^\n]*)
      | (?P<set_one>\S[^\n]*)\n=+[ \t]*(?=\n|\Z)
      | (?P<set>\S[^\n]*)\n-{2,}[ \t]*(?=\n|\Z)
    )(?:\n|\Z)
    """,
    re.VERBOSE,
)
_LONE_ANSWER = re.compile(r"^(?:#{1,6}[ \t]+)?\*\*(?:回答|答案|答)(?:[：:]\*\*|\*\*[：:])", re.MULTILINE)
_OWN_PAGE = "a question marker above it; the text has a page of its own"


def split(document: Document, name: str) -> list[Section]:
    """Return the sections of the export called `name`, in order; none if it holds nothing but white space."""
    markers = find_markers(document)
    markers = (
        sorted(markers + tail_headings(document, markers), key=lambda m: m.start)
        if markers
        else question_headings(document)
    )
    if not markers:
        return _whole(document, name)
    opening = [m for m in markers if m.role != "answer"]
    preface = _preface(document, opening[0])
    sections = [] if preface else _loose(document, name, opening[0].start, markers)
    for marker, end in zip(opening, [*(m.start for m in opening[1:]), len(document.text)], strict=True):
        if marker.role == "tail":
            sections.append(_tail(document, name, marker, end))
            continue
        answers = [m for m in markers if m.role == "answer" and marker.start < m.start < end]
        sections.append(_question(document, name, marker, answers, end, preface))
        preface = ()
    return sections


def _part(document: Document, name: PartName, start: int, end: int) -> tuple[Part, ...]:
    """Return the part without the empty lines around it; nothing if only those are there."""
    text = document.text[start:end]
    opening = _BLANK_START.match(text)
    first = start + (opening.end() if opening else 0)
    last = start + len(text.rstrip())
    return (Part(name, first, last),) if first < last else ()


def _question(  # noqa: PLR0913, PLR0917  # each is one thing a section is made of
    document: Document, name: str, marker: Marker, answers: list[Marker], end: int, preface: tuple[Part, ...]
) -> Section:
    limit = answers[0].start if answers else end
    title_start = _first_words(document.text, marker.end, limit)
    title_end = document.text.find("\n", title_start, limit)
    title_end = limit if title_end < 0 else title_end
    title = _title(document, marker, title_start, title_end)
    body = max(title_end, marker.body)
    parts = (
        *preface,
        *title,
        *(_part(document, "question", body, limit) if answers else ()),
        *_part(document, "answer", _words_start(answers[0]) if answers else body, end),
    )
    start = preface[0].start if preface else marker.start
    return Section(
        "question",
        start,
        parts,
        tuple(_cuts(answers)),
        "" if title else _stem(name),
        tuple(_odd(marker, answers, parts)),
    )


def _odd(marker: Marker, answers: list[Marker], parts: tuple[Part, ...]) -> Iterator[Sighting]:
    for extra in answers[1:]:
        message, expected = "a second answer marker in one question", "a question marker before it; it stays as text"
        yield Sighting(extra.start, "warning", "second-answer", message, expected)
    names = {part.name for part in parts}
    if "answer" not in names:
        yield Sighting(marker.start, "warning", "no-answer", "a question without an answer", "an answer below it")
    if "title" not in names:
        message = "a question marker without a question"
        yield Sighting(marker.start, "warning", "no-title", message, "the question on the same line")


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


def _preface(document: Document, first: Marker) -> tuple[Part, ...]:
    """Return the headings above the first question, if nothing else stands there: they belong to its page."""
    start = front_matter_end(document)
    above = [s for s in document.spans if s.parent < 0 and start <= s.start < first.start and s.kind != "Inline"]
    if not above or any(s.kind != "Heading" for s in above):
        return ()
    return _part(document, "preface", start, first.start)


def _loose(document: Document, name: str, end: int, markers: list[Marker]) -> list[Section]:
    """Return what stands before the first question as a section of its own."""
    start = front_matter_end(document)
    parts = _part(document, "answer", start, end)
    if not parts:
        return []
    orphan = next((m for m in markers if m.role == "answer" and m.start < end), None)
    seen = (
        Sighting(orphan.start, "warning", "no-question", "an answer without a question", _OWN_PAGE)
        if orphan
        else Sighting(parts[0].start, "warning", "loose-text", "text before the first question", _OWN_PAGE)
    )
    return [Section("loose", start, parts, (), f"{_stem(name)}：第一个问题之前的文字", (seen,))]


def _tail(document: Document, name: str, marker: Marker, end: int) -> Section:
    title_end = document.text.find("\n", marker.end, end)
    parts = _part(document, "answer", marker.start, end)
    words = document.text[marker.end : title_end if title_end > 0 else end].strip("# \t\n")
    seen = Sighting(marker.start, "note", "tail", "text that belongs to no question", "it has a page of its own")
    return Section("loose", marker.start, parts, (), f"{_stem(name)}：{words}", (seen,))


def _whole(document: Document, name: str) -> list[Section]:
    text, start = document.text, front_matter_end(document)
    first = start + len(_BLANK_LINES.match(text, start)[0])  # type: ignore[index]  # it matches nothing, too
    if not text[first:].strip():
        return []
    unsure = (*unsure_headings(document), *_lone_answer(document))
    heading = _FIRST_HEADING.match(text, first)
    name_of_title = next((group for group in ("one", "set_one") if heading and heading[group]), "")
    if heading and name_of_title:
        title = _part(document, "title", *heading.span(name_of_title))
        answer = _part(document, "answer", heading.end(), len(text))
        return [Section("whole", start, (*title, *answer), (), "", unsure)]
    words = heading["other"] or heading["set"] if heading else ""
    fallback = clipped(document.text).title or plain_text(words) or _stem(name)
    return [Section("whole", start, _part(document, "answer", start, len(text)), (), fallback, unsure)]


def _lone_answer(document: Document) -> Iterator[Sighting]:
    found = _LONE_ANSWER.search(document.text)
    if found and not document.is_opaque(found.start()):
        yield Sighting(found.start(), "warning", "no-question", "an answer without a question", _OWN_PAGE)


def front_matter_end(document: Document) -> int:
    """Return where the text behind the front matter begins; 0 if there is none."""
    found = _FRONT_MATTER.match(document.text)
    return found.end() if found else 0


def _stem(name: str) -> str:
    return PurePosixPath(name).stem
