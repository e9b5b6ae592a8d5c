"""The last gate before the site: HTML of a page with nothing in it that could act.

Python-Markdown, CommonMark and browsers disagree on what is a tag, so nothing that looks at Markdown can be sure.
This looks at what a browser will get, with a browser's parser, and keeps what our pages are made of, by name.
"""

import re
from collections.abc import Mapping
from typing import Final

import nh3

from zhihu.markdown.html_names import MATH

_TEXT = (
    "a abbr b bdi bdo br cite code del dfn em i ins kbd label mark q rb rp rt rtc ruby s samp small span strong "
    "sub sup time u var wbr"
)
_BLOCKS = (
    "article aside blockquote caption center col colgroup dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 "
    "h6 header hr img li nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
# Every attribute is named together with the pattern of its values; there is no way to let one in without.
_NUMBER = r"\d{1,5}"
_WORDS = r"[^\x00]*"
_MATH_STYLE = (
    r"(?:(?:text-align|justify-items|padding-(?:left|right)|border-(?:top|right|bottom|left)|color|width):"
    r"[ ]?[\w#.% ]+(?:;|\Z))+"
)
_EVERYWHERE: Final = {
    "class": _WORDS,
    # Material finds its own parts by ids with two underscores: `__config` would hand it another configuration.
    "id": r"(?!__)\w[\w:.-]*",
    "lang": r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*",
    "dir": r"ltr|rtl|auto",
    "title": _WORDS,
    "role": r"doc-[a-z]+|group|img|list|listitem|math|note|region",
    "aria-hidden": r"true|false",
    "aria-label": _WORDS,
    "aria-labelledby": r"[\w:. -]+",
    "aria-describedby": r"[\w:. -]+",
}
_CELL = {
    "align": r"left|right|center",
    "colspan": _NUMBER,
    "rowspan": _NUMBER,
    "scope": r"(?:row|col)(?:group)?",
    "style": r"text-align: ?(?:left|right|center);?",
}
_OF_ONE: Final[Mapping[str, Mapping[str, str]]] = {
    # nh3 looks at schemes as well; here nothing may stand before the first colon that only resembles one.
    "a": {"href": r"(?i:(?:https?|mailto):|(?![^/?#]*:))[^\x00-\x1f]*", "hreflang": r"[A-Za-z-]+", "rel": r"[a-z ]+"},
    "details": {"open": r"|open"},
    # From the page's own folders; anything with a host or a scheme would tell another host who reads what.
    "img": {
        "alt": _WORDS,
        "decoding": r"async|sync|auto",
        "height": _NUMBER,
        "loading": r"lazy|eager",
        "src": r"(?:\.\.?/)*[\w%][\w%./+,=~@ -]*",
        "width": _NUMBER,
    },
    "input": {"checked": r"|checked", "disabled": "", "type": "checkbox"},
    "div": {"tabindex": "0"},
    "li": {"value": rf"-?{_NUMBER}"},
    "ol": {"reversed": r"|reversed", "start": rf"-?{_NUMBER}", "type": r"[1AaIi]"},
    "td": _CELL,
    "th": _CELL,
    "math": {"display": r"block|inline"},
    "time": {"datetime": r"[\dTZ:.+-]+"},
}
_MATH_VALUES: Final = {
    **dict.fromkeys(
        ("accent", "accentunder", "displaystyle", "fence", "largeop", "movablelimits", "separator", "stretchy"),
        "true|false",
    ),
    **dict.fromkeys(
        ("depth", "height", "linethickness", "lspace", "maxsize", "minsize", "rspace", "width"), r"[\w.%-]+"
    ),
    "columnalign": r"[a-z ]+",
    "form": r"prefix|infix|postfix",
    "mathvariant": r"[a-z-]+",
    "notation": r"[a-z ]+",
    "scriptlevel": r"[+-]?\d",
    "style": _MATH_STYLE,
}
# Ours, Pygments' (up to three letters), and those of the Markdown extensions in mkdocs.yml.
_CLASS = re.compile(
    r"qa-[\w-]+|[a-z][a-z0-9]{0,2}|highlight(?:table)?|linenos|linenodiv|normal|code|filename|language-[\w+#.-]+"
    r"|task-list(?:-\w+)?|footnote(?:-\w+)?|headerlink|arithmatex|menclose-\w+"
)


def _patterns(tag: str) -> dict[str, re.Pattern[str]]:
    given = {**_EVERYWHERE, **(_MATH_VALUES if tag in MATH else {}), **_OF_ONE.get(tag, {})}
    return {name: re.compile(pattern, re.DOTALL) for name, pattern in given.items()}


_VALUES: Final = {tag: _patterns(tag) for tag in (*f"{_TEXT} {_BLOCKS} input".split(), *MATH)}


def _allowed(tag: str, name: str, value: str) -> str | None:
    """Return the value an attribute may have; None if it has to go.

    It is asked about tags that are not on the list, too, and must not raise: nh3 would keep the value then.
    """
    if name == "class":
        return " ".join(word for word in value.split() if _CLASS.fullmatch(word)) or None
    pattern = _VALUES.get(tag, {}).get(name)
    return value if pattern and pattern.fullmatch(value) else None


_CLEANER = nh3.Cleaner(
    tags=set(_VALUES),
    # Not even of scripts and styles: a misread tag may have swallowed the rest of a page.
    clean_content_tags=set(),
    attributes={tag: set(values) for tag, values in _VALUES.items()},
    attribute_filter=_allowed,
    # Whatever it was, it is a box that shows whether a task is done.
    set_tag_attribute_values={"input": {"type": "checkbox", "disabled": ""}},
    # The marks around the author's text are comments.
    strip_comments=False,
    link_rel=None,
    url_schemes={"http", "https", "mailto"},
)


_WORDS_ONLY = nh3.Cleaner(tags=set(), clean_content_tags=set(), attributes={})


def words_only(html: str) -> str:
    """Return `html` without any tag, still as HTML: for places of a page that hold only words."""
    return _WORDS_ONLY.clean(html)


def sanitised(html: str) -> str:
    """Return `html`, a part of a page, without whatever is not on the list: scripts, handlers, forms, frames, styles.

    What a tag held stays to be read, also what was no text before; only what a drawing or a template held goes.
    """
    return _CLEANER.clean(html)
