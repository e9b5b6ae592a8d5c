"""What cannot be repaired, only reported: each finder looks at one text before cleaning."""

import re
from collections.abc import Callable, Iterator

from zhihu.artefacts.acting import ACTING
from zhihu.artefacts.link_finders import LINK_FINDERS
from zhihu.artefacts.losses import LOSSES
from zhihu.artefacts.remains import page_remains, taken_off
from zhihu.markdown.document import Document
from zhihu.markdown.verbatim import Ranges
from zhihu.model import Sighting, TextFacts
from zhihu.rules.citations import all_references
from zhihu.rules.code import keyword_in_code
from zhihu.rules.far_links import far_references

# A relation between letters of formulas and signs that a keyboard has not: a formula copied as plain text.
# It begins at the relation, which is rarer than a letter, and is bounded, or else a long line of signs takes for ever.
_PLAIN_FORMULA = re.compile(
    r"(?:(?<=[A-Za-zα-ω)])|(?<=[A-Za-zα-ω)]\s))[=≈≤≥<>∝∼]\s?[^\s，。；]{0,40}?[−∑∏√∫∂∇πθβαγλσμεδφψω][^\s，。；]{0,40}"
)
_FORMULA_SIGN = re.compile("[−∑∏√∫∂∇πθβαγλσμεδφψω]")
_LEFT_SIDE = re.compile(r"[A-Za-zα-ω()]*\s?\Z")


Finder = Callable[[Document, TextFacts], Iterator[Sighting]]


def orphan_citation(document: Document, facts: TextFacts) -> Iterator[Sighting]:
    """Report a number in brackets for which `question.toml` names no reference."""
    far = Ranges((link.start, link.end) for link, _ in far_references(document, facts))
    for citing in all_references(document, facts).loose:
        if far.hold(citing.start) or (citing.form == "mark" and str(citing.number) in facts.elsewhere.notes):
            continue
        seen = document.text[citing.start : citing.end] if citing.form == "bare" else f"[{citing.number}]"
        said = "; ".join(part for part in (citing.words, citing.target) if part)
        yield Sighting(
            citing.start,
            "note" if citing.url else "warning",
            "orphan-citation",
            f"{seen} has no list to point to{f', its tag says {said!r}' if said else ''}",
            f"{citing.number} = a key of references.toml under [cites] in question.toml",
        )


def plain_formula(document: Document, _: TextFacts) -> Iterator[Sighting]:
    """Report a formula that was copied as plain text: raised and lowered signs may be lost."""
    if not _FORMULA_SIGN.search(document.text):
        return
    for found in _PLAIN_FORMULA.finditer(document.text):
        if not document.is_opaque(found.start()):
            left = _LEFT_SIDE.search(document.text[max(0, found.start() - 20) : found.start()])
            yield Sighting(
                found.start(),
                "note",
                "plain-formula",
                f"a formula as plain text: {left[0] if left else ''}{found[0]}",
                "compare it with the original; the export may have lost signs",
            )


def code_touched(document: Document, facts: TextFacts) -> Iterator[Sighting]:
    """Report a keyword link that was taken out of code."""
    for edit in keyword_in_code(document, facts):
        if edit.end - edit.start > 1:
            yield Sighting(
                edit.start, "warning", "code-touched", "a keyword link was taken out of code", "a look at the code"
            )


FINDERS: tuple[Finder, ...] = (
    orphan_citation,
    plain_formula,
    code_touched,
    page_remains,
    taken_off,
    *ACTING,
    *LOSSES,
    *LINK_FINDERS,
)
