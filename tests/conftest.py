"""Fixtures for every test."""

from tests.browser import browser, page
from tests.sandbox import sandbox

__all__ = ["browser", "page", "sandbox"]
