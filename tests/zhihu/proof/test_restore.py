"""Every loss that is planted in our twelve pages shows in the rebuilt export, at its place and nowhere else."""

import random
import re
from collections.abc import Iterable, Iterator
from itertools import combinations, groupby
from pathlib import Path

import pytest

from tests.project import EXPORT, LEDGER, ROOT, SLUGS
from zhihu.proof.ledger import Entry, Kept, Record, decode, hash_of, line_hashes
from zhihu.proof.rebuild import Rebuilt, rebuild_export
from zhihu.proof.restore import restore

DOCS = ROOT / "docs"
WHOLE = EXPORT.read_bytes().decode()
Place = tuple[int, int]


class Pages:
    """The twelve pages, to be damaged in memory."""

    def __init__(self) -> None:
        self.ledger = decode(LEDGER.read_bytes(), LEDGER)
        self.texts = {path: path.read_bytes().decode() for path in map(self.path, SLUGS)}

    @staticmethod
    def path(slug: str) -> Path:
        return DOCS / f"zh/q/{slug}.md"

    def part(self, slug: str, part: str) -> Place:
        """Return where a part stands on its page, found in another way than the code under test finds it."""
        text = self.texts[self.path(slug)]
        pattern = r"^# (.*)$" if part == "title" else rf"(?s)^<!-- {part} -->\n\n(.*)\n\n<!-- /{part} -->$"
        found = re.search(pattern, text, re.MULTILINE)
        assert found
        return found.span(1)

    def replace(self, slug: str, place: Place, new: str) -> None:
        text = self.texts[self.path(slug)]
        self.texts[self.path(slug)] = text[: place[0]] + new + text[place[1] :]

    def rebuild(self) -> Rebuilt:
        return rebuild_export(self.ledger, LEDGER, DOCS, lambda path: self.texts.get(path, ""))

    def parts(self) -> Iterator[tuple[str, str, int, list[Record]]]:
        """Yield page, part, place in the export and records of every part."""
        at = 0
        for (page, part), group in groupby(self.ledger.records, key=lambda record: (record.page, record.part)):
            records = list(group)
            yield Path(page).stem, part, at, records
            at += sum(map(in_export, records))

    def origins(self, slug: str) -> dict[int, int]:
        """Return for each of the author's characters on a page where it stands in the export."""
        found: dict[int, int] = {}
        for page, part, at, records in self.parts():
            if page != slug or not part:
                continue
            place, origin = self.part(slug, part)[0], at
            for record in records:
                if on_page(record) == in_export(record):
                    found |= {place + i: origin + i for i in range(on_page(record))}
                place, origin = place + on_page(record), origin + in_export(record)
        return found


def in_export(record: Record) -> int:
    return record.characters if isinstance(record, Kept) else len(record.before)


def on_page(record: Record) -> int:
    return record.characters if isinstance(record, Kept) else len(record.after)


@pytest.fixture
def pages() -> Pages:
    return Pages()


def equal_neighbours(text: str, at: int) -> Iterator[int]:
    for step in (-1, 1):
        place = at + step
        while text[place] == text[at]:
            yield place
            place += step


