"""What a site can be served at, and what is said of what it cannot be."""

import pytest

from zhihu.errors import InputError
from zhihu.site.address import site_address


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/", "https://example.org/"),
        ("https://owner.github.io/repo", "https://owner.github.io/repo/"),
        ("http://127.0.0.1:8000/some/base/", "http://127.0.0.1:8000/some/base/"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
        ("https://例子.中国/问答/", "https://例子.中国/问答/"),
    ],
)
def test_an_address_ends_with_a_slash(given: str, wanted: str) -> None:
    assert site_address(given, "mkdocs.yml") == wanted


@pytest.mark.parametrize(
    "given",
    [
        "example.org",
        "/some/base/",
        "http://",
        "https:///path/",
        "ftp://example.org/",
        "javascript:alert(1)",
        "https://example.org/?page=1",
        "https://example.org/#top",
        "https://example.org/a b/",
        "https://example.org:port/",
        "https://example.org:99999/",
        "https://user:word@example.org/",
        "https://[::1/",
        'https://example.org/"><script>',
    ],
)
def test_what_is_no_address_is_shown_with_what_was_expected(given: str) -> None:
    with pytest.raises(InputError) as raised:
        site_address(given, "mkdocs.yml")
    assert str(raised.value).startswith(f"mkdocs.yml:0: site_url is no address: {given}; expected http:// or https://")


@pytest.mark.parametrize("given", [None, "", 8000])
def test_no_address_is_said_to_be_none(given: object) -> None:
    with pytest.raises(InputError, match="site_url is empty"):
        site_address(given, "mkdocs.yml")
