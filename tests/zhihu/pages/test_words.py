"""Both languages say everything, and name every rule to readers."""

import tomllib
from pathlib import Path

from zhihu.pages import words
from zhihu.rules import RULES, name_of

TABLES = {
    language: tomllib.loads(Path(words.__file__).with_name(f"words.{language}.toml").read_text(encoding="utf-8"))
    for language in words.LANGUAGES
}


def test_both_languages_have_the_same_words() -> None:
    chinese, english = TABLES["zh"], TABLES["en"]

    assert chinese.keys() == {key for key in english if not key.endswith("_one")}
    assert chinese["rules"].keys() == english["rules"].keys()


def test_every_rule_has_a_name_for_readers() -> None:
    for table in TABLES.values():
        assert {name_of(rule) for rule in RULES} <= table["rules"].keys()
