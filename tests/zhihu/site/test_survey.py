"""What pages use is found whatever process looks at which of them."""

from pathlib import Path

from zhihu.site.survey import Surveyor, survey

PAGES = [
    '<html dir="ltr"><p class="a b"><script>one</script><link rel="stylesheet" href="../x.css">',
    '<body data-md-color-scheme="slate" class="b"><script>two</script>',
    '<p class="a\nc"><script>three</script><script>one</script><script src="../d.js" defer></script>',
    '<p class="d"><script>two</script><link rel="stylesheet" href="y.css">',
]


def test_it_is_the_same_and_in_the_same_order_whoever_looks_at_which_page(tmp_path: Path) -> None:
    alone, first, second = Surveyor(), Surveyor(), Surveyor()
    one = survey(tmp_path, [alone.news(page) for page in PAGES])
    two = survey(tmp_path, [who.news(page) for who, page in zip((first, second) * 2, PAGES, strict=True)])

    assert one == two
    assert list(one.inline) == list(two.inline) == ["one", "two", "three"]
    assert list(one.sheets) == list(two.sheets) == ["x.css", "y.css"]
    assert list(one.scripts) == ["d.js"]
    assert one.classes == {"a", "b", "c", "d", "one", "two", "three"}
    assert one.attributes == {("dir", "ltr"), ("data-md-color-scheme", "slate")}


def test_what_was_there_before_is_no_news() -> None:
    surveyor = Surveyor()
    surveyor.news(PAGES[0])

    assert not any(surveyor.news(PAGES[0]).classes)
    assert not surveyor.news(PAGES[0]).inline
