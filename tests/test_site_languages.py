"""The built site says of every page which language it is in, and where the same page is in the other."""

import re
from itertools import product
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest

from tests.html_tree import Node, between, read_html
from tests.project import SLUGS, run
from tests.published import ADDRESS, REPOSITORY, STALE, TRANSLATED, UNTRANSLATED, Published
from zhihu.site.foreign import with_lang

pytestmark = pytest.mark.xdist_group("published")

HAN = re.compile("[\u4e00-\u9fff]")
NAMES = {"sitemap": "http://www.sitemaps.org/schemas/sitemap/0.9", "xhtml": "http://www.w3.org/1999/xhtml"}


def head(published: Published, path: str) -> Node:
    return read_html(published.site / path / "index.html").one("head")


def links(head: Node, rel: str) -> list[Node]:
    return [link for link in head.all("link") if rel in link.attrs.get("rel", "").split()]


def alternates(head: Node) -> dict[str, str]:
    languages = (link for link in links(head, "alternate") if "hreflang" in link.attrs)
    return {link.attrs["hreflang"]: link.attrs["href"] for link in languages}


def expected(path: str) -> dict[str, str]:
    """Return the addresses of the page at `path` by language; none for a page that is in one language only."""
    page = path[len("zh/") :]
    if page == f"q/{UNTRANSLATED}/":
        return {}
    neutral = page if page.startswith("q/") else ""
    return {"zh": f"{ADDRESS}zh/{page}", "en": f"{ADDRESS}en/{page}", "x-default": f"{ADDRESS}{neutral}"}


def test_every_page_exists_in_both_languages_at_the_same_path(published: Published) -> None:
    paths = published.paths
    chinese, english = ({path[3:] for path in paths if path.startswith(language)} for language in ("zh/", "en/"))
    assert len(chinese) > 20
    assert chinese == english


def test_the_canonical_address_is_the_pages_own(published: Published) -> None:
    for path in published.paths:
        (canonical,) = links(head(published, path), "canonical")
        assert canonical.attrs["href"] == ADDRESS + path


def test_the_addresses_in_both_languages_and_in_none_are_in_the_head(published: Published) -> None:
    for path in published.paths:
        assert alternates(head(published, path)) == expected(path), path


def test_material_does_not_fetch_the_addresses_in_the_head(published: Published) -> None:
    """Its selector is `link[rel=alternate]`: the whole value."""
    for path in published.paths:
        assert [link for link in head(published, path).all("link") if link.attrs.get("rel") == "alternate"] == []


def test_what_the_addresses_name_is_there_and_names_them_back(published: Published) -> None:
    for path in published.paths:
        for language, address in alternates(head(published, path)).items():
            place = address.removeprefix(ADDRESS)
            assert (published.site / place / "index.html").is_file(), address
            if language != "x-default":
                assert alternates(head(published, place)) == alternates(head(published, path))


def test_the_sitemap_says_the_same_as_the_heads(published: Published) -> None:
    sitemap = ET.fromstring((published.site / "sitemap.xml").read_bytes())  # noqa: S314  # our own
    listed = {}
    for url in sitemap.findall("sitemap:url", NAMES):
        found = url.findall("xhtml:link", NAMES)
        assert {link.get("rel") for link in found} <= {"alternate"}
        listed[url.findtext("sitemap:loc", "", NAMES)] = {link.get("hreflang"): link.get("href") for link in found}
    indexed = [path for path in published.paths if path != f"en/q/{UNTRANSLATED}/"]
    doors = {ADDRESS + path[3:]: expected(path) for path in indexed if path == "zh/" or path.startswith("zh/q/")}
    assert listed == doors | {ADDRESS + path: expected(path) for path in indexed}


def test_every_address_that_a_page_names_is_in_the_sitemap(published: Published) -> None:
    sitemap = (published.site / "sitemap.xml").read_text("utf-8")
    named = {address for path in published.paths for address in expected(path).values()}
    assert {address for address in named if f"<loc>{address}</loc>" not in sitemap} == set()


def test_only_pages_that_say_nothing_new_are_kept_from_search_engines(published: Published) -> None:
    robots = {path: head(published, path).all("meta", name="robots") for path in published.paths}
    kept = {path: [meta.attrs["content"] for meta in found] for path, found in robots.items() if found}
    assert kept == {f"en/q/{UNTRANSLATED}/": ["noindex"]}
    missing = read_html(published.site / "404.html").one("head")
    assert missing.one("meta", name="robots").attrs["content"] == "noindex"
    assert alternates(missing) == {}


def test_the_document_is_in_the_language_of_its_path(published: Published) -> None:
    for path in published.paths:
        assert read_html(published.site / path / "index.html").one("html").attrs["lang"] == path[:2]


