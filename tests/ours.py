"""Tests of our own twelve questions, which are skipped where somebody has put an export of theirs in their place."""

from collections.abc import Sequence

import pytest

from tests.project import EXPORT, ROOT

REASON = "a test of the twelve questions that came with the project; make empty took them out"

NAMES = frozenset({"EXPORT", "LEDGER", "SLUGS", "Built", "Published", "slices"})
"""What a module imports that looks at our questions or at the site that is built of them."""

TESTS = frozenset(
    [
        "benchmarks/test_projects.py",
        "benchmarks/test_search.py",
        "building/test_stream.py",
        "test_serve.py",
        "zhihu/facts/test_load.py::test_our_own_facts_load",
        "zhihu/figures/test_drawings.py",
    ]
)
"""The others that do, found by running all of them on another export."""


def skip_ours(items: Sequence[pytest.Item]) -> None:
    """Mark the tests of our questions to be skipped, if those are not there."""
    if EXPORT.is_file():
        return
    for item in items:
        module = item.getparent(pytest.Module)
        imported = vars(module.obj).keys() if module else set()
        path = item.path.relative_to(ROOT / "tests").as_posix()
        if NAMES & imported or {path, f"{path}::{item.name}"} & TESTS:
            item.add_marker(pytest.mark.skip(reason=REASON))
