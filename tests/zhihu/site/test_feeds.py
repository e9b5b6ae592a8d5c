"""What we write as feeds keeps the laws of feeds, and the laws find what breaks them."""

import json
import re
import xml.etree.ElementTree as ET

import msgspec
import pytest

from tests.feeds import atom_faults, json_faults
from tests.zhihu.site.test_data import TITLES, site_of, text
from zhihu.pages.catalogue import Named
from zhihu.site.built import BuiltSite
from zhihu.site.feeds import Item, atom_feed, json_feed

SITE = site_of("T")


def items(site: BuiltSite) -> list[Item]:
    """Return an item of which everything is known, and one of which next to nothing is."""
    entry, days = site.entries["x"], site.days["x"]
    bare = msgspec.structs.replace(entry, slug="y", url="q/y/", author=Named(""), source=Named(""), tags=())
    unknown = msgspec.structs.replace(text("U"), url="zh/q/y/")
    return [Item(entry, entry.zh, days, "<p>x</p>"), Item(bare, unknown, days, "")]


def atom(feed: str) -> list[str]:
    return list(atom_faults(ET.fromstring(feed)))  # noqa: S314  # our own


@pytest.mark.parametrize("title", TITLES)
def test_both_feeds_keep_the_laws(title: str) -> None:
    site = site_of(title)

    assert list(json_faults(json.loads(json_feed(site, "zh", items(site))))) == []
    assert atom(atom_feed(site, "zh", items(site))) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("version/1.1", "version/1", "version"),
        ('"title": "T",\n "d', '"name": "T",\n "d', "no title"),
        ("zh/q/y/", "zh/q/x/", "an id twice"),
        ("2020-01-01T00:00:00Z", "2020-01-01", "date_published is no date: 2020-01-01"),
        ("2020-01-01T", "2020-02-30T", "date_published is no date: 2020-02-30T00:00:00Z"),
        ('"content_html": "<p>x</p>",', "", "an item without content"),
        ('"https://example.org/a&b/zh/feed.json"', '"feed.json"', "feed_url is no address: feed.json"),
        ('"title": "T",\n   "s', '"title": 1,\n   "s', "title: 1"),
    ],
)
def test_a_json_feed_that_breaks_a_law_is_seen(old: str, new: str, fault: str) -> None:
    feed = json_feed(SITE, "zh", items(SITE)).decode()

    assert old in feed
    assert fault in list(json_faults(json.loads(feed.replace(old, new))))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (r"<updated>.*?</updated>", "", "no updated"),
        (r"(<title>T</title>)", r"\1\1", "title twice"),
        (r"zh/q/y/", "zh/q/x/", "an id twice"),
        (r"T00:00:00Z</updated>", "</updated>", "updated is no date: 2021-01-01"),
        (r"<author>.*</author>", "", "an entry without author"),
        (r'<category term="t"/>', "<category/>", "a category without term"),
        (r'type="html">', 'type="image/png">', "content of type image/png"),
        (r"<id>https://example.org", "<id>", "id is no address"),
        (r"<name>T</name>", "<name/>", "an author without name"),
    ],
)
def test_an_atom_feed_that_breaks_a_law_is_seen(old: str, new: str, fault: str) -> None:
    assert fault in atom(re.sub(old, new, atom_feed(SITE, "zh", items(SITE))))
