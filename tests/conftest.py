"""Fixtures for every test."""

from tests.browser import browser, page

__all__ = ["browser", "page"]
