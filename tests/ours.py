"""Tests of our own twelve questions, which are skipped where somebody has put an export of theirs in their place."""

from collections.abc import Sequence

import pytest

from tests.project import EXPORT

REASON = "a test of the twelve questions that came with the project; make empty took them out"

NAMES = frozenset({"EXPORT", "LEDGER", "SLUGS", "Built", "Published", "slices"})
"""What a module imports that looks at our questions or at the site that is built of them."""

MODULES: frozenset[str] = frozenset()
"""The others that do."""


def skip_ours(items: Sequence[pytest.Item]) -> None:
    """Mark the tests of our questions to be skipped, if those are not there."""
    if EXPORT.is_file():
        return
    for item in items:
        module = getattr(item, "module", None)
        if module and (NAMES & vars(module).keys() or module.__name__.removeprefix("tests.") in MODULES):
            item.add_marker(pytest.mark.skip(reason=REASON))
