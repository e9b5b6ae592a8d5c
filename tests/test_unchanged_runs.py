"""What has not changed is not made again, and what has is never served as it was."""

from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import pytest

from tests.project import ROOT
from tests.sandbox import Sandbox
from zhihu.disk import cache
from zhihu.disk.cache import Cache, digest, version
from zhihu.exports.found import Found
from zhihu.pages.gather import gather
from zhihu.pages.making import Made, Making, Words
from zhihu.proof.ledger import Place

QUESTIONS = "\n".join(
    f"**提问**：第{n}个问题？\n\n**回答**：说到 reward model 与[词](https://a.example/{n}) [1]。\n" for n in "一二三"
)
SLUG = "di-er-ge-wen-ti"
PICTURE = "v2-" + "0" * 32


def _script(sandbox: Sandbox) -> None:
    path = sandbox.docs / "assets/javascripts/search/index.js"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("// changed\n", "utf-8")


CHANGES: dict[str, Callable[[Sandbox], object]] = {
    "an export": lambda s: s.export("a.md", QUESTIONS.replace("说到", "提到", 1)),
    "a line above": lambda s: s.export("a.md", f"\n\n{QUESTIONS}"),
    "front matter": lambda s: s.export("a.md", f"---\nauthor: 某人\n---\n\n{QUESTIONS}"),
    "another export": lambda s: s.export("b.md", "# 又一个问题\n\n回答。\n"),
    "a later version elsewhere": lambda s: s.export("b.md", "**提问**：第二个问题？\n\n**回答**：新的回答。\n"),
    "an export less": lambda s: (s.source / "exports/z.md").unlink(),
    "site": lambda s: s.write("site.toml", '[author]\nname = "某人"\n'),
    "reference": lambda s: s.write("references.toml", '[r]\ntitle = "题名"\nurl = "https://a.example/二"\n'),
    "glossary": lambda s: s.write(
        "glossary.toml",
        '[[term]]\nid = "rm"\nzh = "奖励模型"\nen = "reward model"\n[term.definition]\nzh = "一句。"\nen = "One."\n',
    ),
    "correction": lambda s: s.write(
        "corrections.toml",
        f'[[correction]]\nquestion = "{SLUG}"\nbefore = "https://a.example/二"\nafter = "https://b.example/"\n'
        'why = "w"\nevidence = "e"\n',
    ),
    "question": lambda s: s.question(SLUG, 'title = "第二个问题？"\norder = 1\n[short]\nzh = "短"\nen = "Short"\n'),
    "related": lambda s: s.question(SLUG, 'title = "第二个问题？"\nrelated = ["di-yi-ge-wen-ti"]\n'),
    "translation": lambda s: s.write(
        f"questions/{SLUG}/en.md", "---\ntranslator: human\n---\n# Second?\n\nAn answer.\n"
    ),
    "note": lambda s: s.write(f"questions/{SLUG}/note.zh.md", "按语。\n"),
    "figure": lambda s: s.write(f"figures/{PICTURE}.png", b"\x89PNG"),
    "script of the search": _script,
}


def pages(sandbox: Sandbox) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sandbox.docs.rglob("*") if path.is_file()}


@pytest.fixture(autouse=True)
def project(sandbox: Sandbox) -> None:
    sandbox.export("a.md", QUESTIONS)
    sandbox.export("z.md", f"# 图\n\n![图](https://pic1.zhimg.com/{PICTURE}.jpg)\n")
    sandbox.clean()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the slugs of what is made from now on."""
    slugs: list[str] = []
    make = Making.made

    def noted(making: Making, found: Found, slug: str, place: Place) -> tuple[Made, Words]:
        slugs.append(slug)
        return make(making, found, slug, place)

    monkeypatch.setattr(Making, "made", noted)
    return slugs


def test_an_unchanged_run_makes_nothing(sandbox: Sandbox, made: list[str]) -> None:
    sandbox.clean()
    sandbox.clean("--check")

    assert made == []


def test_an_edit_of_one_file_makes_what_is_in_it(sandbox: Sandbox, made: list[str]) -> None:
    sandbox.write(f"questions/{SLUG}/note.zh.md", "按语。\n")
    sandbox.clean()

    assert made == [SLUG]


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_nothing_stale_is_served(sandbox: Sandbox, change: Callable[[Sandbox], object]) -> None:
    change(sandbox)
    sandbox.clean()
    cached = sandbox.clean()
    before = pages(sandbox)
    rmtree(sandbox.root / ".cache")
    anew = sandbox.clean()

    assert pages(sandbox) == before
    assert anew == cached


@pytest.mark.parametrize(
    "name",
    [
        f"zh/q/{SLUG}.md",
        f"en/q/{SLUG}.md",
        "ledger/a.md.jsonl",
        "questions.json",
        "assets/search/zh.json",
        "site.yml",
        "zh/topics/index.md",
        "en/index.md",
        f"q/{SLUG}/index.html",
    ],
)
def test_a_damaged_output_is_noticed_and_mended(sandbox: Sandbox, name: str) -> None:
    path = sandbox.docs / name
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"e", b"E", 1))

    assert f"{path}: stale" in sandbox.clean("--check").output
    sandbox.clean()
    assert path.read_bytes() == whole


@pytest.mark.parametrize(
    "damage", [lambda _: b"", lambda d: d[:-1], lambda d: d[:-9] + b"\0" + d[-8:], lambda _: b"x\n\x80"]
)
def test_a_damaged_cache_is_no_cache(sandbox: Sandbox, made: list[str], damage: Callable[[bytes], bytes]) -> None:
    path = sandbox.root / ".cache/clean"
    path.write_bytes(damage(path.read_bytes()))
    before = pages(sandbox)
    sandbox.clean()

    assert len(made) == 4
    assert pages(sandbox) == before


def test_a_cache_that_cannot_be_written_costs_time_only(sandbox: Sandbox) -> None:
    rmtree(sandbox.root / ".cache")
    (sandbox.root / ".cache").write_text("in the way", "utf-8")

    assert sandbox.clean().code == 0


@pytest.mark.parametrize("name", ["rules/new.py", "rules/links.py", "pages/words.zh.toml"])
def test_other_code_or_words_make_everything_anew(
    sandbox: Sandbox, made: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / "code" / name
    path.parent.mkdir(parents=True)
    monkeypatch.setattr(cache, "_CODE", tmp_path / "code")
    path.with_name("other.py").write_text("", "utf-8")
    sandbox.clean()
    made.clear()
    path.write_text("changed", "utf-8")
    sandbox.clean()

    assert len(made) == 4


def test_the_version_counts_every_file_of_the_core() -> None:
    files = (path for path in (ROOT / "scripts/zhihu").rglob("*") if path.is_file())

    assert version() == version()
    assert {path.suffix for path in files} <= {".py", ".toml", ".pyc"}


def test_a_digest_keeps_its_parts_apart() -> None:
    assert digest("ab", "c") != digest("a", "bc") != digest("abc")


def test_a_value_of_another_kind_is_none(tmp_path: Path) -> None:
    first = Cache(tmp_path / "c")
    first.put("key", [1])
    first.save()

    assert Cache(tmp_path / "c").get("key", list[int]) == [1]
    assert Cache(tmp_path / "c").get("key", dict[str, int]) is None


def test_gathering_alone_keeps_nothing(sandbox: Sandbox) -> None:
    rmtree(sandbox.root / ".cache")
    gather(sandbox.source, sandbox.docs)

    assert not (sandbox.root / ".cache").exists()
