"""A style sheet loses what no page can use, and nothing else."""

import pytest

from zhihu.site.prune import pruned
from zhihu.site.survey import Survey

USE = Survey({"a", "b", "js"}, {("dir", "ltr"), ("data-md-color-primary", "custom")})

KEPT = [
    ".a{x:y}",
    ".a.b>.js:hover{x:y}",
    "p,h1{x:y}",
    ".a:not(.unknown){x:y}",
    ".a:is(.unknown,.b){x:y}",
    ":root{--used:1}.a{x:var(--used)}",
    '.a{content:"}/*{;.x"}',
    ".a{background:url('data:image/svg+xml;charset=utf-8,<svg a=\"b\"/>');x:y}",
    "[dir=ltr] .a{x:y}",
    "[data-md-color-primary=custom]{x:y}",
    "[data-other=custom]{x:y}",
    "@media print{.a{x:y}}",
    "@supports (x:y){@media print{.a{x:y}}}",
    "@font-face{font-family:a;src:url(x.woff2)}",
    "@keyframes a{from{x:y}to{x:z}}",
    '@charset "utf-8";.a{x:y}',
    ".md\\:x{x:y}",
    "a[href$='.x']{x:y}",
]
LOST = [
    ".c{x:y}",
    ".a.c{x:y}",
    ".a .c:hover::after{x:y}",
    "[dir=rtl] .a{x:y}",
    '[data-md-color-primary="red"]{x:y}',
    "@media print{.c{x:y}}",
    "@supports (x:y){@media print{.c{x:y}}}",
    ".a{}",
    ":root{--unused:url('data:x;y')}",
    ":root{--one:1;--two:var(--one)}",
    "/* .a{x:y} */",
]


@pytest.mark.parametrize("css", KEPT)
def test_what_a_page_can_use_stays(css: str) -> None:
    assert pruned(css, USE) == css


@pytest.mark.parametrize("css", LOST)
def test_what_no_page_can_use_goes(css: str) -> None:
    assert pruned(css, USE) == ""


def test_a_list_of_selectors_keeps_those_that_match() -> None:
    assert pruned(".a, .c , .b:is(.c, .d){x:y}", USE) == ".a,.b:is(.c, .d){x:y}"


def test_white_space_goes_and_strings_keep_theirs() -> None:
    assert pruned('.a {\n  x: y  z;\n  content: "a  ;  b";\n}\n', USE) == '.a{x:y z;content:"a  ;  b"}'
