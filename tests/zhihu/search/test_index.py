"""The index of the search: every word of every page is in it, and it stays small."""

import gzip
import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.project import ROOT, SLUGS
from zhihu.facts.load import load_facts
from zhihu.markdown.plain import plain_text
from zhihu.memory import forget, remember
from zhihu.pages.page import page_path
from zhihu.pages.words import LANGUAGES, Language
from zhihu.search.document import SearchDocument, document_of
from zhihu.search.formulas import with_plain_formulas
from zhihu.search.index import encoded, index_path, indexes, version_of
from zhihu.search.postings import ALPHABET
from zhihu.search.tables import syllables, taiwanese, traditional
from zhihu.search.tokens import folded, tokens

DOCS = ROOT / "docs"
LARGEST = 60 * 1024
"""Bytes of an index of our pages on the wire."""

EMPTY = SearchDocument("slug", "topic", "", "", "", "", "", "")


def data_of(documents: list[SearchDocument]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(encoded(documents, (), "zh")[index_path("zh")])
    return found


def weights(data: dict[str, Any]) -> dict[str, dict[int, int]]:
    """Read the postings as index.js does: the weight by document, by term."""
    half, read = len(ALPHABET) // 2, {}
    for term, packed in zip(data["terms"].split(" "), " ".join(data["postings"]).split(" "), strict=True):
        digits, at, found = iter(packed), 0, {}
        for digit in digits:
            value, unit = ALPHABET.index(digit), 1
            while value >= half:
                at, unit = at + (value - half) * unit, unit * half
                value = ALPHABET.index(next(digits))
            at += value * unit
            found[at] = ALPHABET.index(next(digits))
        read[term] = found
    return read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对齐税", ["对", "齐", "税", "对齐", "齐税"]),
        ("为什么替代PPO", ["为", "什", "么", "替", "代", "为什", "什么", "么替", "替代", "ppo"]),
        ("on-policy采样", ["on-policy", "on", "policy", "采", "样", "采样"]),
        ("应该=0.693。", ["应", "该", "应该", "0.693"]),
        ("ＢＯＳ　Token", ["bos", "token"]),
        ("Llama2.5-VL", ["llama2.5-vl", "llama2", "5", "vl"]),
        ("it ends. -- 'so'", ["it", "ends", "so"]),
        ("log π/2 naïve", ["log", "π/2", "π", "2", "naïve"]),
        ("，。🎉 <>", []),
    ],
)
def test_a_text_is_cut_into_characters_pairs_and_words(text: str, expected: list[str]) -> None:
    assert list(tokens(text)) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_every_page_finds_its_question(language: Language) -> None:
    facts = load_facts(ROOT / "source")
    data = json.loads((DOCS / index_path(language)).read_bytes())
    places = {slug: at for at, (slug, _, _) in enumerate(data["documents"])}
    assert sorted(places) == list(SLUGS)
    read = weights(data)
    for slug, at in places.items():
        document = document_of(slug, (DOCS / page_path(slug, language)).read_text("utf-8"), facts, language)
        for part in (document.title, document.answer, document.note, document.references):
            missing = {term for term in tokens(part) if at not in read[term]}
            assert missing == set(), slug
        names = {term for term in tokens(document.aliases) if len(term) > 1}
        assert {term for term in names if at not in read[term]} == set(), slug


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_indexes_are_small(language: Language) -> None:
    assert len(gzip.compress((DOCS / index_path(language)).read_bytes())) <= LARGEST


def test_terms_are_sorted_as_javascript_compares() -> None:
    data = data_of([replace(EMPTY, answer="𠮷 豈 zeta alpha 0.5 中文")])
    units = [term.encode("utf-16-be") for term in data["terms"].split(" ")]
    assert all(a < b for a, b in pairwise(units))


def test_a_title_weighs_more_than_an_answer_and_an_answer_more_than_a_note() -> None:
    parts = ["title", "aliases", "answer", "note", "note_aliases", "references"]
    data = data_of([replace(EMPTY, **(dict.fromkeys(parts, "other") | {part: "packing"})) for part in parts])
    found = weights(data)["packing"]
    assert list(found) == list(range(len(parts)))
    assert all(a > b for a, b in pairwise(found.values()))


def test_postings_of_many_documents_are_read_back() -> None:
    documents = [replace(EMPTY, answer="rare" if at in {0, 44, 45, 2500} else "common") for at in range(2501)]
    read = weights(data_of(documents))
    assert list(read["rare"]) == [0, 44, 45, 2500]
    assert len(read["common"]) == 2497


def test_no_question_makes_an_empty_index() -> None:
    data = data_of([])
    assert (data["documents"], data["terms"], data["postings"]) == ([], "", [""])


def test_a_character_of_an_alias_does_not_find_a_page_that_does_not_hold_it() -> None:
    read = weights(data_of([replace(EMPTY, aliases="遗忘"), replace(EMPTY, answer="忘加了")]))
    assert list(read["忘"]) == [1]
    assert list(read["遗忘"]) == [0]