def line_of(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("new", ["丢", ""], ids=["replaced", "deleted"])
def test_any_one_character_of_the_authors(pages: Pages, slug: str, new: str) -> None:
    path = pages.path(slug)
    whole = pages.texts[path]
    origins = pages.origins(slug)
    for at in origins:
        pages.texts[path] = whole[:at] + new + whole[at + 1 :]
        rebuilt = pages.rebuild()
        # `PPO` without its first or its second `P` is the same page: then either may be the one that is missing.
        same = [at] if new else [at, *equal_neighbours(whole, at)]
        lost = [origins[i] for i in same if i in origins]
        assert rebuilt.data.decode() in {WHOLE[:k] + new + WHOLE[k + 1 :] for k in lost}, whole[at - 9 : at + 9]
        assert not rebuilt.is_whole
        (finding,) = rebuilt.findings
        assert (finding.file, finding.severity, finding.code) == (str(path), "error", "lost-words")
        assert finding.line in {line_of(whole, i) for i in same}, whole[at - 9 : at + 9]


def test_the_author_has_a_character_everywhere(pages: Pages) -> None:
    """The test above would pass if it had nothing to damage."""
    kept = sum(record.characters for record in pages.ledger.records if isinstance(record, Kept))
    assert sum(len(pages.origins(slug)) for slug in SLUGS) >= kept > len(WHOLE) / 2
    assert {(page, part) for page, part, *_ in pages.parts() if part} >= {
        (s, p) for s in SLUGS for p in ("title", "answer")
    }


def assert_lost(rebuilt: Rebuilt, pages: Pages, lines: Iterable[tuple[str, int]], *damage: tuple[Place, str]) -> None:
    """Fail unless the rebuilt export is ours with the damages, sorted by place, and a finding for each."""
    expected, at = [], 0
    for (start, end), new in damage:
        expected += [WHOLE[at:start], new]
        at = end
    assert rebuilt.data.decode() == "".join((*expected, WHOLE[at:]))
    assert [(f.file, f.line) for f in rebuilt.findings] == [(str(pages.path(slug)), line) for slug, line in lines]


def planted(pages: Pages, slug: str, words: str, new: str) -> tuple[int, tuple[Place, str]]:
    """Put `new` for `words` in the author's part of a page; return the line and the damage that is to be expected."""
    text = pages.texts[pages.path(slug)]
    start = text.index(words, pages.part(slug, "answer")[0])
    pages.replace(slug, (start, start + len(words)), new)
    assert WHOLE.count(words) == 1
    return line_of(text, start), ((WHOLE.index(words), WHOLE.index(words) + len(words)), new)


@pytest.mark.parametrize(("slug", "words"), [("dpo-step-zero-loss", "loss=−"), ("sft-packing-effects", "= 1，")])
def test_a_lost_equals_sign(pages: Pages, slug: str, words: str) -> None:
    line, damage = planted(pages, slug, words, words.replace("=", ""))
    assert_lost(pages.rebuild(), pages, [(slug, line)], damage)


@pytest.mark.parametrize("picture", re.findall(r"!\[\]\((.*?)\)", WHOLE))
def test_a_dropped_picture(pages: Pages, picture: str) -> None:
    slug = "sft-prompt-diversity"
    text = pages.texts[pages.path(slug)]
    start = text.rindex("![", 0, text.index(picture))
    pages.replace(slug, (start, text.index("</small>", start) + len("</small>")), "")
    at = WHOLE.index(f"![]({picture})")
    assert_lost(pages.rebuild(), pages, [(slug, line_of(text, start))], ((at, at + len(f"![]({picture})")), ""))


ITEM = re.compile(r"^(?:- |\d\. ).*\n", re.MULTILINE)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_dropped_list_item(slug: str) -> None:
    whole = Pages()
    start, end = in_whole(whole, slug, "answer")
    wanted = [(start + m.start(), start + m.end()) for m in ITEM.finditer(WHOLE[start:end])]
    text = whole.texts[whole.path(slug)]
    items = list(ITEM.finditer(text, *whole.part(slug, "answer")))
    assert len(items) == len(wanted)
    for item, place in zip(items, wanted, strict=True):
        pages = Pages()
        pages.replace(slug, item.span(), "")
        rebuilt = pages.rebuild()
        assert_only_inside(rebuilt, [place])
        # The item's first words may belong to what stands before it, which is damaged where the line before it is.
        line = line_of(text, item.start())
        assert {(f.file, f.line) for f in rebuilt.findings} <= {(str(pages.path(slug)), line - i) for i in (0, 1)}
        assert rebuilt.findings


def assert_only_inside(rebuilt: Rebuilt, places: Iterable[Place]) -> None:
    """Fail unless the rebuilt export is ours with other words in `places`, which are sorted."""
    kept, at = [], 0
    for start, end in places:
        kept.append(WHOLE[at:start])
        at = end
    assert re.fullmatch("(?s:.*)".join(map(re.escape, [*kept, WHOLE[at:]])), rebuilt.data.decode())
    assert not rebuilt.is_whole


@pytest.mark.parametrize(("first", "second"), list(combinations(SLUGS, 2)))
def test_swapped_answers(pages: Pages, first: str, second: str) -> None:
    answers = {slug: slice(*pages.part(slug, "answer")) for slug in (first, second)}
    words = {slug: pages.texts[pages.path(slug)][answers[slug]] for slug in answers}
    pages.replace(first, pages.part(first, "answer"), words[second])
    pages.replace(second, pages.part(second, "answer"), words[first])
    rebuilt = pages.rebuild()
    assert {f.file for f in rebuilt.findings} == {str(pages.path(first)), str(pages.path(second))}
    assert_only_inside(rebuilt, sorted(in_whole(pages, slug, "answer") for slug in (first, second)))


def in_whole(pages: Pages, slug: str, part: str) -> Place:
    return next(
        (at, at + sum(map(in_export, records))) for s, p, at, records in pages.parts() if (s, p) == (slug, part)
    )


def test_answers_without_any_edit_are_swapped_exactly(pages: Pages) -> None:
    first, second = "bos-token-mismatch", "dpo-on-policy-or-off-policy"
    one, two = (in_whole(pages, slug, "answer") for slug in (first, second))
    pages.replace(first, pages.part(first, "answer"), WHOLE[slice(*two)])
    pages.replace(second, pages.part(second, "answer"), WHOLE[slice(*one)])
    lines = [(slug, line_of(pages.texts[pages.path(slug)], pages.part(slug, "answer")[0])) for slug in (first, second)]
    assert_lost(pages.rebuild(), pages, lines, (one, WHOLE[slice(*two)]), (two, WHOLE[slice(*one)]))


@pytest.mark.parametrize("slug", SLUGS)
def test_two_replaced_characters_on_one_page(pages: Pages, slug: str) -> None:
    chance = random.Random(slug)  # noqa: S311  # the same places in every run
    path = pages.path(slug)
    whole = pages.texts[path]
    # Not line ends: two lines that became one are one line to name.
    origins = {at: origin for at, origin in pages.origins(slug).items() if whole[at] != "\n"}
    for _ in range(60):
        one, two = sorted(chance.sample(sorted(origins), 2))
        pages.texts[path] = whole[:one] + "丢" + whole[one + 1 : two] + "失" + whole[two + 1 :]
        rebuilt = pages.rebuild()
        k, m = origins[one], origins[two]
        assert rebuilt.data.decode() == WHOLE[:k] + "丢" + WHOLE[k + 1 : m] + "失" + WHOLE[m + 1 :], whole[
            one - 9 : two + 9
        ]
        assert {f.line for f in rebuilt.findings} == {line_of(whole, one), line_of(whole, two)}


def test_damages_on_several_pages(pages: Pages) -> None:
    line, damage = planted(pages, "building-sft-data", "细节丰富", "细节")
    line_2, damage_2 = planted(pages, "bos-token-mismatch", "全崩了", "没事")
    lines = [("bos-token-mismatch", line_2), ("building-sft-data", line)]
    assert_lost(pages.rebuild(), pages, lines, damage_2, damage)


@pytest.mark.parametrize("slug", SLUGS)
def test_an_added_sentence(pages: Pages, slug: str) -> None:
    chance = random.Random(slug)  # noqa: S311
    path = pages.path(slug)
    whole = pages.texts[path]
    origins = pages.origins(slug)
    for at in chance.sample(sorted(origins), 20):
        pages.texts[path] = whole[:at] + "这是后来加上的一句话。" + whole[at:]
        k = origins[at]
        rebuilt = pages.rebuild()
        # At the edge of a link the words may stand before or behind its bracket: the page is the same.
        assert rebuilt.data.decode().replace("这是后来加上的一句话。", "", 1) == WHOLE
        assert WHOLE[k - 1 : k] in "[ )" or rebuilt.data.decode() == WHOLE[:k] + "这是后来加上的一句话。" + WHOLE[k:]
        assert [f.line for f in rebuilt.findings] == [line_of(whole, at)]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_deleted_page(pages: Pages, slug: str) -> None:
    places = sorted(in_whole(pages, slug, part) for part in ("title", "answer"))
    del pages.texts[pages.path(slug)]
    rebuilt = pages.rebuild()
    assert_only_inside(rebuilt, places)
    assert {(f.file, f.line, f.message) for f in rebuilt.findings} == {
        (str(pages.path(slug)), 0, "the page is missing")
    }


@pytest.mark.parametrize("part", ["title", "answer"])
def test_a_page_without_our_marks(pages: Pages, part: str) -> None:
    slug = "sft-packing-effects"
    text = pages.texts[pages.path(slug)]
    pages.texts[pages.path(slug)] = re.sub(r"(?m)^# .*\n" if part == "title" else "<!-- /answer -->", "", text)
    rebuilt = pages.rebuild()
    assert_only_inside(rebuilt, [in_whole(pages, slug, part)])
    assert [f.message for f in rebuilt.findings] == [f"the author's {part} is not on the page"]


def kept(text: str) -> Kept:
    return Kept("p.md", "answer", len(text), hash_of(text), line_hashes(text) if "\n" in text else "")


def edit(before: str, after: str) -> Entry:
    return Entry("p.md", 1, 1, "rule", before, after, "answer")


def restored(records: list[Record], text: str) -> tuple[str, list[int]]:
    pieces = list(restore(records, text))
    return "".join(piece.text for piece in pieces), [place for piece in pieces for place in piece.damage]


LINKED: list[Record] = [
    kept("模型"),
    edit("[", ""),
    kept("泛化能力"),
    edit("](address)", ""),
    kept("受原先的能力影响\n\n补充"),
]


@pytest.mark.parametrize(
    ("text", "wanted", "damage"),
    [
        ("模型泛化能力受原先的能力影响\n\n补充", "模型[泛化能力](address)受原先的能力影响\n\n补充", []),
        ("模形泛化能力受原先的能力影响\n\n补充", "模形[泛化能力](address)受原先的能力影响\n\n补充", [0]),
        ("模型泛化力受原先的能力影响\n\n补充", "模型[泛化力](address)受原先的能力影响\n\n补充", [2]),
        ("模型泛化能力受原先的能力影响\n\n补充。", "模型[泛化能力](address)受原先的能力影响\n\n补充。", [18]),
        ("模型泛化能力受原先的能力影响\n补充", "模型[泛化能力](address)受原先的能力影响\n补充", [15]),
        # Two side by side: with the lengths as they were, each is at its place.
        ("模形泛化能刀受原先的能力影响\n\n补充", "模形[泛化能刀](address)受原先的能力影响\n\n补充", [0, 2]),
        ("模形泛化能刀受原先的能力影响\n\n补充。", "模形[泛化能刀](address)受原先的能力影响\n\n补充。", [0, 2, 18]),
        ("", "", [0]),
        (
            "别的一段完全不同的文字，比原来的要长得多，也没有一处相同",
            "别的一段完全不同的文字，比原来的要长得多，也没有一处相同",
            [0],
        ),
    ],
)
def test_what_is_restored_from_a_changed_part(text: str, wanted: str, damage: list[int]) -> None:
    assert restored(LINKED, text) == (wanted, damage)


CITED: list[Record] = [kept("Llama2 "), edit("", "<sup>["), kept("[1]"), edit("", "](#ref)</sup>"), kept("的做法")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Llama2 <sup>[1]](#ref)</sup>的做法", "Llama2 1]的做法"),
        ("Llama2 <sup>[[1](#ref)</sup>的做法", "Llama2 [1的做法"),
        ("Llama2 <sup>[[2]](#ref)</sup>的做法", "Llama2 [2]的做法"),
        ("Llama2 <sup>[[1]](#ref)<sup>的做法", "Llama2 [1]](#ref)<sup>的做法"),
        ("Llama2 的做法", "Llama2 的做法"),
    ],
)
def test_our_own_words_beside_the_authors(text: str, wanted: str) -> None:
    assert restored(CITED, text)[0] == wanted


def test_a_page_that_was_replaced_as_a_whole_is_no_reason_to_search_for_hours() -> None:
    records: list[Record] = [kept(f"{number} 的第几行是这样写的\n" * 20) for number in range(2000)]
    text = "另外一段文字，没有一处相同。\n" * 40_000
    assert restored(records, text)[0] == text
