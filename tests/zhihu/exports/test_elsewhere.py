"""Each page of a split export has the links and footnotes that its words need."""

from pathlib import Path

import pytest

from tests.sandbox import Sandbox
from zhihu.clean import clean
from zhihu.exports.elsewhere import elsewhere
from zhihu.model import Elsewhere, TextFacts

NOTES = """\
**提问**：甲？

**回答**：见[规范][1]、[官网]和[2]，注[^1]。

**提问**：乙？

**回答**：又见[规范][ 1 ]和[3]，[^1]也在。

## 参考资料

[1]: https://link.zhihu.com/?target=https%3A//example.org/spec
[官网]: <https://example.org/> "题"
[2]: https://example.org/2
[3]:
https://example.org/3

[^1]: 注的[词](https://zhida.zhihu.com/search?q=a&zhida_source=entity)。
"""


def test_links_and_notes_at_the_end_work_on_every_page(sandbox: Sandbox, tmp_path: Path) -> None:
    path = sandbox.export("a.md", NOTES)
    outcome = sandbox.clean()
    first, second = sandbox.page("jia"), sandbox.page("yi")

    assert outcome.code == 0
    assert "orphan-citation" not in outcome.output
    assert (
        "见[规范](https://example.org/spec)、[官网](https://example.org/)和[2](https://example.org/2)，注[^1]。"
        in first
    )
    assert "又见[规范][ 1 ]和[3]，[^1]也在。" in second
    assert all(page.count("\n\n[^1]: 注的词。\n") == 1 for page in (first, second))
    assert sandbox.clean("--check").code == 0
    assert sandbox.check("--rebuild", tmp_path / "out").code == 0
    assert (tmp_path / "out/a.md").read_bytes() == path.read_bytes()


def known(text: str, part: str) -> tuple[dict[str, str], set[str]]:
    start = text.index(part)
    far = elsewhere(text, start, start + len(part), TextFacts())
    return dict(far.links), set(far.shortcuts)


def test_a_number_that_two_answers_cite_may_mean_two_lists() -> None:
    text = "甲[1]。\n\n乙[1]。\n\n[1]: https://example.org"
    assert known(text, "甲[1]。") == ({"1": "https://example.org"}, set())
    assert known(text.replace("乙[1]", "乙"), "甲[1]。") == ({"1": "https://example.org"}, {"1"})


def test_the_first_of_two_definitions_counts_and_ones_own_before_all() -> None:
    text = "甲\n\n[a]: https://one.example\n\n乙\n\n[A]: https://two.example\n"
    assert known(text, "甲") == ({"a": "https://one.example"}, {"a"})
    assert known(text, "乙\n\n[A]: https://two.example\n") == ({}, set())


@pytest.mark.parametrize(
    "text",
    ["甲\n[a]: https://x.example", "    [a]: https://x.example", "```\n[a]: https://x.example\n```", "[a]: b c d"],
)
def test_what_only_looks_like_a_definition(text: str) -> None:
    assert known(f"甲乙丙\n\n{text}", "甲乙丙") == ({}, set())


def test_an_open_task_is_no_link(sandbox: Sandbox) -> None:
    sandbox.export(
        "a.md", "**提问**：甲？\n\n**回答**：\n\n- [x] 做\n\n**提问**：乙？\n\n**回答**：乙\n\n[x]: https://x.example\n"
    )
    sandbox.clean()
    assert "- [x] 做" in sandbox.page("jia")


def test_rules_about_tags_do_not_clash_with_a_definition_elsewhere() -> None:
    far = Elsewhere({"<img src=x>": "https://far.example"}, frozenset(["<img src=x>"]))
    assert clean("见[甲][<img src=x>] [<img src=x>]。", TextFacts(elsewhere=far)).edits.conflicts == ()
