"""Which reference each citing place of a text means, and where a link to it leads."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhihu.artefacts.citings import Citing
from zhihu.artefacts.reference_lists import Entry, entries
from zhihu.markdown.document import Document
from zhihu.model import TextFacts


@dataclass(frozen=True, slots=True)
class Linked:
    """A citing place that has something to point to."""

    citing: Citing
    """The place."""

    href: str
    """The address it leads to, on the same page."""

    id: str
    """Its own id, by which the reference can lead back."""


@dataclass(frozen=True, slots=True)
class References:
    """What the citing places of a text mean."""

    linked: tuple[Linked, ...]
    """Those with a reference on the page, in order."""

    loose: tuple[Citing, ...]
    """Those without."""

    entries: tuple[Entry, ...]
    """The entries of the lists in the text."""

    rebuilt: Mapping[int, Citing]
    """By number, the tags that hold a reference themselves, in a text without any list."""

    @property
    def cited(self) -> Iterator[Entry]:
        """The entries that a place of the text cites, in order."""
        wanted = {place.href for place in self.linked}
        return (entry for entry in self.entries if f"#{entry.anchor}" in wanted)


def references(document: Document, citings: Sequence[Citing], facts: TextFacts) -> References:
    """Return what `citings` mean: a key of `references.toml` if `facts` name one, else an entry of the text's own."""
    listed = tuple(entries(document, facts.place))
    # A text of one line may be a title, below which no list can stand.
    rebuilt = {} if listed or "\n" not in document.text.strip() else _rebuilt(citings)
    starts = {entry.start for entry in listed}
    own = [c for c in citings if c.start not in starts]
    seen: Counter[int] = Counter()
    linked, loose = [], []
    for citing in own:
        href = _href(citing, listed, facts, rebuilt)
        if href is None:
            loose.append(citing)
            continue
        seen[citing.number] += 1
        again = f"-{seen[citing.number]}" if seen[citing.number] > 1 else ""
        linked.append(Linked(citing, href, f"cite-{facts.place}{citing.number}{again}"))
    return References(tuple(linked), tuple(loose), listed, rebuilt)


def _href(citing: Citing, listed: tuple[Entry, ...], facts: TextFacts, rebuilt: Mapping[int, Citing]) -> str | None:
    key = facts.cites.get(str(citing.number))
    if key:
        return f"#ref-{key}"
    if citing.number in rebuilt:
        return f"#reference-{facts.place}{citing.number}"
    entry = _entry(citing, listed)
    return f"#{entry.anchor}" if entry else None


def _entry(citing: Citing, listed: tuple[Entry, ...]) -> Entry | None:
    """Return the entry of the next list behind a place, else of the last one before it; none for a place in a list."""
    fitting = [entry for entry in listed if entry.number == citing.number]
    if citing.form == "bare" and any(e.list_start <= citing.start < e.list_end for e in listed):
        return None
    behind = next((entry for entry in fitting if entry.start > citing.start), None)
    return behind or (fitting[-1] if fitting else None)


def _rebuilt(citings: Sequence[Citing]) -> dict[int, Citing]:
    found: dict[int, Citing] = {}
    for citing in citings:
        if citing.words or citing.target:
            found.setdefault(citing.number, citing)
    return dict(sorted(found.items()))
