"""What a server keeps from one run to the next, in which little has changed; a single run asks for nothing twice."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar, cast

_MOST = 4096
"""Results that each function keeps: those of 2,000 questions in two languages, some 100 MB if they are long."""

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


@dataclass(slots=True)
class _State:
    """What holds for this process."""

    is_kept: bool = False
    """Whether anything is kept."""


_state = _State()


def remember() -> None:
    """Keep what is asked for from now on."""
    _state.is_kept = True


def forget() -> None:
    """Keep nothing from now on."""
    _state.is_kept = False


def remembered(function: Callable[_Given, _Result]) -> Callable[_Given, _Result]:
    """Return `function`, whose result must depend on its arguments alone, with a memory that `remember` switches on."""
    memory = cast("Callable[_Given, _Result]", lru_cache(_MOST)(cast("Callable[..., Hashable]", function)))

    @wraps(function)
    def call(*args: _Given.args, **named: _Given.kwargs) -> _Result:
        return memory(*args, **named) if _state.is_kept else function(*args, **named)

    return call
