r"""Formulas within a sentence as a passage can show them, which is plain text: π_ref for `\pi_{\mathrm{ref}}`."""

import re
import unicodedata

from zhihu.markdown.plain import escaped

_FORMULA = re.compile(r"(?<![\\$])\$(?!\s)([^$\n]+?)(?<!\\)\$(?!\$)")
_COMMAND = re.compile(r"\\([A-Za-z]+)[ ]*|\\(.)|[{}]")
_SIGNS = {
    "cdot": "·",
    "times": "×",
    "approx": "≈",
    "sim": "∼",
    "le": "≤",
    "leq": "≤",
    "ge": "≥",
    "geq": "≥",
    "ne": "≠",
    "neq": "≠",
    "mid": "|",
    "to": "→",
    "infty": "∞",
    "lambda": "λ",
}
"""Commands that stand for a sign; Unicode spells the letter `lambda` in its own way."""

_NO_WORDS = {"mathrm", "mathbb", "mathcal", "mathbf", "text", "operatorname", "left", "right"}


def with_plain_formulas(markdown: str) -> str:
    """Return `markdown` with the formulas in its lines as plain text."""
    return _FORMULA.sub(lambda found: escaped(_COMMAND.sub(_plain, found[1])), markdown)


def _plain(found: re.Match[str]) -> str:
    name, sign = found.groups()
    if name is None:
        return "" if sign in {None, ",", "!", ";", ":"} else sign
    if name in _NO_WORDS:
        return ""
    return _SIGNS.get(name) or _letter(name) or f"{name} "


def _letter(name: str) -> str:
    """Return the Greek letter of a command, if it is one."""
    try:
        return unicodedata.lookup(f"GREEK {'SMALL' if name.islower() else 'CAPITAL'} LETTER {name.upper()}")
    except KeyError:
        return ""
