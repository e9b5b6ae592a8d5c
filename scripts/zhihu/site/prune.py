"""A style sheet without what no page of the site can use. Not a parser of CSS: it knows braces, strings and commas."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhihu.site.survey import Survey

_PIECE = re.compile(
    r"""(?P<comment>/\*.*?\*/)|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^"')]*\)|\\.|[{};]|[^"'/{};\\u]+|.""",
    re.DOTALL,
)
_GROUPS = ("@media", "@supports", "@container", "@layer")
_ARGUMENTS = re.compile(r"\([^()]*\)")
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_ATTRIBUTE = re.compile(r"""\[(dir|data-md-color-[a-z]+)="?'?([^\]"']*)"?'?\]""")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_USED = re.compile(r"var\(\s*(--[\w-]+)")
_DEFINED = re.compile(r"\s*(--[\w-]+)\s*:")
_BLANKS = re.compile(r"\s+")
_AROUND = re.compile(r" ?([{};]) ?")
_NESTED = 4
"""Properties may be used by properties that nobody uses; more rounds find no more of Material's."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, or a statement without a block."""

    head: str
    """Selector, or `@` and what follows."""

    body: str | None
    """What stands between the braces; None of a statement."""


def rules_of(css: str) -> Iterator[Rule]:
    """Yield the outermost rules of a style sheet, without comments and needless white space."""
    head: list[str] = []
    body: list[str] = []
    depth = 0
    for found in _PIECE.finditer(css):
        piece = found[0]
        if found["comment"]:
            continue
        depth += (piece == "{") - (piece == "}")
        if depth == 0 and piece in {"}", ";"}:
            yield Rule("".join(head).strip(), "".join(body) if piece == "}" else None)
            head, body = [], []
        elif depth == 1 and piece == "{":
            continue
        else:
            part = piece if piece[0] in "\"'" else _AROUND.sub(r"\1", _BLANKS.sub(" ", piece))
            (body if depth else head).append(part)


def pruned(css: str, use: Survey) -> str:
    """Return `css` without rules and properties that nothing on the pages of `use` can make a browser apply."""
    css = _matching(css, use)
    for _ in range(_NESTED):
        css = _without_properties(css, set(_USED.findall(css)))
    return css


def _matching(css: str, use: Survey) -> str:
    return "".join(_kept(rule, use) for rule in rules_of(css))


def _kept(rule: Rule, use: Survey) -> str:
    if rule.body is None:
        return f"{rule.head};"
    if rule.head.startswith(_GROUPS):
        body = _matching(rule.body, use)
        return f"{rule.head}{{{body}}}" if body else ""
    if rule.head.startswith("@"):
        return f"{rule.head}{{{rule.body.strip()}}}"
    head = ",".join(selector for selector in selectors_of(rule.head) if _can_match(selector, use))
    body = ";".join(_tight(declaration) for declaration in _declarations(rule.body) if declaration.strip())
    return f"{head}{{{body}}}" if head and body else ""


def _tight(declaration: str) -> str:
    name, colon, value = declaration.partition(":")
    return f"{name.strip()}{colon}{value.strip()}"


def selectors_of(head: str) -> Iterator[str]:
    """Yield the selectors of a list, split at its own commas only."""
    depth, start = 0, 0
    for at, sign in enumerate(head):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            yield head[start:at].strip()
            start = at + 1
    yield head[start:].strip()


def _can_match(selector: str, use: Survey) -> bool:
    """Return whether an element may match; what stands in brackets, as in `:not(…)`, is not asked."""
    outside = selector
    while (shorter := _ARGUMENTS.sub("", outside)) != outside:
        outside = shorter
    if "\\" in outside:
        return True
    attributes_are_there = use.attributes.issuperset(_ATTRIBUTE.findall(outside))
    return attributes_are_there and use.classes.issuperset(_CLASS.findall(_BRACKETS.sub("", outside)))


def _without_properties(css: str, used: set[str]) -> str:
    return "".join(_rule_without(rule, used) for rule in rules_of(css))


def _rule_without(rule: Rule, used: set[str]) -> str:
    if rule.body is None or rule.head.startswith(("@font-face", "@keyframes", "@-webkit-keyframes", "@page")):
        return f"{rule.head};" if rule.body is None else f"{rule.head}{{{rule.body}}}"
    if rule.head.startswith("@"):
        return f"{rule.head}{{{_without_properties(rule.body, used)}}}"
    kept = [one for one in _declarations(rule.body) if not (found := _DEFINED.match(one)) or found[1] in used]
    return f"{rule.head}{{{';'.join(kept)}}}" if kept else ""


def _declarations(body: str) -> Iterator[str]:
    """Yield the declarations of a block, whose strings may hold semicolons."""
    parts: list[str] = []
    for found in _PIECE.finditer(body):
        if found[0] == ";":
            yield "".join(parts)
            parts = []
        else:
            parts.append(found[0])
    if "".join(parts).strip():
        yield "".join(parts)
