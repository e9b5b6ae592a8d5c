"""Fixtures for every test, and the option for those that take minutes."""

import pytest

from tests.browser import browser, page
from tests.built import built
from tests.ours import skip_ours
from tests.published import published
from tests.sandbox import sandbox

__all__ = ["browser", "built", "page", "published", "sandbox"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--long`."""
    parser.addoption("--long", action="store_true", help="run what is marked `long` too: it takes minutes each")
    parser.addoption("--minutes", default="10", help="for how long to look for exports that break a law (10)")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip the tests of our questions where they are not there; leave out what takes long, unless it is asked for."""
    skip_ours(items)
    if not config.getoption("--long"):
        left_out = [item for item in items if item.get_closest_marker("long")]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)
