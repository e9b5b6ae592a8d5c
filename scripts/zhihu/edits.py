"""Put edits together, apply them and take them back.

The order in which rules ran cannot matter: edits are sorted by place, an edit inside a removal is absorbed,
two removals that share characters are one, and any other overlap takes both edits out,
so that the text stays as the author left it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhihu.model import Edit


@dataclass(frozen=True, slots=True)
class Resolved:
    """What became of the edits that all rules asked for."""

    applied: tuple[Edit, ...]
    """Edits to make, by place, without overlaps."""

    absorbed: tuple[Edit, ...]
    """Edits that lie inside a removal and so have nothing left to do."""

    conflicts: tuple[tuple[Edit, Edit], ...]
    """Pairs that overlap in any other way; none of their edits is made."""


def _key(edit: Edit) -> tuple[int, int, str, str]:
    return edit.start, edit.end, edit.rule, edit.new


def _overlaps(a: Edit, b: Edit) -> bool:
    """Return whether two edits, `a` sorted first, want the same characters or insert at the same place."""
    if a.start == a.end == b.start == b.end:
        return True
    return b.start < a.end and a.start < max(b.end, b.start + 1)


def _absorbs(outer: Edit, inner: Edit) -> bool:
    return not outer.new and outer.start <= inner.start and inner.end <= outer.end and outer.start < outer.end


def resolve(edits: Iterable[Edit]) -> Resolved:
    """Sort `edits`, absorb those inside removals and take out every other overlap."""
    ordered = sorted(set(edits), key=_key)
    if not any(map(_overlaps, ordered, ordered[1:])):
        # Sorted, and no neighbours overlap: none do, as is so with nearly all texts.
        return Resolved(tuple(ordered), (), ())
    pairs = _overlapping_pairs(ordered)
    around = _removals_around(pairs)
    conflicts = _conflicts(pairs, around)
    refused = {edit for pair in conflicts for edit in pair}
    absorbed = [e for e in ordered if e not in refused and around.get(e, set()) - refused]
    gone = refused.union(absorbed)
    made = tuple(_apart(e for e in ordered if e not in gone))
    return Resolved(made, tuple(absorbed), tuple(conflicts))


def _apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Yield `edits`; of two removals that share characters, the second one begins where the first one ends."""
    end = 0
    for edit in edits:
        yield edit if edit.start >= end else Edit(end, edit.end, "", edit.rule)
        end = max(end, edit.end)


def _removals_around(pairs: Sequence[tuple[Edit, Edit]]) -> dict[Edit, set[Edit]]:
    """Return for each edit the removals it lies inside; of two that remove the same, the first is around the second."""
    around: dict[Edit, set[Edit]] = {}
    for a, b in pairs:
        if _absorbs(a, b):
            around.setdefault(b, set()).add(a)
        elif _absorbs(b, a):
            around.setdefault(a, set()).add(b)
    return around


def _conflicts(pairs: Sequence[tuple[Edit, Edit]], around: Mapping[Edit, set[Edit]]) -> list[tuple[Edit, Edit]]:
    """Return the pairs of which neither absorbs the other, nor a removal that is made absorbs both.

    A removal that is refused brings those inside it back; so this is repeated until no more are refused.
    """
    clashes = [
        (a, b) for a, b in pairs if (a.new or b.new or a.start == a.end) and not (_absorbs(a, b) or _absorbs(b, a))
    ]
    conflicts: list[tuple[Edit, Edit]] = []
    while True:
        refused = {edit for pair in conflicts for edit in pair}
        found = [(a, b) for a, b in clashes if not (around.get(a, set()) & around.get(b, set())) - refused]
        if len(found) == len(conflicts):
            return found
        conflicts = found


def _overlapping_pairs(ordered: Sequence[Edit]) -> list[tuple[Edit, Edit]]:
    pairs: list[tuple[Edit, Edit]] = []
    active: list[Edit] = []
    for edit in ordered:
        active = [a for a in active if a.end > edit.start or a.start == a.end == edit.start]
        pairs += [(a, edit) for a in active if _overlaps(a, edit)]
        active.append(edit)
    return pairs


def apply(text: str, edits: Sequence[Edit]) -> str:
    """Return `text` with `edits` made; they are sorted and do not overlap, as `resolve` returns them."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += (text[at : edit.start], edit.new)
        at = edit.end
    return "".join((*pieces, text[at:]))


def inverse(text: str, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return the edits that turn `apply(text, edits)` back into `text`."""
    undo: list[Edit] = []
    shift = 0
    for edit in edits:
        start = edit.start + shift
        undo.append(Edit(start, start + len(edit.new), text[edit.start : edit.end], edit.rule))
        shift += len(edit.new) - (edit.end - edit.start)
    return tuple(undo)
