"""Facts come from TOML into their types, each error with its line, and all errors at once."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pictures import PNG
from tests.project import ROOT
from tests.sandbox import Sandbox
from zhihu.errors import FactsError, InputError, InputErrors
from zhihu.facts.load import load_facts
from zhihu.facts.tables import Question, Reference, Site
from zhihu.facts.toml import line_at, line_of_key, read_text, read_toml
from zhihu.facts.toml_lines import Place, lines_of

TOML = """\
# first = 1
a = 1 # b = 2
"quoted key" = "a # b = [ { "
c.d.'e f' = 'x'

[table] # comment
list = [
  "one", # [two]
  { in = "line", "as well" = [1, 2] },

  3.5, 1979-05-27 07:32:00,
]
many = \"\"\"
x = 1
\\"\"\" \"\"\"
literal = '''
[not.a.table]
y = 'z' '''

[[things]]
name = "first"
[[things]]
  name = "second"
  [things.sub]
  deep = { a.b = 1, c = [ [ 5 ] ] }
  [[things.more]]
  [[things.more]]
  last = true
[table.below]
x = -1
"""
LINES: dict[Place, int] = {
    ("a",): 2,
    ("quoted key",): 3,
    ("c",): 4,
    ("c", "d", "e f"): 4,
    ("table",): 6,
    ("table", "list"): 7,
    ("table", "list", 0): 8,
    ("table", "list", 1, "as well", 1): 9,
    ("table", "list", 2): 11,
    ("table", "list", 3): 11,
    ("table", "many"): 13,
    ("table", "literal"): 16,
    ("things", 0): 20,
    ("things", 0, "name"): 21,
    ("things", 1): 22,
    ("things", 1, "name"): 23,
    ("things", 1, "sub", "deep", "a", "b"): 25,
    ("things", 1, "sub", "deep", "c", 0, 0): 25,
    ("things", 1, "more", 0): 26,
    ("things", 1, "more", 1, "last"): 28,
    ("table", "below", "x"): 30,
}

KEYS = st.text(min_size=1, max_size=5).filter(lambda key: "\n" not in key)
VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(-9, 9), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=12,
)


def places(node: object, place: Place = ()) -> set[Place]:
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return {place}.union(*(places(value, (*place, step)) for step, value in inner))


# Lines


@pytest.mark.parametrize("place", LINES)
def test_the_line_of_each_key_and_entry(place: Place) -> None:
    assert lines_of(TOML)[place] == LINES[place]


@settings(deadline=None)
@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_every_place_of_a_file_has_its_line(table: dict[str, object]) -> None:
    text = tomlkit.dumps(table)
    lines = lines_of(text)

    assert lines.keys() >= places(tomllib.loads(text))
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())


@pytest.mark.parametrize("path", sorted(ROOT.glob("source/**/*.toml")), ids=lambda path: path.parent.name)
def test_every_place_of_our_own_facts_has_its_line(path: Path) -> None:
    text = path.read_text("utf-8")
    found = lines_of(text)

    assert found.keys() >= places(tomllib.loads(text))
    for place, line in found.items():
        if place and isinstance(place[-1], str):
            assert place[-1] in text.split("\n")[line - 1]


def test_a_place_that_is_not_there_has_the_line_of_what_is_around_it(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(TOML)

    assert line_at(path, ("things", 1, "none", "at", "all")) == 22
    assert line_at(path, ("none",)) == 1


def test_the_line_of_a_word(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text('# deep\nvalue = "key"\nkey = "value"\nlist = ["a \\"b\\""]\nnote = "some words"\n')

    assert line_of_key(path, "value") == 3
    assert line_of_key(path, "key") == 2
    assert line_of_key(path, 'a "b"') == 4
    assert line_of_key(path, "words") == 5
    assert line_of_key(path, "none") == 1
    assert line_of_key(tmp_path / "none.toml", "key") == 1


# One file


def errors_of(path: Path, kind: type[object]) -> list[str]:
    errors: list[FactsError] = []
    assert read_toml(path, kind, errors) is None
    return [str(error) for error in errors]


def test_a_file_that_is_not_there_is_no_error(tmp_path: Path) -> None:
    assert errors_of(tmp_path / "x.toml", Site) == []


@pytest.mark.parametrize("text", ['title = "甲"\n', '\ufefftitle = "甲"\r\n', 'title = "甲"', "title = '''\n甲'''"])
def test_a_file_is_read_whatever_editor_wrote_it(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(text.encode())
    errors: list[FactsError] = []

    assert read_toml(path, Question, errors) == Question("甲")
    assert errors == []


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (
            '[a]\ntitle = "x"\n[b]\ntitle = "x"\nyear = ""\n[c]\ntitle = "x"\nyear = ""\n',
            5,
            "b.year is a text in quotes",
        ),
        ('[a]\ntitle = "x"\n["b c"]\ntitle = []\n', 4, "b c.title is a list; expected a text in quotes"),
        ('[a]\ntitle = "x"\n[b]\n[c]\ntitle = "x"\n', 3, "the key 'title' is missing; expected title = …"),
        ('[a]\ntitle = "x"\n"unknown`key" = 1\n', 3, "unknown key 'unknown'"),
        ("a = []\n", 1, "a is a list; expected a table"),
        ('[a]\ntitle = "x"\nyear = 2020-01-01\n', 3, "a.year is date; expected a whole number or nothing"),
    ],
)
def test_a_key_among_many_is_named(tmp_path: Path, text: str, line: int, problem: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(text)
    (message,) = errors_of(path, dict[str, Reference])

    if "`" not in text:
        assert message.startswith(f"{path}:{line}: {problem}")
    else:
        assert problem in message


def test_a_text_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    errors: list[FactsError] = []
    (tmp_path / "x").write_bytes(b"a\nb\xe4\n")

    assert read_text(tmp_path / "x", errors) is None
    assert read_text(tmp_path, errors) is None
    assert read_text(tmp_path / "none", errors) is None
    assert [str(error) for error in errors] == [
        f"{tmp_path}/x:2: byte 0xe4 at offset 3 is not UTF-8; expected a file in UTF-8",
        f"{tmp_path}:0: the file cannot be read: Is a directory; expected a file",
    ]


FILES = ("site.toml", "references.toml", "corrections.toml", "glossary.toml", "questions/a/question.toml")
# Keys that are known, so that wrong values come to light behind them, beside some that are not.
FACTS = st.dictionaries(
    st.sampled_from(
        [
            "site",
            "name",
            "author",
            "topics",
            "tags",
            "reading_order",
            "zh",
            "en",
            "title",
            "order",
            "was",
            "cites",
            "1",
            "short",
            "related",
            "year",
            "correction",
            "term",
            "x",
        ]
    ),
    VALUES,
    max_size=4,
)


def errors_below(source: Path) -> Sequence[InputError]:
    try:
        load_facts(source)
    except InputErrors as error:
        return error.errors
    return ()


@settings(deadline=None)
@given(st.sampled_from(FILES), FACTS)
def test_any_table_is_taken_or_refused_with_its_line(name: str, table: dict[str, object]) -> None:
    with TemporaryDirectory() as folder:
        source = Path(folder)
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(tomlkit.dumps(table), "utf-8", newline="\n")
        lines = path.read_text("utf-8").count("\n") + 1
        assert all(Path(error.path) == path and 1 <= error.line <= lines for error in errors_below(source))


# All files


def test_without_any_file_there_are_facts_all_the_same(tmp_path: Path) -> None:
    facts = load_facts(tmp_path)

    assert (facts.site, dict(facts.questions), dict(facts.references)) == (Site(), {}, {})
    assert facts.topic("unsorted").zh == "未分类"


def test_our_own_facts_load() -> None:
    facts = load_facts(ROOT / "source")

    assert len(facts.questions) == 12
    assert sorted(question.order for question in facts.questions.values()) == list(range(1, 13))


def test_what_belongs_together_is_read_together(sandbox: Sandbox) -> None:
    sandbox.write("site.toml", '[[topics]]\nid = "t"\nzh = "题"\nen = "T"\n[tags]\nx = { zh = "标" }\n')
    sandbox.write("references.toml", '[k]\ntitle = "K"\n')
    sandbox.question("a", 'title = "甲"\ntopic = "t"\ntags = ["x"]\nrelated = ["b"]\n[cites]\n1 = "k"\n')
    sandbox.question("b", 'title = "乙"\nwas = ["old"]\narticle = "k"\n')
    sandbox.write("questions/a/note.zh.md", "注[@k]\n")
    sandbox.write("figures/v2-0123456789abcdef0123456789abcdef_1440w.jpg", PNG)
    facts = load_facts(sandbox.source)

    assert facts.questions["a"].cites == {"1": "k"}
    assert facts.notes == {("a", "zh"): "注[@k]\n"}
    assert facts.for_text("a").cites == {"1": "k"}
    assert set(facts.figures.copies) == {"v2-0123456789abcdef0123456789abcdef"}


def problems(sandbox: Sandbox) -> list[str]:
    return [str(error).removeprefix(f"{sandbox.source}/") for error in errors_below(sandbox.source)]


def test_names_that_nothing_explains(sandbox: Sandbox) -> None:
    sandbox.write("site.toml", 'reading_order = ["a", "gone"]\n')
    sandbox.write(
        "glossary.toml", '[[term]]\nid = "x"\nzh = "甲"\nen = "X"\ndefinition = { zh = "" }\nquestions = ["gone"]\n'
    )
    sandbox.question("a", 'title = "甲"\ntopic = "t"\ntags = ["x"]\nrelated = ["b"]\n[cites]\nx = "k"\n')
    sandbox.write("questions/a/note.en.md", "See\n[@k].\n")

    assert problems(sandbox) == [
        "site.toml:1: reading_order names 'gone', which is not there; expected the slug of a question",
        "questions/a/question.toml:2: topic names 't', which is not there; expected a topic of site.toml",
        "questions/a/question.toml:3: tags names 'x', which is not there; expected a tag of site.toml",
        "questions/a/question.toml:4: related names 'b', which is not there; expected the slug of a question",
        "questions/a/question.toml:6: x names 'k', which is not there; expected a key of references.toml",
        "questions/a/question.toml:6: cites 'x', which is no number; expected the number the author shows in [ ]",
        "questions/a/note.en.md:2: the note cites 'k', which is not there; expected a key of references.toml",
        "glossary.toml:6: questions names 'gone', which is not there; expected the slug of a question",
    ]


def test_names_that_two_things_claim(sandbox: Sandbox) -> None:
    term = '[[term]]\nid = "{}"\nzh = "{}"\nen = "{}"\ndefinition = {{ zh = "" }}\n'
    sandbox.write("glossary.toml", term.format("x", "DPO", "DPO") + term.format("y", "乙", "DPO"))
    sandbox.question("a", 'title = "甲"\nwas = ["old", "old"]\n')
    sandbox.question("b", 'title = "乙"\nwas = ["a"]\n')

    assert problems(sandbox) == [
        "questions/a/question.toml:2: 'old' is also an address of 'a'; expected one owner",
        "questions/b/question.toml:2: 'a' is also an address of 'a'; expected one owner",
        "glossary.toml:9: the term 'DPO' stands there twice; expected one entry",
    ]


def test_contradictions_are_looked_for_only_in_files_that_can_be_read(sandbox: Sandbox) -> None:
    sandbox.write("site.toml", "topics = 1\n")
    sandbox.question("a", 'title = "甲"\ntopic = "t"\n')

    assert problems(sandbox) == ["site.toml:1: topics is a whole number; expected a list"]


def test_equal_places_in_the_list_are_in_the_order_of_the_exports(sandbox: Sandbox) -> None:
    """Let two questions claim one place: the order must be the same on every machine, and needs no error."""
    exports = {"b.md": "丙 乙", "a.md": "甲 丁"}
    for name, words in exports.items():
        sandbox.export(name, "\n".join(f"**提问**：{word}？\n\n**回答**：答{word}。\n" for word in words.split()))
    orders = {"jia": 2, "yi": 1, "bing": 1, "ding": 0}
    titles = {"jia": "甲？", "yi": "乙？", "bing": "丙？", "ding": "丁？"}
    for slug, order in orders.items():
        sandbox.question(slug, f'title = "{titles[slug]}"\norder = {order}\n')
    sandbox.clean()

    listed = (sandbox.docs / "zh/topics/unsorted.md").read_text("utf-8")
    assert sorted(orders, key=lambda slug: listed.index(f"/{slug}.md")) == ["bing", "yi", "jia", "ding"]
