"""Formulas become MathML at build."""

from zhihu.site.formulas import with_mathml


def test_inline_formula_becomes_mathml() -> None:
    page, errors = with_mathml(r'<p>a <span class="arithmatex">\(x_1 &lt; \beta\)</span> b</p>')

    assert page == "<p>a <math><msub><mi>x</mi><mn>1</mn></msub><mo>&lt;</mo><mi>β</mi></math> b</p>"
    assert errors == []


def test_formula_on_its_own_lines_can_scroll_by_keyboard() -> None:
    page, _ = with_mathml(r'<div class="arithmatex">\[\log\sigma(x)\]</div>')

    assert page.startswith('<div class="qa-formula" tabindex="0" role="group"><math display="block">')


def test_broken_formula_stays_as_code_and_is_reported() -> None:
    page, errors = with_mathml(r'<p><span class="arithmatex">\(\foo{&lt;b&gt;\)</span></p>')

    assert page == r"<p><code>\foo{&lt;b&gt;</code></p>"
    assert len(errors) == 1
    assert r"\foo" in errors[0]


def test_nothing_inside_a_formula_can_run() -> None:
    page, _ = with_mathml(
        r'<span class="arithmatex">\(\text{&lt;script&gt;alert(1)&lt;/script&gt;}\href{javascript:alert(1)}{x}\)</span>'
    )

    assert "<script" not in page
    assert "href" not in page or page.startswith("<code>")


def test_text_without_formulas_stays_as_it_is() -> None:
    page = "<p>一共 $5 和 $6</p>"

    assert with_mathml(page) == (page, [])
