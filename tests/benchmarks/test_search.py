"""The figures of the search's benchmark, from answers whose worth is known."""

from pathlib import Path

import pytest

from benchmarks.asking import Answer, Query, read_queries
from benchmarks.scale import synthetic
from benchmarks.search import figures
from tests.project import ROOT
from zhihu.search.document import SearchDocument


def answer(expect: str, found: str, foreign: int = 0, seconds: float = 0.01) -> Answer:
    slugs = tuple(found.split())
    return Answer(Query("zh", "term", "?", frozenset(expect.split())), slugs, foreign, len(slugs), seconds)


def test_figures_count_what_came_first_and_what_should_not_have_come() -> None:
    answers = [
        answer("a", "a b"),
        answer("a b", "c b", foreign=1),
        answer("a", "b c d a"),
        answer("a", ""),
        answer("", "x"),
        answer("", ""),
    ]
    assert figures(answers) == ["6", "0.250", "0.500", "0.438", "1", "1", "0.12", "10", "10"]


@pytest.mark.parametrize("path", sorted((ROOT / "tests/search").glob("*.json")), ids=lambda path: path.name)
def test_files_of_queries_are_read_and_ask_nothing_twice(path: Path) -> None:
    queries = read_queries(path)
    assert len({(q.lang, q.query) for q in queries}) == len(queries)
    slugs = {question.parent.name for question in (ROOT / "source/questions").glob("*/question.toml")}
    assert frozenset().union(*(q.expect for q in queries)) <= slugs


def test_synthetic_questions_are_the_same_ones_each_time() -> None:
    documents = [SearchDocument("a", "t", "题", "这是第一个完整的句子。这是第二个完整的句子。", "", "", "", "")]
    assert synthetic(documents, 5) == synthetic(documents, 5)
    assert len({d.slug for d in synthetic(documents, 5)}) == 5
