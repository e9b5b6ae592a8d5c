"""Web addresses in exports: which kind Zhihu's are, where a redirect leads, how to write one in Markdown."""

import re
from typing import Literal
from urllib.parse import quote, unquote, urlsplit, urlunsplit

_KEYWORD = re.compile(
    r"(?:https?:)?//(?:"
    r"zhida\.zhihu\.com/search(?![a-z])"
    r"|(?:www\.|m\.)?zhihu\.com/search\?(?=(?:.*&)?(?:hybrid_)?search_source=Entity)"
    r")",
    re.IGNORECASE | re.DOTALL,
)
# A run of unencoded redirects, each the target of the one before, is one match: no level costs a copy of the text.
_REDIRECT = re.compile(
    r"(?:(?:https?:)?//link\.zhihu\.com/?\?(?:target=|[^#]*?&target=))+(.*)",
    re.IGNORECASE | re.DOTALL,
)
_DEEPEST = 8
# No server takes a longer address; the longest in 996 redirects has 700 characters.
_LONGEST = 8000
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_ALLOWED = re.compile(r"(?:https?://[^\s/]|mailto:[^\s@]+@)", re.IGNORECASE)
# What would end or open something in Markdown or HTML, and everything outside ASCII.
_UNSAFE = re.compile(r"[\s()<>\"\\`|\[\]{}^\x00-\x1f\x7f-\U0010ffff]")
_TRACKING = re.compile(r"(?:utm_[a-z]+|source_id|share_code|s_r|session_id|wechatShare|ivk_sa)=.*|sort=created")
_TARDIS = re.compile(r"/tardis/[a-z]+/(art|ans)/(\d+).*")
_TARDIS_PLACES = {"art": ("zhuanlan.zhihu.com", "/p/"), "ans": ("www.zhihu.com", "/answer/")}
_LONGEST_LABEL = 60

_PLACES = (
    (re.compile(r"zhuanlan\.zhihu\.com/p/(\d+)"), "知乎专栏文章", "Zhihu article"),
    (re.compile(r"(?:\w+\.)?zhihu\.com/(?:question/\d+/)?answer/(\d+)"), "知乎回答", "Zhihu answer"),
    (re.compile(r"(?:\w+\.)?zhihu\.com/question/(\d+)"), "知乎问题", "Zhihu question"),
    (re.compile(r"(?:\w+\.)?zhihu\.com/column/(\w+)"), "知乎专栏", "Zhihu column"),
    (re.compile(r"(?:\w+\.)?zhihu\.com/people/([\w-]+)"), "知乎用户", "Zhihu user"),
    (re.compile(r"(?:\w+\.)?zhihu\.com/pin/(\d+)"), "知乎想法", "Zhihu post"),
    (re.compile(r"(?:\w+\.)?zhihu\.com/zvideo/(\d+)"), "知乎视频", "Zhihu video"),
    (re.compile(r"(?:\w+\.)?zhihu\.com/topic/(\d+)"), "知乎话题", "Zhihu topic"),
    (re.compile(r"mp\.weixin\.qq\.com/s\b()"), "微信公众号文章", "WeChat article"),
)
_PAGE = ("知乎页面", "Zhihu page")


def is_keyword(url: str) -> bool:
    """Return whether `url` is a search that Zhihu put behind a word (T01 to T05), not one the author linked."""
    return bool(_KEYWORD.match(redirect_target(url) or url))


def is_zhihu(url: str) -> bool:
    """Return whether `url` is a page of Zhihu's."""
    if "zhihu.com" not in url.lower():
        return False
    host = host_of(url)
    return host == "zhihu.com" or host.endswith(".zhihu.com")


def is_zhimg(url: str) -> bool:
    """Return whether `url` is on one of Zhihu's picture servers."""
    return "zhimg.com" in url.lower() and host_of(url).endswith(".zhimg.com")


def host_of(url: str) -> str:
    """Return the host of `url` in lower case, or an empty text if it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def redirect_target(url: str) -> str | None:
    """Return where a link.zhihu.com redirect leads, as far as it can be told; None if `url` is no redirect.

    The rule gives an address for every one of 996 targets seen in real exports.
    A redirect to a redirect, and so on, leads where the last one leads; nowhere if they go deeper than any exporter.
    """
    if "link.zhihu.com" not in url.lower():
        return None
    target = None
    for _ in range(_DEEPEST):
        found = _REDIRECT.match(url if target is None else target)
        if not found:
            return target
        target = _decoded(found[1])
    return ""


def _decoded(target: str) -> str:
    """Return a target as an address: decoded while it does not begin with a scheme, at most twice."""
    if len(target) > _LONGEST:
        return ""
    if not _SCHEME.match(target):
        # Zhihu encodes all but `/`: a bare `&` begins a parameter of its own, a blank is a tear in the address.
        target = re.sub(r"\s+", "", target.partition("&")[0])
    for _ in range(2):
        if _SCHEME.match(target):
            break
        target = unquote(target, errors="surrogateescape")
    if target.startswith("//"):
        return f"https:{target}"
    return f"http://{target}" if target.startswith("www.") else target


def direct(url: str) -> str:
    """Return the address that a page carries for `url`: without a redirect, and Zhihu's without tracking."""
    target = redirect_target(url)
    url = url if target is None else target
    return untracked(url) if is_zhihu(url) else url


def is_allowed(url: str) -> bool:
    """Return whether a page may link to `url`: http, https and mailto only."""
    return bool(_ALLOWED.match(url))


def is_page(url: str) -> bool:
    """Return whether `url` is the address of a page, which has a title, and not of a mailbox."""
    return is_allowed(url) and not url.lower().startswith("mailto:")


def written(url: str) -> str:
    """Return `url` so that it can stand bare in a Markdown link: blanks, brackets, quotes and non-ASCII encoded."""
    return _UNSAFE.sub(lambda m: quote(m[0], errors="surrogateescape"), url)


def untracked(url: str) -> str:
    """Return a Zhihu address without what only counts visitors, and a `tardis` address as the article's (T11)."""
    parts = urlsplit(url)
    host, path = parts.netloc, parts.path
    tardis = _TARDIS.fullmatch(path)
    if tardis:
        host, folder = _TARDIS_PLACES[tardis[1]]
        path = f"{folder}{tardis[2]}"
    query = "&".join(pair for pair in parts.query.split("&") if not _TRACKING.fullmatch(pair))
    return urlunsplit((parts.scheme or "https", host, path, query, parts.fragment))


def normalised(url: str) -> str:
    """Return the form under which titles are kept: no scheme, `www.`, tracking, fragment or last slash."""
    target = redirect_target(url) or url
    try:
        parts = urlsplit(untracked(target) if is_zhihu(target) else target)
    except ValueError:
        return target
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}"


def neutral_label(url: str, language: Literal["zh", "en"] = "zh") -> str:
    """Return what a link is called when its label was lost and no fact names it."""
    address, at = normalised(url), 0 if language == "zh" else 1
    for pattern, *kinds in _PLACES:
        found = pattern.match(address)
        if found:
            return f"{kinds[at]} {found[1]}".strip()
    return _PAGE[at] if is_zhihu(url) else _shown(address)


def _shown(address: str) -> str:
    """Return an address for reading: its words decoded, the query only where there is no path, cut if it is long."""
    place, _, _ = address.partition("?")
    readable = unquote(place if "/" in place else address)
    if not readable.isprintable() or "\ufffd" in readable:
        readable = place
    return readable if len(readable) <= _LONGEST_LABEL else f"{readable[: _LONGEST_LABEL - 1]}…"
