"""The built site as hosts of static files serve it: missing addresses, moved addresses, a base path."""

from types import SimpleNamespace

import pytest
from jinja2 import Environment, FileSystemLoader

from tests.html_tree import Node, read_html
from tests.project import ROOT
from tests.published import Published

pytestmark = pytest.mark.xdist_group("published")

HEADINGS = {"zh": "这个地址没有页面", "en": "There is no page at this address"}


def addresses(page: Node) -> list[str]:
    """Return what the page links and loads."""
    return [node.attrs[key] for node in page.nodes() for key in ("href", "src") if node.attrs.get(key)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_host_that_chooses_by_path_has_a_missing_page_in_each_language(published: Published, language: str) -> None:
    page = read_html(published.site / language / "404.html")
    assert page.one("html").attrs["lang"] == language
    assert [heading.text() for heading in page.all("h1")] == [HEADINGS[language]]
    assert [section.attrs["lang"] for section in page.all("div", class_="qa-missing")] == [language]
    assert page.one("meta", name="robots").attrs["content"] == "noindex"


@pytest.mark.parametrize("name", ["404.html", "zh/404.html", "en/404.html"])
def test_a_missing_page_holds_at_any_depth(published: Published, name: str) -> None:
    """It is shown in place of another, so a relative address would lead anywhere."""
    own = [address for address in addresses(read_html(published.site / name)) if "://" not in address]
    inside = [address for address in own if not address.startswith("#")]
    assert [address for address in inside if not address.startswith("/qa/")] == []
    for address in inside:
        target = published.site / address.removeprefix("/qa/")
        assert (target / "index.html" if target.is_dir() else target).is_file(), address


def test_every_other_page_can_be_moved_to_any_base_path(published: Published) -> None:
    for path in sorted(published.site.rglob("*.html")):
        if path.name != "404.html":
            assert [address for address in addresses(read_html(path)) if address.startswith("/")] == [], path


def test_the_published_site_names_no_place_of_the_machine_it_was_built_on(published: Published) -> None:
    places = (str(published.site.parent), str(ROOT), "127.0.0.1", "localhost")
    for path in published.site.rglob("*"):
        if path.suffix in {".html", ".xml", ".json", ".txt", ".js", ".css", ""} and path.is_file():
            text = path.read_text("utf-8")
            assert [place for place in places if place in text] == [], path


def test_hosts_that_read_redirects_are_told_where_missing_pages_lie(published: Published) -> None:
    lines = (published.site / "_redirects").read_text("utf-8").splitlines()
    assert lines == ["/qa/zh/* /qa/zh/404.html 404", "/qa/en/* /qa/en/404.html 404"]


@pytest.mark.parametrize(("site_url", "base"), [("https://example.org/", "/"), ("https://example.org/qa/", "/qa/")])
def test_old_addresses_are_redirected_for_good(site_url: str, base: str) -> None:
    environment = Environment(loader=FileSystemLoader(ROOT / "overrides"), autoescape=True)
    config = SimpleNamespace(site_url=site_url, extra=SimpleNamespace(moved={"old": "new"}))
    lines = environment.get_template("_redirects").render(config=config).splitlines()
    assert lines[:3] == [f"{base}{place}q/old/ {base}{place}q/new/ 301" for place in ("", "zh/", "en/")]
    assert len(lines) == 5
