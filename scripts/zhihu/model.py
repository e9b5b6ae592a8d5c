"""The vocabulary of the project: an edit, a finding, a question and its page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "note"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Edit:
    """One change a rule wants; the text it was made for is never changed in place."""

    start: int
    """First character to replace, counted in the text that the rule saw."""

    end: int
    """Character after the last one to replace; equal to `start` for an insertion."""

    new: str
    """What stands there afterwards."""

    rule: str
    """The rule's name; the ledger, the page's list of changes and the case file use the same word."""

    def moved(self, by: int) -> "Edit":
        """Return the same edit for a text in which this one begins at character `by`."""
        return Edit(self.start + by, self.end + by, self.new, self.rule)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing a check or a rule noticed, with its place and what to do about it."""

    file: str
    """Path as the user would type it."""

    line: int
    """Line in that file, from 1; 0 where the whole file is meant."""

    severity: Severity
    """`error` makes a check exit 1, `warning` asks a person to look, `note` only informs."""

    code: str
    """Short name of the kind of finding, listed in the README."""

    message: str
    """What was seen."""

    expected: str
    """What should be there, or what to do."""

    def __str__(self) -> str:
        """Return the line the commands print."""
        return f"{self.file}:{self.line}: {self.severity}: {self.message} [{self.code}]; {self.expected}"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A finding before its file and line are known."""

    place: int
    """Character of the text."""

    severity: Severity
    """How bad it is."""

    code: str
    """Short name of the kind."""

    message: str
    """What was seen."""

    expected: str
    """What to do."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A repair of what an exporter damaged and no rule can repair; a person wrote it down."""

    before: str
    """The damaged words, which occur exactly once in the answer."""

    after: str
    """The words in their place."""

    why: str
    """What is wrong, for the reader of the page."""

    evidence: str
    """Where the right words can be seen."""


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """A term as it is looked for in texts."""

    id: str
    """Its key, which is also the anchor on the glossary page."""

    names: tuple[str, ...]
    """Its names in both languages and its abbreviation."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of our own as a text shows it."""

    path: str
    """Its file, relative to the page."""

    alt: str
    """What it shows, for those who do not see it."""

    caption: str
    """What stands below it."""

    likely: str = ""
    """What the picture in whose place it stands probably shows."""

    work: str = ""
    """Address of the work that is drawn."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Definitions that stand in other parts of an export than the text that needs them."""

    links: Mapping[str, str] = field(default_factory=dict)
    """Address by the label of its definition, as `elsewhere.label_key` returns it."""

    shortcuts: frozenset[str] = frozenset()
    """Labels that mean their link when they stand alone; a bare number may be a citation of another list."""

    notes: Mapping[str, str] = field(default_factory=dict)
    """Words of a footnote by its label, after cleaning."""


@dataclass(frozen=True, slots=True)
class TextFacts:
    """What people wrote down in `source/`, as far as a rule may need it for one text."""

    titles: Mapping[str, str] = field(default_factory=dict)
    """Title by address, the address as `addresses.normalised` returns it."""

    cites: Mapping[str, str] = field(default_factory=dict)
    """Key in `references.toml` by the number the author shows: `{"1": "touvron2023llama2"}`."""

    figures: Mapping[str, str] = field(default_factory=dict)
    """Path of a picture's copy, relative to the page, by its `v2-<hash>`."""

    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    """Drawing of our own that stands in the place of a picture without a copy, by the picture's `v2-<hash>`."""

    corrections: tuple[Correction, ...] = ()
    """Corrections of this text."""

    terms: tuple[GlossaryTerm, ...] = ()
    """Terms to link to the glossary."""

    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    """What its links and footnotes need and other parts of the export hold."""

    place: str = ""
    """What ids in this text begin with, so that no two parts of a page have the same; nothing in an answer."""

    language: Literal["zh", "en"] = "zh"
    """Language of the text, and so of the words a rule puts into it."""
