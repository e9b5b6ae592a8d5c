"""A large sitemap is an index of parts that hold the same."""

import gzip
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from zhihu.facts.words import Words
from zhihu.pages.catalogue import Catalogue, Named
from zhihu.site.built import BuiltSite
from zhihu.site.sitemap import split_sitemap

URL = "https://example.org/a&b/"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
PAGES = [f"{URL}zh/q/{n}/" for n in range(7)]


def sitemap() -> str:
    """Return a sitemap as our template writes it."""
    entries = "".join(
        f'\n  <url>\n    <loc>{page}</loc><xhtml:link rel="alternate" hreflang="en" href="{page}"/>\n  </url>'
        for page in PAGES
    ).replace("&", "&amp;")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:xhtml="http://www.w3.org/1999/xhtml">{entries}\n</urlset>'
    )


def site_in(folder: Path, url: str = URL) -> BuiltSite:
    (folder / "sitemap.xml").write_text(sitemap(), "utf-8")
    return BuiltSite(folder, folder, url, Catalogue(Words(""), Words(""), Named(""), ()), {})


def test_the_parts_hold_every_address_once_with_its_alternates(tmp_path: Path) -> None:
    split_sitemap(site_in(tmp_path), 3)

    index = ET.parse(tmp_path / "sitemap.xml").getroot()  # noqa: S314  # our own
    assert index.tag == f"{{{NAMES['s']}}}sitemapindex"
    parts = [loc.text or "" for loc in index.findall("s:sitemap/s:loc", NAMES)]
    assert parts == [f"{URL}sitemap-{n}.xml" for n in (1, 2, 3)]
    read = [ET.parse(tmp_path / part.removeprefix(URL)).getroot() for part in parts]  # noqa: S314  # our own
    assert {part.tag for part in read} == {f"{{{NAMES['s']}}}urlset"}
    assert [len(part) for part in read] == [3, 3, 1]
    assert [loc.text for part in read for loc in part.findall("s:url/s:loc", NAMES)] == PAGES
    assert [link.get("href") for part in read for link in part.findall("s:url/x:link", NAMES)] == PAGES
    assert gzip.decompress((tmp_path / "sitemap.xml.gz").read_bytes()) == (tmp_path / "sitemap.xml").read_bytes()


def test_a_site_that_is_finished_again_keeps_its_parts(tmp_path: Path) -> None:
    site = site_in(tmp_path)
    split_sitemap(site, 3)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    split_sitemap(site, 3)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(("most", "url"), [(7, URL), (3, "")])
def test_a_small_one_stays_one_and_so_does_that_of_a_site_without_an_address(
    tmp_path: Path, most: int, url: str
) -> None:
    split_sitemap(site_in(tmp_path, url), most)

    assert [path.name for path in tmp_path.iterdir()] == ["sitemap.xml"]
    assert not re.search("sitemapindex", (tmp_path / "sitemap.xml").read_text("utf-8"))
