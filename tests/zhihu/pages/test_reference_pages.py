"""The list of all references is as long as there are references, not as there are questions."""

from pathlib import Path

import pytest

from zhihu.facts.tables import Facts, Question, Reference
from zhihu.pages.lists import Listed
from zhihu.pages.reference_pages import all_references


def page(count: int) -> str:
    """Return the page of one reference that `count` questions cite."""
    questions = {f"q{number}": Question(title=f"问 {number}", cites={"1": "key"}) for number in range(count)}
    facts = Facts(source=Path(), questions=questions, references={"key": Reference(title="A title")})
    return all_references(facts, [Listed(slug, slug, "unsorted") for slug in questions], "zh")


@pytest.mark.parametrize(("count", "links", "more"), [(20, 20, ""), (21, 20, " … +1"), (3000, 20, " … +2980")])
def test_a_reference_links_the_first_questions_that_cite_it(count: int, links: int, more: str) -> None:
    assert page(count).count('<a href="../q/') == links
    assert f"{more}</span>" in page(count)
