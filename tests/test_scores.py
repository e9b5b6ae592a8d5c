"""The README's table of laws is true, where the corpus of real exports is at hand."""

import pytest

from tests.scores import CORPUS, EXPLAINED, ROOT, scores, table


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the corpus of real exports is not at {CORPUS}")
def test_the_readme_says_how_many_files_keep_each_law() -> None:
    count, broken = scores(CORPUS)

    assert {(law, name) for law, names in broken.items() for name in names} == set(EXPLAINED)
    assert table(count, broken) in (ROOT / "README.md").read_text(encoding="utf-8")
