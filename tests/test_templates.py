"""Templates are written so that Zensical reads them as well, whose dialect of Jinja has none of Python's methods."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project import ROOT

ONLY_MKDOCS = {"zh/404.html", "en/404.html"}
"""MkDocs builds them as static templates; Zensical does not know them."""

GUARDED = re.compile(r"\{% if config\.update is defined %\}.*?\{% (?:else|endif) %\}(?!\n {4})", re.DOTALL)
METHOD = re.compile(
    r"\.(?:split|rsplit|startswith|endswith|strip|items|keys|values|get|update|lower|upper|join|format)\("
)
COUNTED = re.compile(r"replace\((?:[^()]|\([^()]*\))*,\s*\d+\)")

TEMPLATES = sorted(
    path
    for path in (ROOT / "overrides").rglob("*.*ml")
    if path.relative_to(ROOT / "overrides").as_posix() not in ONLY_MKDOCS
)


def strange(template: str) -> Iterator[str]:
    """Yield what Zensical could not make anything of."""
    template = GUARDED.sub("", re.sub(r"\{#.*?#\}", "", template, flags=re.DOTALL))
    yield from METHOD.findall(template)
    yield from COUNTED.findall(template)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_needs_no_methods_of_python(path: Path) -> None:
    assert list(strange(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "template",
    [
        '{% if page.url.startswith("en/") %}x{% endif %}',
        '{{ super() | replace("</div>", "x" ~ view(), 1) }}',
        "{% set _ = config.update({}) %}",
        "{% if config.update is defined %}x{% endif %}{% set _ = config.update({}) %}",
    ],
)
def test_what_zensical_does_not_know_is_found(template: str) -> None:
    assert len(list(strange(template))) == 1


def test_what_only_jinja_enters_may_use_them() -> None:
    assert list(strange("{% if config.update is defined %}{% set _ = config.update({}) %}{% endif %}")) == []
