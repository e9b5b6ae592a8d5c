"""The words of the generated pages, one file for each language."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["zh", "en"]

LANGUAGES: tuple[Language, ...] = ("zh", "en")


@cache
def _words(language: Language) -> dict[str, str]:
    table = tomllib.loads(Path(__file__).with_name(f"words.{language}.toml").read_text(encoding="utf-8"))
    rules = {f"rules.{name}": words for name, words in table.pop("rules").items()}
    return {**table, **rules}


def say(language: Language, key: str, **values: object) -> str:
    """Return the words for `key`, with `values` filled in; a key that is not there is a mistake of ours.

    Where `count` is 1, a key `…_one` has the words for it, if there is one.
    """
    words = _words(language)
    one = words.get(f"{key}_one") if values.get("count") == 1 else None
    return (one or words[key]).format(**values)
