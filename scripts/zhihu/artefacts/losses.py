"""What an export lost or may have lost, and no rule can bring back: each finder looks at one text before cleaning."""

import re
from collections.abc import Iterator

from zhihu.artefacts.accidents import bold_names, underlined
from zhihu.markdown.document import Document
from zhihu.markdown.verbatim import unmarked
from zhihu.model import Sighting, TextFacts
from zhihu.rules.entities import is_escaped_twice

_SHORT_LINES = re.compile(r"^(?:[ \t]*\S{1,3}[ \t]*(?:\n|\Z)){6,}", re.MULTILINE)
_FORMULA_SIGN = re.compile("[\U0001d400-\U0001d7ff=+−∑∏∫∂√≤≥≈∈⋅]")
_FEWEST_SIGNS = 2
_DOLLAR = re.compile(r"(?<!\\)\$+")
_TEX = re.compile(r"\\\\?(?:frac|text|sigma|theta|beta|alpha|log|left|right|sum|pi|mathbb|mathcal|begin)\b|\\_\{")
_ENTITY = re.compile(r"&(?:lt|gt);")
_DOUBLE_ENTITY = re.compile(r"&amp;(?:lt|gt|amp|quot|nbsp|#\d+);")
_BLOCKED = re.compile(
    r"你似乎来到了没有知识存在的荒原|系统监测到您的网络环境存在异常|该(?:内容|回答|文章)(?:暂无法显示|已被删除)"
    r"|^(?:登录后(?:即可|可)?查看|继续查看|查看完整内容|解锁全文|还剩\s?\d+\s?%)[^\n]{0,20}$"
    r"|(?:开通|加入)盐选会员|盐选专栏名|本内容版权为知乎及版权方所有",
    re.MULTILINE,
)
# One of these is in whatever the pattern finds; together they take a quarter of its time.
_BLOCKED_HINTS = ("的荒原", "存在异常", "暂无法显示", "已被删除", "查看", "解锁全文", "还剩", "盐选", "知乎版权方")
_COVER = re.compile(r"!\[动图(?:封面)?\]\(")
_FILM = re.compile(r"<video\b", re.IGNORECASE)


def lost_formula(document: Document, _: TextFacts) -> Iterator[Sighting]:
    """Report a formula that came apart into lines of one sign: what was raised or lowered is lost."""
    for found in _SHORT_LINES.finditer(document.text):
        if len(_FORMULA_SIGN.findall(found[0])) >= _FEWEST_SIGNS and not document.is_opaque(found.start()):
            shown = " ".join(found[0].split())[:40]
            yield Sighting(
                found.start(),
                "warning",
                "lost-formula",
                f"a formula with each sign on its own line: {shown}",
                "the formula as it stands on Zhihu, as a correction",
            )


def open_formula(document: Document, _: TextFacts) -> Iterator[Sighting]:
    """Report a dollar sign before TeX that no other one closes in its paragraph."""
    if "$" not in document.text or "\\" not in document.text:
        return
    skip = unmarked(document)
    for inline in document.of("Inline"):
        signs = [m for m in _DOLLAR.finditer(document.text, inline.start, inline.end) if not skip.hold(m.start())]
        loose = [m for m in signs if not document.is_opaque(m.start())]
        if len(loose) % 2 and _TEX.search(document.text, inline.start, inline.end):
            yield Sighting(
                loose[-1].start(),
                "warning",
                "open-formula",
                "a formula that does not end in its paragraph",
                "one paragraph from dollar sign to dollar sign, as a correction",
            )


def doubtful_heading(document: Document, _: TextFacts) -> Iterator[Sighting]:
    """Report a text over a line of signs that may be a heading or a text above a ruler."""
    for found in underlined(document):
        if found.verdict == "unsure":
            yield Sighting(
                found.span.start,
                "note",
                "doubtful-heading",
                "a line of signs makes a heading of the text above it",
                "an empty line between them, as a correction, if it was a ruler",
            )


def doubtful_bold(document: Document, _: TextFacts) -> Iterator[Sighting]:
    """Report a bold word that may be a name with two underscores on each side."""
    for span, is_known in bold_names(document):
        if not is_known:
            yield Sighting(
                span.start,
                "note",
                "doubtful-bold",
                f"{document.text[span.start : span.end]} is read as bold",
                "a backslash before each underscore, as a correction, if it is a name of code",
            )


def doubtful_entity(document: Document, _: TextFacts) -> Iterator[Sighting]:
    """Report entities that a reader sees as entities, in code or escaped twice in a text."""
    places = [m.start() for m in _DOUBLE_ENTITY.finditer(document.text) if not document.is_opaque(m.start())]
    for code in (*document.of("CodeBlock"), *document.of("Code")):
        found = _ENTITY.search(document.text, code.start, code.end)
        if found and not (code.kind == "CodeBlock" and is_escaped_twice(document.text, code)):
            places.append(found.start())
    for place in sorted(places):
        yield Sighting(
            place,
            "note",
            "doubtful-entity",
            "a reader sees an entity of HTML here",
            "the character, as a correction, if an exporter wrote the entity",
        )


def blocked_text(document: Document, _: TextFacts) -> Iterator[Sighting]:
    """Report words of Zhihu's that stand where the text ought to be: paid, deleted, or behind a login."""
    if not any(hint in document.text for hint in _BLOCKED_HINTS):
        return
    for found in _BLOCKED.finditer(document.text):
        if not document.is_opaque(found.start()):
            yield Sighting(
                found.start(),
                "warning",
                "blocked-text",
                f"Zhihu did not show the text: {found[0][:40]}",
                "an export made while logged in",
            )


def lost_film(document: Document, _: TextFacts) -> Iterator[Sighting]:
    """Report a film or an animation of which the export has at most a picture."""
    for pattern, what in ((_COVER, "an animation"), (_FILM, "a film")):
        for found in pattern.finditer(document.text):
            if what == "a film" or not document.is_opaque(found.start()):
                yield Sighting(
                    found.start(),
                    "note",
                    "lost-film",
                    f"{what} is not in the export",
                    "nothing, or a copy of it in source/figures",
                )


LOSSES = (lost_formula, open_formula, doubtful_heading, doubtful_bold, doubtful_entity, blocked_text, lost_film)
