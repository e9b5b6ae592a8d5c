"""Tags that stay: as Markdown where that says the same, else with the attributes that mean something."""

import html
import re

from zhihu.artefacts.card_titles import title_end
from zhihu.artefacts.fates import OUR_ID, STARS, Judged
from zhihu.markdown.addresses import redirect_target
from zhihu.markdown.document import Document, parse
from zhihu.markdown.html_names import BLOCKS, KEPT
from zhihu.markdown.tags import Tag
from zhihu.model import TextFacts
from zhihu.rules import labels, links, mail
from zhihu.rules.links import page_address

_ICON = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
# Zhihu shortens an address by hiding parts of it.
_SHORTENED = re.compile(r"<span class=\"(?:invisible|visible|ellipsis)\">([^<>]*)</span>")
_NUMBER = re.compile(r"\d{1,4}")
_CELL = {"align": re.compile(r"left|right|center"), "colspan": _NUMBER, "rowspan": _NUMBER}
_ALLOWED = {
    "a": {"id": OUR_ID},
    "abbr": {"title": re.compile(r"[^<>]*")},
    "details": {"open": re.compile(r"|open"), "markdown": re.compile("1")},
    "li": {"value": _NUMBER},
    "math": {"display": re.compile(r"block|inline")},
    "ol": {"start": _NUMBER, "type": re.compile(r"[1AaIi]")},
    "sup": {"id": OUR_ID},
    "td": _CELL,
    "th": _CELL,
}


def written_tag(document: Document, item: Judged, facts: TextFacts) -> str:
    """Return how a tag that is kept stands on the page."""
    tag = item.tag
    if tag.kind == "comment" or item.partner is None:
        return _reduced(document.text, tag)
    opening, closing = (tag, item.partner) if tag.kind == "start" else (item.partner, tag)
    if item.is_starred:
        return STARS[tag.name]
    if tag.name == "a" and "href" in opening.attributes:
        return _linked(document.text, opening, closing, facts)[tag.kind == "end"]
    if tag.name == "details" and tag.kind == "start" and closing.container is not tag.container:
        return '<details markdown="1">'
    return _reduced(document.text, tag)


def _linked(text: str, opening: Tag, closing: Tag, facts: TextFacts) -> tuple[str, str]:
    """Return what stands before and behind the words of a link: Markdown, unless a rule would want to change that."""
    address = opening.attributes["href"]
    address = page_address(redirect_target(address) or address)
    # They go, and would hide from the rules what they would change once it is gone.
    words = _SHORTENED.sub(r"\1", _ICON.sub("", text[opening.end : closing.start]))
    if not (opening.is_block or "[" in words or "]" in words or not words.strip()):
        new = parse(f"[{words}]({address})")
        rules = (*links.KEEPS_WORDS, *mail.KEEPS_WORDS, *labels.CHANGES_WORDS)
        is_title = [title_end(new.text, link, link.url) == link.label_end for link in new.links] == [True]
        if is_title and not any(edit for rule in rules for edit in rule(new, facts)):
            return "[", f"]({address})"
    return f'<a href="{html.escape(address)}">', "</a>"


def _reduced(text: str, tag: Tag) -> str:
    """Return a tag with the attributes that mean something; as it stands if it has no others."""
    if tag.kind == "comment":
        return text[tag.start : tag.end]
    name = tag.name if tag.name in KEPT | {"p", "section"} else "div" if tag.name in BLOCKS else "span"
    if tag.kind == "end":
        return f"</{name}>"
    allowed = _ALLOWED.get(name, {})
    given = [(key, value) for key, value in tag.attributes.items() if key in allowed and allowed[key].fullmatch(value)]
    if name == tag.name and len(given) == len(tag.attributes):
        return text[tag.start : tag.end]
    return f"<{name}{''.join(f' {key}={chr(34)}{html.escape(value)}{chr(34)}' for key, value in reversed(given))}>"
