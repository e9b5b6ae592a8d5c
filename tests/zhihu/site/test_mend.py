"""What Material writes wrongly is mended, and the text stays as it is."""

from tests.zhihu.site.test_data import site_of
from zhihu.site.built import Place
from zhihu.site.mend import mended, no_referrer

PLACE = Place("zh/q/x/index.html", site_of("x"))
TOGGLE = '<input class="md-toggle" type="checkbox" id="__drawer" autocomplete="off">'


def test_only_fields_are_completed() -> None:
    field = '<input type="text" autocomplete="off">'

    assert mended(TOGGLE + field, PLACE) == TOGGLE.replace(' autocomplete="off"', "") + field


def test_indents_go_around_the_text_and_not_in_it() -> None:
    text = "<article>\n<pre>\n  a\n\n  b</pre>\n</article>"

    assert mended(f"<b>x</b>\n\n   <i>y</i>{text}\n  <p>", PLACE) == f"<b>x</b>\n<i>y</i>{text}\n<p>"


def test_pictures_of_zhihu_do_not_learn_where_a_reader_comes_from() -> None:
    link = '<a href="https://pic1.zhimg.com/v2-x.jpg">'

    assert no_referrer(link, PLACE) == '<a href="https://pic1.zhimg.com/v2-x.jpg" rel="noreferrer">'
    assert no_referrer(no_referrer(link, PLACE), PLACE) == no_referrer(link, PLACE)
    assert (
        no_referrer('<a href="https://zhimg.com.example.org/x">', PLACE) == '<a href="https://zhimg.com.example.org/x">'
    )
