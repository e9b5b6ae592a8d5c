"""Answers kept from one run to the next, so that no host is asked more often than it changes; safe to delete."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import msgspec

from zhihu.outside.answers import Answer, Verdict

_FORMAT = 1

_DAYS: dict[Verdict, int] = {"there": 30, "gone": 2, "unknown": 7}
"""How long an answer holds; a link that is gone is looked at again as soon as somebody may have mended it."""


class _Kept(msgspec.Struct):
    """The file."""

    format: int
    answers: dict[str, Answer]


def remembered(path: Path, today: date) -> dict[str, Answer]:
    """Return the answers in the file at `path` that still hold, by address; none if there is no such file of ours."""
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=_Kept)
        if kept.format != _FORMAT:
            return {}
        return {url: answer for url, answer in kept.answers.items() if _holds(answer, today)}
    except (FileNotFoundError, msgspec.DecodeError, ValueError):
        return {}


def _holds(answer: Answer, today: date) -> bool:
    age = today - date.fromisoformat(answer.asked)
    return timedelta(0) <= age < timedelta(days=_DAYS[answer.verdict])


def remember(path: Path, answers: Mapping[str, Answer]) -> None:
    """Write `answers` into the file at `path`, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(
        msgspec.json.format(msgspec.json.encode(_Kept(_FORMAT, dict(sorted(answers.items())))), indent=1)
    )
    beside.replace(path)
