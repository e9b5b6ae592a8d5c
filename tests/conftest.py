"""Fixtures for every test."""

from tests.browser import browser, page
from tests.built import built
from tests.published import published
from tests.sandbox import sandbox

__all__ = ["browser", "built", "page", "published", "sandbox"]