def test_a_character_of_an_alias_counts_where_the_page_holds_it() -> None:
    read = weights(data_of([replace(EMPTY, answer="聚焦"), replace(EMPTY, aliases="聚类", answer="聚类")]))
    assert read["聚"][1] > read["聚"][0]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (r"看 $\pi_{\mathrm{ref}}$ 吧", "看 π_ref 吧"),
        (r"$-\log\sigma(0)=\ln 2\approx 0.693$", "-log σ(0)=ln 2≈0.693"),
        (r"$\beta\,\sigma(0)=\beta/2$, $10^{-5}$", "βσ(0)=β/2, 10^-5"),
        (r"$\lambda\Delta\unknown x$", "λΔunknown x"),
        (r"$x_1$ costs \$5 and \$6", "x_1 costs $5 and $6"),
    ],
)
def test_a_formula_in_a_line_is_plain_text(formula: str, expected: str) -> None:
    assert plain_text(with_plain_formulas(formula)) == expected


def test_a_large_index_lies_in_files_of_which_a_query_needs_few() -> None:
    documents = [replace(EMPTY, slug=f"q{at}", title="题", answer=f"word{at} common 中文") for at in range(3000)]
    [(_, whole)] = encoded(documents, (), "zh", whole=10**9).items()
    files = encoded(documents, (), "zh", whole=10_000)
    first = json.loads(files[index_path("zh")])
    names = {Path(name).stem for name in files} - {"zh"}
    assert names == {f"p{at}" for at in range(len(first["starts"]) - 1)} | {f"t{at}" for at in range(3000 // 8)}
    parts = [json.loads(files[f"assets/search/zh/p{at}.json"]) for at in range(len(first["starts"]) - 1)]
    assert [len(part.split(" ")) for part in parts] == [b - a for a, b in pairwise(first["starts"])]
    assert weights(first | {"postings": parts}) == weights(json.loads(whole))
    texts = [text for at in range(3000 // 8) for text in json.loads(files[f"assets/search/zh/t{at}.json"])]
    assert texts == json.loads(whole)["texts"]


def test_words_of_taiwan_lead_to_those_that_occur() -> None:
    assert taiwanese(["概率", "采样", "模型"]) == {"机率": "概率", "取样": "采样"}


def test_traditional_forms_are_those_of_characters_that_occur() -> None:
    pairs = traditional("奖励对齐")
    table = dict(zip(pairs[::2], pairs[1::2], strict=True))
    assert {table[old] for old in "獎勵對齊"} == set("奖励对齐")
    assert set(table.values()) <= set("奖励对齐")


def test_a_character_is_found_by_every_reading() -> None:
    found = syllables("行绿多")
    assert "行" in found["xing"]
    assert "行" in found["hang"]
    assert found["lv"] == "绿"
    assert found["duo"] == "多"


def test_a_term_of_the_glossary_brings_its_names_only_to_pages_that_use_it() -> None:
    facts = load_facts(ROOT / "source")
    page = (DOCS / page_path("fixing-reward-model-ood")).read_text("utf-8")
    document = document_of("fixing-reward-model-ood", page, facts, "zh")
    assert "reward model = 奖励模型 = RM" in document.aliases
    assert "packing" not in document.aliases


def test_a_passage_holds_no_marks_of_ours() -> None:
    for language in LANGUAGES:
        data = json.loads((DOCS / index_path(language)).read_bytes())
        for (slug, _, title), (_, *texts) in zip(data["documents"], data["texts"], strict=True):
            text = " ".join([title, *texts])
            for mark in ("[[", "](", "$$", "\\", "<", "zhimg.com", "图片未随导出保存", "以下由本站编者所写"):
                assert mark not in folded(text), (slug, mark)


def test_an_untranslated_page_is_left_to_the_other_language(tmp_path: Path) -> None:
    facts = load_facts(ROOT / "source")
    slug = SLUGS[0]
    page = (DOCS / page_path(slug, "en")).read_text("utf-8")
    pages = {page_path(slug, "en"): page.replace("bilingual: true", 'lang: "zh"').encode()}
    found = indexes(facts, [slug], pages, tmp_path)
    assert json.loads(found[index_path("en")])["documents"] == []


def test_the_version_changes_with_an_index_and_with_the_code(tmp_path: Path) -> None:
    pages = {index_path(language): b"{}" for language in LANGUAGES}
    before = version_of(pages, tmp_path)
    code = tmp_path / "assets/javascripts/search/index.js"
    code.parent.mkdir(parents=True)
    code.write_text("//", "utf-8")
    after = version_of(pages, tmp_path)
    assert len({before, after, version_of(pages | {index_path("en"): b"[]"}, tmp_path)}) == 3


def test_what_is_remembered_of_other_runs_changes_nothing() -> None:
    facts = load_facts(ROOT / "source")
    other = replace(facts, glossary=facts.glossary[::2])
    remember()
    indexes(facts, SLUGS, {}, DOCS)
    after = indexes(other, SLUGS[::2], {}, DOCS)
    forget()

    assert indexes(other, SLUGS[::2], {}, DOCS) == after
