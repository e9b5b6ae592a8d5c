"""Fixtures for every test."""

import pytest

from tests.browser import browser, page
from tests.built import built
from tests.ours import skip_ours
from tests.published import published
from tests.sandbox import sandbox

__all__ = ["browser", "built", "page", "published", "sandbox"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests of our questions where they are not there."""
    skip_ours(items)
