"""The laws of cleaning on generated exports; `pytest --long` looks for new ones for minutes (`--minutes`)."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.generated import exports, texts
from tests.scores import broken_laws
from tests.zhihu.test_round_trip import rebuilt_from
from zhihu.clean import clean
from zhihu.model import TextFacts

FEW = 60
MANY = 300
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


def see_laws_hold(text: str) -> None:
    broken = set(broken_laws(text))
    if any(edit.rule == "list_number" for edit in clean(text, TextFacts()).edits.applied):
        # CommonMark counts a list on where the author began again; the number shown now is the author's.
        broken.discard("words")
    assert broken == set()


def see_it_comes_back(text: str) -> None:
    with TemporaryDirectory() as folder:
        rebuilt = rebuilt_from({"a.md": text.encode()}, Path(folder))["a.md"]
    assert (rebuilt.data, rebuilt.is_whole, rebuilt.findings) == (text.encode(), True, ())


@given(texts)
@settings(max_examples=FEW, deadline=None, derandomize=True, suppress_health_check=SLOW)
def test_the_laws_hold_for_what_was_made_up(text: str) -> None:
    see_laws_hold(text)


@given(exports)
@settings(max_examples=FEW // 3, deadline=None, derandomize=True, suppress_health_check=SLOW)
def test_an_export_that_was_made_up_comes_back(text: str) -> None:
    see_it_comes_back(text)


@pytest.mark.long
def test_the_laws_hold_for_minutes(request: pytest.FixtureRequest) -> None:
    end = time.monotonic() + 60 * float(request.config.getoption("--minutes"))
    turn = 0
    while time.monotonic() < end:
        turn += 1
        for law, strategy in ((see_laws_hold, texts), (see_it_comes_back, exports)):
            run = settings(
                max_examples=MANY,
                deadline=None,
                database=None,
                phases=(Phase.generate, Phase.shrink),
                suppress_health_check=SLOW,
            )(seed(turn)(given(strategy)(law)))
            run()