def test_a_page_that_nobody_has_translated_says_which_words_are_chinese(published: Published) -> None:
    page = read_html(published.site / f"en/q/{UNTRANSLATED}/index.html")
    (title,) = (node for node in page.all("div") if node.attrs.get("data-md-component") == "header-topic")
    assert title.attrs["lang"] == "zh"
    article = page.one("article")
    assert article.one("h1").attrs["lang"] == "zh"
    (author,) = (node for node in between(article, "answer").nodes() if node.tag == "div")
    assert author.attrs["lang"] == "zh"
    assert HAN.search(author.text())
    for ours in ("answer", "note", "references"):
        assert article.one("h2", id=ours).attrs.get("lang", "en") == "en"
    assert article.all("nav", class_="qa-view") == []


def test_a_translated_question_offers_its_languages_without_a_script(published: Published) -> None:
    for language, slug in product(("zh", "en"), TRANSLATED):
        view = read_html(published.site / language / "q" / slug / "index.html").one("nav", class_="qa-view")
        one, other, _ = view.all("a")
        assert [link.attrs["hreflang"] for link in (one, other)] == ["zh", "en"]
        assert [link.attrs["lang"] for link in (one, other)] == ["zh", "en"]
        assert [link.attrs["href"] for link in (one, other) if link.attrs["hreflang"] != language] == [
            f"../../../{'en' if language == 'zh' else 'zh'}/q/{slug}/"
        ]
        assert [link.attrs["hreflang"] for link in (one, other) if "aria-current" in link.attrs] == [language]


def test_a_page_holds_no_text_of_the_other_language_that_it_was_not_asked_for(published: Published) -> None:
    compared = 0
    for slug in TRANSLATED:
        # The list of changes quotes what stood in the export and what stands on the Chinese page.
        pages = (published.html(f"{language}/q/{slug}/") for language in ("zh", "en"))
        chinese, english = (re.sub(r'(?s)<details[^>]*id="changes".*?</details>', "", page) for page in pages)
        sentences = re.findall("[\u4e00-\u9fff]{6,}", between_marks(chinese))
        lines = re.findall(r"(?:[a-z]+ ){5}[a-z]+", between_marks(english))
        assert [words for words in sentences if words in english and words not in between_marks(english)] == []
        assert [words for words in lines if words in chinese and words not in between_marks(chinese)] == []
        compared += len(sentences) + len(lines)
    assert compared > 100


def between_marks(html: str) -> str:
    return html.partition("<!-- answer -->")[2].partition("<!-- /answer -->")[0]


def test_one_changed_block_is_marked_stale_and_nothing_else(published: Published) -> None:
    stale = {path: published.html(path).count('class="qa-stale"') for path in published.paths}
    assert {path: count for path, count in stale.items() if count} == {f"en/q/{STALE}/": 1}


def test_the_check_names_the_stale_block_and_nothing_else(published: Published) -> None:
    checked = run(published.folder, "scripts/check.py")
    (finding,) = (line for line in checked.stdout.splitlines() if ": warning: " in line or ": error: " in line)
    assert checked.returncode == 0
    assert f"questions/{STALE}/en.md:" in finding
    assert "block 3 is stale: " in finding


def test_every_page_leads_to_files_that_people_edit_and_to_an_issue_about_it(published: Published) -> None:
    for path in published.paths:
        (mend,) = read_html(published.site / path / "index.html").all("p", class_="qa-mend")
        *edits, issue = (link.attrs["href"] for link in mend.all("a"))
        files = [edit.removeprefix(f"{REPOSITORY}/edit/main/") for edit in edits]
        assert files == edited(path)
        assert [name for name in files if not (published.folder / name).is_file()] == []
        asked = parse_qs(urlsplit(issue).query)
        assert issue.startswith(f"{REPOSITORY}/issues/new?")
        assert asked["body"] == [ADDRESS + path]
        assert asked["title"]


def edited(path: str) -> list[str]:
    language, page = path[:2], path[3:]
    if page.startswith("q/"):
        folder = f"source/questions/{page[2:]}"
        is_english = language == "en" and page != f"q/{UNTRANSLATED}/"
        return [folder + ("en.md" if is_english else "question.toml"), f"{folder}note.{language}.md"]
    words = f"scripts/zhihu/pages/words.{language}.toml"
    files = {"glossary/": "source/glossary.toml", "references/": "source/references.toml", "about/": words}
    return [files.get(page, "source/site.toml")]


def test_the_pages_without_a_language_name_their_addresses(published: Published) -> None:
    for path in ("", *(f"q/{slug}/" for slug in SLUGS)):
        (canonical,) = links(head(published, path), "canonical")
        assert canonical.attrs["href"] == ADDRESS + path
        assert alternates(head(published, path)) == expected(f"zh/{path}")


def test_every_block_in_the_other_language_says_so(published: Published) -> None:
    for path in published.paths:
        article = published.html(path).partition("<article")[2].partition("</article>")[0]
        assert with_lang(article, "en" if path.startswith("en") else "zh") == article, path
    assert '<blockquote lang="en"' in published.html(f"zh/q/{STALE}/")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_missing_page_leads_to_the_home_page_below_the_base_path(published: Published, language: str) -> None:
    links = [link.attrs["href"] for link in read_html(published.site / "404.html").all("a") if "href" in link.attrs]
    assert f"/qa/{language}/" in links
