"""Pages without a language name their own address and those they lead to."""

from html.parser import HTMLParser

import pytest

from tests.project import ROOT, SLUGS
from zhihu.pages.doors import served_at


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and given["rel"] in {"canonical", "alternate"}:
            self.found[given.get("hreflang", given["rel"])] = given["href"]


def addresses(page: str) -> dict[str, str]:
    links = _Links()
    links.feed(page)
    return links.found


@pytest.mark.parametrize("path", ["", *(f"q/{slug}/" for slug in SLUGS)])
@pytest.mark.parametrize("site", ["https://example.org/", "https://example.org/qa/", "http://127.0.0.1:8000/a&b/"])
def test_on_a_host_the_addresses_are_absolute_and_all_else_is_as_it_was(path: str, site: str) -> None:
    page = (ROOT / "docs" / path / "index.html").read_text("utf-8")
    served = served_at(page, site + path)
    assert addresses(served) == {
        "canonical": site + path,
        "zh": f"{site}zh/{path}",
        "en": f"{site}en/{path}",
        "x-default": site + path,
    }
    kept = [line for line in page.splitlines() if "canonical" not in line and "alternate" not in line]
    assert [line for line in served.splitlines() if "canonical" not in line and "alternate" not in line] == kept


def test_an_address_that_is_absolute_already_stays() -> None:
    assert served_at('<link rel="canonical" href="https://example.com/">', "https://example.org/") == (
        '<link rel="canonical" href="https://example.com/">'
    )


def test_other_links_stay_relative() -> None:
    page = '<link rel="icon" href="../x.svg"> <a href="../zh/">'
    assert served_at(page, "https://example.org/") == page
