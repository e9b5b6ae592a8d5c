"""Every rule has a file of cases, and every case comes out as it says."""

import pytest

from tests.cases import RULE_CASES, Case, read_cases
from zhihu.clean import clean
from zhihu.markdown.document import parse
from zhihu.rules import RULES, Rule, edits_of, name_of

CASES = list(read_cases(RULE_CASES))


def test_each_rule_has_a_file_and_each_file_a_rule() -> None:
    assert sorted(path.stem for path in RULE_CASES.iterdir()) == sorted(map(name_of, RULES))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_text_comes_out_as_its_case_says(case: Case) -> None:
    cleaned = clean(case.source, case.facts)
    assert cleaned.text == case.expected
    assert not cleaned.edits.conflicts


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_a_rule_signs_its_edits_and_has_a_case_in_which_it_makes_some(rule: Rule) -> None:
    own = [case for case in CASES if case.rule == name_of(rule)]
    edits = [edit for case in own for edit in edits_of(parse(case.source), case.facts, [rule])]
    assert {edit.rule for edit in edits} == {name_of(rule)}


def test_no_two_cases_of_a_rule_have_one_title() -> None:
    assert len({str(case) for case in CASES}) == len(CASES)
