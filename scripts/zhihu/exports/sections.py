"""The sections of an export: every character lands in one part of one section, or in a gap between parts."""

from dataclasses import dataclass
from typing import Literal

from zhihu.model import Edit, Sighting

PartName = Literal["title", "preface", "question", "answer"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the export that goes to one place of a page."""

    name: PartName
    """Where it goes: the heading, what stood above the question, the rest of the question, or the answer."""

    start: int
    """First character in the export."""

    end: int
    """Character after the last one."""


@dataclass(frozen=True, slots=True)
class Section:
    """One question with its answer, or a text that belongs to no question."""

    kind: Literal["question", "whole", "loose"]
    """`whole`: a file without markers; `loose`: what stands before the first question or behind the last answer."""

    start: int
    """Where it begins in the export, its marker included."""

    parts: tuple[Part, ...]
    """Its parts in order; none is empty."""

    cuts: tuple[Edit, ...] = ()
    """Markers inside a part: of an answer whose first sentence is bold together with its marker."""

    fallback_title: str = ""
    """Its title if no part of the text is one: from the front matter or the file's name."""

    sightings: tuple[Sighting, ...] = ()
    """What was odd about it, in places of the export."""
