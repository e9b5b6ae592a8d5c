"""The facts that people keep in source/ name only things that exist there."""

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SOURCE = Path(__file__).parents[1] / "source"
EXPORT_SHA256 = "17e4b776db74d2346bfa69817b2f1c47bc028534942228bdbd2328394efa1aaa"
# Addresses that are published: a slug may join this list, none may leave it.
SLUGS = [
    "dpo-step-zero-loss",
    "bos-token-mismatch",
    "dpo-on-policy-or-off-policy",
    "why-dpo-is-off-policy",
    "dpo-both-probabilities-fall",
    "reward-model-drift-in-ppo",
    "sft-packing-effects",
    "fixing-reward-model-ood",
    "why-replace-ppo-in-rlhf",
    "sft-new-knowledge",
    "building-sft-data",
    "sft-prompt-diversity",
]


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((SOURCE / name).read_text(encoding="utf-8"))


def load_question(slug: str) -> dict[str, Any]:
    return load(f"questions/{slug}/question.toml")


def unknown_names(question: dict[str, Any]) -> Iterator[str]:
    site, references = load("site.toml"), load("references.toml")
    named = [question["article"]] if "article" in question else []
    named += question.get("cites", {}).values()
    yield from (key for key in named if key not in references)
    yield from (tag for tag in question["tags"] if tag not in site["tags"])
    yield from (slug for slug in question["related"] if slug not in SLUGS)
    if question["topic"] not in [topic["id"] for topic in site["topics"]]:
        yield question["topic"]


def test_the_export_is_the_one_we_were_given() -> None:
    export = (SOURCE / "exports" / "llm-interview-qa.md").read_bytes()
    assert hashlib.sha256(export).hexdigest() == EXPORT_SHA256


def test_the_twelve_slugs_stand_in_the_order_of_the_export() -> None:
    folders = [path.parent.name for path in SOURCE.glob("questions/*/question.toml")]
    assert sorted(folders, key=lambda slug: load_question(slug)["order"]) == SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_a_question_names_only_what_exists(slug: str) -> None:
    assert list(unknown_names(load_question(slug))) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_related_questions_name_each_other(slug: str) -> None:
    for other in load_question(slug)["related"]:
        assert slug in load_question(other)["related"]


def test_reading_order_and_glossary_name_our_slugs() -> None:
    assert sorted(load("site.toml")["reading_order"]) == sorted(SLUGS)
    for term in load("glossary.toml")["term"]:
        assert set(term.get("questions", [])) <= set(SLUGS), term["id"]
