"""Put edits together, apply them and take them back.

The order in which rules ran cannot matter: edits are sorted by place, an edit inside a removal is absorbed,
and any other overlap takes both edits out, so that the text stays as the author left it.
"""

from collections.abc import Iterable, Sequence
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
    pairs = _overlapping_pairs(ordered)
    conflicts = [(a, b) for a, b in pairs if not (_absorbs(a, b) or _absorbs(b, a))]
    refused = {edit for pair in conflicts for edit in pair}
    absorbed = {
        (a if _absorbs(b, a) and not _absorbs(a, b) else b) for a, b in pairs if a not in refused and b not in refused
    }
    applied = [e for e in ordered if e not in refused and e not in absorbed]
    return Resolved(tuple(applied), tuple(sorted(absorbed, key=_key)), tuple(conflicts))


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
