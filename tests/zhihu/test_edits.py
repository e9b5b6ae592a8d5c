"""Edits put together, made and taken back: laws over random edits, and the cases that a reader should see."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from zhihu.edits import Resolved, apply, inverse, resolve
from zhihu.model import Edit

TEXT = "甲乙丙丁戊己庚辛壬癸"
FEW = settings(max_examples=300, deadline=None, derandomize=True)

PLACES = st.integers(min_value=0, max_value=len(TEXT))
EDITS = st.builds(
    lambda one, other, new, rule: Edit(min(one, other), max(one, other), new, rule),
    PLACES,
    PLACES,
    st.sampled_from(["", "", "x", "yz"]),
    st.sampled_from(["one", "other"]),
)


def changes(edits: list[Edit]) -> list[Edit]:
    """Return `edits` without those that change nothing, which no rule asks for."""
    return [e for e in edits if e.start < e.end or e.new]


LISTS = st.lists(EDITS, max_size=8).map(changes)


def lies_inside(inner: Edit, outer: Edit) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


@FEW
@given(LISTS.flatmap(lambda edits: st.tuples(st.just(edits), st.permutations(edits))))
def test_the_order_of_the_edits_does_not_matter(orders: tuple[list[Edit], list[Edit]]) -> None:
    assert resolve(orders[0]) == resolve(orders[1])


@FEW
@given(LISTS)
def test_every_edit_is_made_absorbed_or_refused(edits: list[Edit]) -> None:
    resolved = resolve(edits)
    refused = {edit for pair in resolved.conflicts for edit in pair}
    # A removal may begin later than it was asked to, where another one has been.
    asked, found = (
        {(e.end, e.new, e.rule) for e in some} for some in (edits, [*resolved.applied, *resolved.absorbed, *refused])
    )
    assert found == asked
    assert len(resolved.applied) + len(resolved.absorbed) + len(refused) == len(set(edits))


@FEW
@given(LISTS)
def test_no_two_edits_that_are_made_overlap_or_insert_at_one_place(edits: list[Edit]) -> None:
    applied = resolve(edits).applied
    assert all(a.end <= b.start for a, b in pairwise(applied))
    insertions = [e.start for e in applied if e.start == e.end]
    assert len(insertions) == len(set(insertions))


@FEW
@given(LISTS)
def test_what_is_absorbed_lies_inside_a_removal_that_is_made(edits: list[Edit]) -> None:
    resolved = resolve(edits)
    removals = [e for e in resolved.applied if not e.new]
    assert all(any(lies_inside(e, removal) for removal in removals) for e in resolved.absorbed)


@FEW
@given(LISTS)
def test_what_is_refused_wants_the_same_place_as_another(edits: list[Edit]) -> None:
    for a, b in resolve(edits).conflicts:
        assert a.start <= b.end
        assert b.start <= a.end


@FEW
@given(LISTS)
def test_the_inverse_restores_the_text(edits: list[Edit]) -> None:
    applied = resolve(edits).applied
    after = apply(TEXT, applied)
    undo = inverse(TEXT, applied)
    assert apply(after, undo) == TEXT
    assert [e.rule for e in undo] == [e.rule for e in applied]
    assert apply(apply(after, undo), inverse(after, undo)) == after


@FEW
@given(LISTS, st.integers(min_value=0, max_value=5))
def test_edits_can_move_with_their_text(edits: list[Edit], by: int) -> None:
    applied = resolve(edits).applied
    moved = [edit.moved(by) for edit in applied]
    assert apply("-" * by + TEXT, moved) == "-" * by + apply(TEXT, applied)


def cut(start: int, end: int, rule: str = "cut") -> Edit:
    return Edit(start, end, "", rule)


def put(start: int, end: int, new: str = "x", rule: str = "put") -> Edit:
    return Edit(start, end, new, rule)


def test_edits_side_by_side_are_all_made() -> None:
    edits = [cut(0, 2), put(2, 2), put(2, 4), cut(4, 5)]
    assert resolve(edits) == Resolved(tuple(edits), (), ())
    assert apply("abcdefg", edits) == "xxfg"


def test_a_removal_absorbs_what_lies_inside_it() -> None:
    assert resolve([cut(1, 6), put(2, 4), put(5, 5)]) == Resolved((cut(1, 6),), (put(2, 4), put(5, 5)), ())


def test_of_two_equal_removals_one_is_made() -> None:
    assert resolve([cut(1, 6, "b"), cut(1, 6, "a")]) == Resolved((cut(1, 6, "a"),), (cut(1, 6, "b"),), ())


def test_two_removals_that_share_characters_are_both_made() -> None:
    edits = [Edit(1, 4, "", "one"), Edit(2, 6, "", "other"), Edit(3, 3, "x", "third"), Edit(7, 8, "y", "last")]
    resolved = resolve(edits)

    assert resolved.applied == (edits[0], Edit(4, 6, "", "other"), edits[3])
    assert (resolved.absorbed, resolved.conflicts) == ((edits[2],), ())
    assert apply("0123456789", resolved.applied) == "06y89"


def test_a_removal_inside_a_replacement_is_a_conflict() -> None:
    assert resolve([put(1, 6), cut(2, 4)]) == Resolved((), (), ((put(1, 6), cut(2, 4)),))


def test_an_overlap_takes_both_out_and_leaves_the_rest() -> None:
    assert resolve([cut(0, 3), put(2, 5), cut(6, 7)]) == Resolved((cut(6, 7),), (), ((cut(0, 3), put(2, 5)),))


def test_two_insertions_at_one_place_are_a_conflict() -> None:
    assert resolve([put(3, 3, "a"), put(3, 3, "b")]).applied == ()


def test_what_overlaps_inside_a_removal_is_absorbed() -> None:
    assert resolve([cut(0, 9), put(1, 4), put(3, 6)]) == Resolved((cut(0, 9),), (put(1, 4), put(3, 6)), ())


def test_what_lay_inside_a_refused_removal_counts_again() -> None:
    edits = [cut(0, 6), put(1, 2), put(3, 5), put(4, 5, "y"), put(5, 8)]
    resolved = resolve(edits)
    assert resolved.applied == (put(1, 2),)
    assert {*resolved.conflicts} == {(cut(0, 6), put(5, 8)), (put(3, 5), put(4, 5, "y"))}


def test_the_same_edit_twice_is_one() -> None:
    assert resolve([cut(0, 1), cut(0, 1)]) == Resolved((cut(0, 1),), (), ())
