"""Input that is wrong: a clear message with file and line, never a traceback, and no damage done."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sandbox import ONE, Outcome, Sandbox, states

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\4\0"
MB = 1_000_000

UNREADABLE = {
    "no bytes at all": (b"", 1, "the file is empty"),
    "only empty lines": (b"\n \n\t\r\n", 1, "the file is empty"),
    "only a byte order mark": (b"\xef\xbb\xbf", 1, "the file is empty"),
    "only what nobody sees": ("\u200b\n\u3000\u00a0\n\u2060".encode(), 1, "the file is empty"),
    "a million empty lines": (b"\n" * MB, 1, "the file is empty"),
    "GB18030": (
        "中\n".encode("gb18030"),
        1,
        "byte 0xd6 at offset 0 is not UTF-8; expected UTF-8; it can be read as GB18030: iconv -f GB18030 -t UTF-8 ",
    ),
    "GB18030 from the second line on": ("a\n二\n".encode("gb18030"), 2, "byte 0xb6 at offset 2 is not UTF-8"),
    "UTF-16": (
        "一\n二\n".encode("utf-16"),
        1,
        "byte 0xff at offset 0 is not UTF-8; expected UTF-8; it can be read as UTF-16",
    ),
    "a broken byte in the middle": (
        "一\n".encode() * 999 + b"\xe4\xb8\n\x80\n",
        1000,
        "byte 0xe4 at offset 3996 is not UTF-8",
    ),
    "a surrogate": (b"a\n\xed\xa0\x80", 2, "byte 0xed at offset 2 is not UTF-8"),
    "a cut character at the end": ("文字\n字".encode()[:-1], 2, "byte 0xe5 at offset 7 is not UTF-8"),
    "a picture": (PNG, 3, "the file is binary: byte 0x00 at offset 8"),
    "an archive": (b"PK\3\4\n\0\0\0\x08\0", 2, "the file is binary: byte 0x00 at offset 5"),
    "a NUL in a text": ("一\n二\0三\n".encode(), 2, "the file is binary: byte 0x00 at offset 7"),
    "control characters": (b"a\x01\x02\x1b[31m\n", 1, "the file is binary: too many control characters"),
    "10,000 quotes": (b"a\n\n" + b">" * 10_000 + b" x\n", 3, "quotes and lists are nested too deeply"),
    "10,000 lists": (b"- " * 10_000 + b"x\n", 1, "quotes and lists are nested too deeply"),
    "1,000 lists below each other": (
        b"".join(b" " * 2 * n + b"- x\n" for n in range(1000)),
        101,
        "quotes and lists are",
    ),
    "10,000 of both": (b"> 1. " * 10_000 + b"x\n", 1, "quotes and lists are nested too deeply"),
    "a line of 100 MB": (b"x" * 100 * MB, 0, "the file has 100,000,000 bytes"),
}
"""Content of an export, the line of what is wrong with it, and what the message says."""


def in_(name: str) -> Callable[[Sandbox], Path]:
    return lambda sandbox: sandbox.export(name)


def link(name: str, target: str) -> Callable[[Sandbox], Path]:
    def make(sandbox: Sandbox) -> Path:
        (sandbox.root / "outside").mkdir()
        (sandbox.root / "outside/secret.md").write_text("secret")
        path = sandbox.source / "exports" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)
        return path

    return make


def pipe(sandbox: Sandbox) -> Path:
    path = sandbox.export("pipe.md")
    path.unlink()
    os.mkfifo(path)
    return path


UNFIT_PLACES = {
    "a link to a file outside": (
        link("out.md", "../../outside/secret.md"),
        "the link leads out of the folder of exports",
    ),
    "a link to a folder outside": (link("out", "../../outside"), "the link leads out of the folder of exports"),
    "a link called .md to a folder outside": (link("out.md", "/"), "the link leads out of the folder of exports"),
    "a link to a folder inside": (link("again", "."), "a link to a folder"),
    "a link to nothing": (link("none.md", "none"), "this is not a file"),
    "a link to itself": (link("self.md", "self.md"), "this is not a file"),
    "a pipe": (pipe, "this is not a file"),
    "a line feed in the name": (in_("a\nb.md"), "the file name holds characters that cannot be shown"),
    "an escape in the name": (in_("\x1b[31m.md"), "the file name holds characters that cannot be shown"),
    "a name that is not UTF-8": (in_("\udcff.md"), "the file name holds characters that cannot be shown"),
    "a folder's name that is not UTF-8": (in_("\udcff/a.md"), "the file name holds characters that cannot be shown"),
    "255 bytes of Chinese": (in_("问" * 84 + ".md"), "the file name has 255 bytes"),
    "a folder called as a ledger": (in_("one.md.jsonl/two.md"), "a folder is called as a ledger would be"),
}
"""What to make below `exports/`, and what the message says about it."""


def shown(path: Path) -> str:
    return str(path).replace("\n", "\\n").replace("\x1b", "\\x1b").replace("\udcff", "\\udcff")


def findings(outcome: Outcome, code: str) -> list[str]:
    return [line for line in outcome.lines if f"[{code}]" in line]


# Exports that cannot be read


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_export_that_cannot_be_read_is_an_error_and_the_others_are_processed(sandbox: Sandbox, name: str) -> None:
    data, line, problem = UNREADABLE[name]
    path = sandbox.export("bad.md", data)
    sandbox.export("one.md", ONE)
    before, began = states(sandbox.source / "exports"), time.process_time()
    outcome = sandbox.clean()

    assert (outcome.code, outcome.errors) == (1, "")
    (finding,) = findings(outcome, "unreadable")
    assert finding.startswith(f"{path}:{line}: error: {problem.split(';')[0]}")
    assert "好的回答" in sandbox.page("hao-de-wen-ti")
    assert sandbox.slugs() == {"hao-de-wen-ti"}
    assert states(sandbox.source / "exports") == before
    assert time.process_time() - began < 10


@pytest.mark.parametrize("name", UNREADABLE)
def test_nothing_is_written_if_no_export_can_be_read(sandbox: Sandbox, name: str) -> None:
    data, line, problem = UNREADABLE[name]
    path = sandbox.export("bad.md", data)
    (message,) = sandbox.refused()

    assert message.startswith(f"{path}:{line}: {problem}")


def test_the_offered_command_makes_a_file_that_can_be_read(sandbox: Sandbox) -> None:
    path = sandbox.export("it's.md", ONE.encode("gb18030"))
    command = sandbox.refused()[0].partition("GB18030: ")[2]

    assert os.system(f"cd {sandbox.root} && {command}") == 0  # noqa: S605 - what a person would type
    path.write_bytes((sandbox.root / "new.md").read_bytes())
    assert sandbox.clean().code == 0


@pytest.mark.parametrize("name", UNFIT_PLACES)
def test_what_is_no_file_of_exports_is_an_error_and_the_others_are_processed(sandbox: Sandbox, name: str) -> None:
    make, problem = UNFIT_PLACES[name]
    path = make(sandbox)
    sandbox.export("one.md", ONE)
    outcome = sandbox.clean()

    assert (outcome.code, outcome.errors) == (1, "")
    (finding,) = findings(outcome, "unreadable")
    assert finding.startswith(f"{shown(path)}:0: error: {problem}")
    assert sandbox.slugs() == {"hao-de-wen-ti"}
    assert "secret" not in "".join(path.read_text("utf-8") for path in sandbox.docs.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", UNFIT_PLACES)
def test_nothing_is_written_if_there_is_no_file_of_exports(sandbox: Sandbox, name: str) -> None:
    make, problem = UNFIT_PLACES[name]
    path = make(sandbox)
    (message,) = sandbox.refused()

    assert message.startswith(f"{shown(path)}:0: {problem}")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_or_folder_without_permission(sandbox: Sandbox) -> None:
    sandbox.export("one.md", ONE)
    closed = [sandbox.export("closed.md", ONE), sandbox.export("closed/two.md").parent]
    for path in closed:
        path.chmod(0)
    outcome = sandbox.clean()
    for path in closed:
        path.chmod(0o700)

    assert outcome.code == 1
    assert sorted(line.split(":")[0] for line in findings(outcome, "unreadable")) == sorted(map(str, closed))


def test_no_exports(sandbox: Sandbox) -> None:
    for make in (
        lambda: None,
        lambda: sandbox.write("exports/.hidden.md", ONE),
        lambda: sandbox.write("exports/a.txt", ""),
    ):
        make()
        (message,) = sandbox.refused()
        assert message.startswith(f"{sandbox.source / 'exports'}:0: there is no export here; expected ")


def test_all_exports_that_cannot_be_read_are_named(sandbox: Sandbox) -> None:
    paths = [sandbox.export(name, b"\xff") for name in ("a.md", "b.md", "c/d.md")]

    assert [line.split(":")[0] for line in sandbox.refused()] == list(map(str, paths))


# Odd, but fine


@pytest.mark.parametrize(
    "name",
    [
        "[问](答).md",
        "-x.md",
        "--check.md",
        "a b  c.md",
        "100%25.md",
        "#1?&x=y.md",
        "'\"`<b>.md",
        "a\\b.md",
        "$(true);.md",
        "UPPER.MD",
        "😀.md",
        "index.md",
        "con.md",
        "问" * 82 + ".md",
        "folder.md/a.md",
        "²/①.md",
        "../exports/up.md",
    ],
)
def test_odd_names_are_fine(sandbox: Sandbox, name: str) -> None:
    sandbox.export(name, "没有标题的文字。\n")
    outcome = sandbox.clean()

    assert (outcome.code, outcome.errors) == (0, "")
    assert len(sandbox.slugs()) == 1
    assert sandbox.check().code == 0
    assert sandbox.check("--rebuild", sandbox.root / "out").code == 0


@pytest.mark.parametrize(
    "text",
    [
        "> " * 100 + "x",
        "- " * 100 + "x",
        "".join("  " * n + "- x\n" for n in range(100)),
        "[" * 5000 + "x" + "]" * 5000,
    ],
    ids=["quotes", "lists on one line", "lists below each other", "brackets"],
)
def test_what_is_nested_as_deeply_as_allowed_is_fine(sandbox: Sandbox, text: str) -> None:
    sandbox.export("deep.md", f"# 深\n\n{text}\n")
    began = time.process_time()

    assert sandbox.clean().code == 0
    assert sandbox.check("--rebuild", sandbox.root / "out").code == 0
    assert time.process_time() - began < 10


def test_a_million_empty_lines_within_a_text(sandbox: Sandbox) -> None:
    sandbox.export("empty.md", ONE + "\n" * MB + "后面。\n")
    began = time.process_time()

    assert sandbox.clean().code == 0
    assert len(sandbox.page("hao-de-wen-ti")) < 2000
    assert sandbox.check("--rebuild", sandbox.root / "out").code == 0
    assert time.process_time() - began < 20


def test_a_line_of_9_mb(sandbox: Sandbox) -> None:
    sandbox.export("long.md", ONE.encode() + "字".encode() * (3 * MB))
    began = time.process_time()

    assert sandbox.clean().code == 0
    assert time.process_time() - began < 10


@pytest.mark.parametrize("text", ["<tr><td><![x](y)", "字\n<![CDATA[<![x](y)"])
def test_html_that_no_parser_takes(sandbox: Sandbox, text: str) -> None:
    sandbox.export("html.md", f"# 题\n\n{text}\n")

    assert sandbox.clean().code == 0
    assert sandbox.check("--rebuild", sandbox.root / "out").code == 0


# Questions and answers that do not fit together


def test_a_question_without_answer_gets_a_page_with_a_notice(sandbox: Sandbox) -> None:
    path = sandbox.export("a.md", "**提问**：甲？\n\n**回答**：有。\n\n**提问**：乙？\n")
    outcome = sandbox.clean()

    assert outcome.code == 0
    assert findings(outcome, "no-answer") == [
        f"{path}:5: warning: a question without an answer [no-answer]; an answer below it"
    ]
    assert "qa-notice" in sandbox.page("yi")
    assert "qa-notice" not in sandbox.page("jia")


def test_an_answer_without_question_keeps_a_page_of_its_own(sandbox: Sandbox) -> None:
    path = sandbox.export("a.md", "\n**回答**：孤零零。\n\n**提问**：甲？\n\n**回答**：有。\n")
    outcome = sandbox.clean()

    assert outcome.code == 0
    (line,) = findings(outcome, "no-question")
    assert line.startswith(f"{path}:2: warning: an answer without a question")
    (slug,) = sandbox.slugs() - {"jia"}
    assert "孤零零。" in sandbox.page(slug)


def test_a_file_of_an_answer_alone_is_reported_too(sandbox: Sandbox) -> None:
    sandbox.export("a.md", "**回答**：孤零零。\n")

    assert len(findings(sandbox.clean(), "no-question")) == 1


def test_text_before_the_first_question_is_kept(sandbox: Sandbox) -> None:
    path = sandbox.export("a.md", "\n\n前面的话。\n\n**提问**：甲？\n\n**回答**：有。\n")
    outcome = sandbox.clean()

    assert outcome.code == 0
    (line,) = findings(outcome, "loose-text")
    assert line.startswith(f"{path}:3: warning: text before the first question")
    (slug,) = sandbox.slugs() - {"jia"}
    assert "前面的话。" in sandbox.page(slug)


@pytest.mark.parametrize("second", ["b.md", "a.md"])
def test_the_same_question_twice_has_one_page_and_nothing_is_lost(sandbox: Sandbox, second: str) -> None:
    texts = ["**提问**：甲？\n\n**回答**：早的。\n", "**提问：**甲？\n\n**回答：**晚的。\n"]
    if second == "a.md":
        texts = ["\n".join(texts)]
    exports = {name: text.encode() for name, text in zip(("a.md", "b.md"), texts, strict=False)}
    paths = [sandbox.export(name, data) for name, data in exports.items()]
    outcome = sandbox.clean()

    assert outcome.code == 0
    assert sandbox.slugs() == {"jia"}
    assert "晚的。" in sandbox.page("jia")
    assert "早的。" not in sandbox.page("jia")
    (line,) = findings(outcome, "superseded")
    where = f"{paths[-1]}:{1 if second == 'b.md' else 5}"
    assert line.startswith(f"{paths[0]}:1: warning: the same question stands again at {where} ")
    assert sandbox.check("--rebuild", sandbox.root / "out").code == 0
    assert {name: (sandbox.root / "out" / name).read_bytes() for name in exports} == exports


# Two questions that want one address


def test_two_new_questions_that_want_one_slug(sandbox: Sandbox) -> None:
    sandbox.export("a.md", "**提问**：甲？\n\n**回答**：一。\n\n**提问**：假！\n\n**回答**：二。\n")
    sandbox.clean()

    assert sandbox.slugs() == {"jia", "jia-2"}
    assert ("一。" in sandbox.page("jia"), "二。" in sandbox.page("jia-2")) == (True, True)
    assert sandbox.clean("--check").code == 0


def test_a_new_question_never_gets_an_address_that_another_one_had(sandbox: Sandbox) -> None:
    sandbox.question("other", 'title = "好的问题？"\nwas = ["jia"]\n')
    sandbox.export("a.md", ONE + "\n**提问**：甲？\n\n**回答**：一。\n")
    sandbox.clean()

    assert sandbox.slugs() == {"other", "jia-2"}


@pytest.mark.parametrize("other", ['title = "b"\n', 'title = "b"\nwas = ["old"]\n'])
def test_two_questions_that_claim_one_old_slug(sandbox: Sandbox, other: str) -> None:
    slug = "b" if "was" in other else "old"
    sandbox.export("one.md", ONE)
    sandbox.question("a", 'title = "a"\nwas = [\n  "older",\n  "old",\n]\n')
    sandbox.question(slug, other)
    (message,) = sandbox.refused()

    if slug == "b":
        assert (
            message
            == f"{sandbox.source}/questions/b/question.toml:2: 'old' is also an address of 'a'; expected one owner"
        )
    else:
        assert (
            message
            == f"{sandbox.source}/questions/a/question.toml:4: 'old' is also an address of 'old'; expected one owner"
        )


def test_a_question_that_claims_its_own_address(sandbox: Sandbox) -> None:
    sandbox.export("one.md", ONE)
    path = sandbox.question("a", 'title = "a"\nwas = ["a"]\n')

    assert sandbox.refused() == [f"{path}:2: 'a' is also an address of 'a'; expected one owner"]


# Facts

REFERENCE = '[k]\ntitle = "t"\n'
WRONG_FACTS = [
    ("site.toml", "x = 1\n", 1, "unknown key 'x'"),
    ("site.toml", '# x\n[site]\nname = { zh = "x" }\n\n[site.x]\ny = 1\n', 5, "unknown key 'x'"),
    (
        "site.toml",
        '[site]\nname = { zh = "x", en = 3 }\n',
        2,
        "site.name.en is a whole number; expected a text in quotes",
    ),
    (
        "site.toml",
        '[[topics]]\nid = "a"\nzh = ""\nen = ""\n[[topics]]\nid = "b"\nzh = 1\nen = ""\n',
        7,
        "topics.1.zh is a",
    ),
    (
        "site.toml",
        '[[topics]]\nid = "a"\nzh = ""\nen = ""\n\n[[topics]]\nid = "b"\nzh = ""\n',
        6,
        "the key 'en' is missing",
    ),
    (
        "site.toml",
        '[[topics]]\nid = "a"\nzh = ""\nen = ""\n[[topics]]\nid = "a"\nzh = ""\nen = ""\n',
        6,
        "the topic 'a' stands",
    ),
    ("site.toml", '[[topics]]\nzh = ""\nid = "../../x"\nen = ""\n', 3, "the topic '../../x' cannot be an address"),
    ("site.toml", '[[topics]]\nid = "index"\nzh = ""\nen = ""\n', 2, "the topic 'index' cannot be an address"),
    (
        "site.toml",
        '[[topics]]\nid = "a-2"\nzh = ""\nen = ""\n[[topics]]\nid = "a"\nzh = ""\nen = ""\n',
        2,
        "'a-2' is the address",
    ),
    ("site.toml", '[tags]\na = { zh = "a" }\nb = { zh = "b", z = "" }\n', 3, "unknown key 'z'"),
    ("site.toml", 'reading_order = [\n  "gone", # first\n]\n', 2, "reading_order names 'gone', which is not there"),
    ("site.toml", '\n[site\nname = ""\n', 2, "not TOML: "),
    ("site.toml", 'a = """\n\n\n', 1, "not TOML: "),
    ("site.toml", "[site]\n[author]\n[site]\n", 3, "not TOML: "),
    ("site.toml", "a = " + "[" * 5000, 1, "tables or lists are nested too deeply"),
    ("site.toml", b"[site] # \n# \xb5\n", 2, "byte 0xb5 at offset 12 is not UTF-8"),
    (
        "references.toml",
        f'{REFERENCE}\n[l]\ntitle = "t"\nyear = "2020"\n',
        6,
        "l.year is a text in quotes; expected a whole number",
    ),
    ("references.toml", f"{REFERENCE}[l]\nyear = 1\n", 3, "the key 'title' is missing"),
    ("references.toml", f'{REFERENCE}["a b"]\ntitle = "t"\n', 3, "the key 'a b' cannot be an anchor"),
    ("references.toml", f"{REFERENCE}k2 = 1\n", 3, "unknown key 'k2'"),
    ("corrections.toml", '[[correction]]\nquestion = "x"\n', 1, "the key 'before' is missing"),
    ("corrections.toml", "correction = 1\n", 1, "correction is a whole number; expected a list"),
    (
        "glossary.toml",
        '[[term]]\nid = "a"\nzh = "甲"\nen = "A"\ndefinition = "x"\n',
        5,
        "term.0.definition is a text in quotes",
    ),
    ("questions/a/question.toml", 'title = "a"\ntopci = "x"\n', 2, "unknown key 'topci'"),
    ("questions/a/question.toml", 'topic = "x"\n', 1, "the key 'title' is missing"),
    ("questions/a/question.toml", "title = 1\n", 1, "title is a whole number"),
    ("questions/a/question.toml", 'title = "a"\ntopic = "x"\n', 2, "topic names 'x', which is not there"),
    ("questions/a/question.toml", 'tags = [\n  "x",\n]\ntitle = "x"\n', 2, "tags names 'x', which is not there"),
    ("questions/a/question.toml", 'title = "x"\nrelated = ["a",\n"x"]\n', 3, "related names 'x', which is not there"),
    ("questions/a/question.toml", 'title = "x"\narticle = "x"\n', 2, "article names 'x', which is not there"),
    ("questions/a/question.toml", 'title = "x"\n[cites]\n1 = "x"\n', 3, "1 names 'x', which is not there"),
    ("questions/a/question.toml", 'title = "x"\norder = -1\n', 2, "order is -1; expected a whole number from 1"),
    ("questions/a/question.toml", 'title = "x"\norder = 1.5\n', 2, "order is a number; expected a whole number"),
    ("questions/a/question.toml", 'title = "x"\nwas = ["A b"]\n', 2, "'A b' cannot be an address"),
    ("questions/a/question.toml", 'title = "x"\n[short]\nde = "x"\nzh = ""\n', 3, "unknown key 'de'"),
]


@pytest.mark.parametrize(("name", "content", "line", "problem"), WRONG_FACTS)
def test_wrong_facts_name_the_very_line(
    sandbox: Sandbox, name: str, content: str | bytes, line: int, problem: str
) -> None:
    sandbox.export("one.md", ONE)
    path = sandbox.write(name, content)
    (message,) = sandbox.refused()

    assert message.startswith(f"{path}:{line}: {problem}")
    assert "; expected " in message


def test_everything_that_is_wrong_is_said_at_once(sandbox: Sandbox) -> None:
    sandbox.export("one.md", ONE)
    paths = [sandbox.write(name, "x = 1\n") for name in ("site.toml", "corrections.toml", "glossary.toml")]
    paths.append(sandbox.question("a", "x = 1\n"))

    assert {line.split(":")[0] for line in sandbox.refused()} == set(map(str, paths))


def test_facts_are_refused_before_exports_are_looked_at(sandbox: Sandbox) -> None:
    sandbox.export("bad.md", b"\xff")
    path = sandbox.write("site.toml", "x = 1\n")

    assert [line.split(":")[0] for line in sandbox.refused()] == [str(path)]


@pytest.mark.parametrize(
    "name", ["site.toml", "references.toml", "questions/a/question.toml", "questions/a/note.zh.md"]
)
@pytest.mark.parametrize("kind", ["folder", "link"])
def test_facts_that_are_no_file(sandbox: Sandbox, name: str, kind: str) -> None:
    sandbox.export("one.md", ONE)
    sandbox.question("a", 'title = "a"\n')
    path = sandbox.source / name
    path.unlink(missing_ok=True)
    if kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("nowhere")
    (message,) = sandbox.refused()

    assert message.startswith(f"{path}:0: ")


@pytest.mark.parametrize("name", ["en.md", "note.zh.md", "picture.svg"])
def test_a_folder_without_its_question_toml(sandbox: Sandbox, name: str) -> None:
    sandbox.export("one.md", ONE)
    path = sandbox.write(f"questions/a/{name}", "x")

    assert sandbox.refused() == [
        f"{path.with_name('question.toml')}:0: the file is missing; expected title = …, at least"
    ]


def test_what_is_no_folder_of_a_question_is_left_alone(sandbox: Sandbox) -> None:
    sandbox.export("one.md", ONE)
    sandbox.write("questions/README.md", "about this folder")
    sandbox.write("questions/.cache/x", "x")
    (sandbox.source / "questions/empty").mkdir()

    assert sandbox.clean().code == 0


@pytest.mark.parametrize("slug", ["Upper", "问题", "a_b", "a b", "-a", "a-", "a--b", "a.b", "index", "nul", "a\tb"])
def test_a_folder_whose_name_cannot_be_an_address(sandbox: Sandbox, slug: str) -> None:
    sandbox.export("one.md", ONE)
    path = sandbox.question(slug, 'title = "a"\n').parent
    (message,) = sandbox.refused()

    assert message.startswith(f"{path}:0: the folder's name cannot be an address; expected lower-case letters")


@pytest.mark.parametrize("name", ["", "question.toml", "note.zh.md", "en.md"])
def test_a_link_that_leads_out_of_the_folder_of_questions(sandbox: Sandbox, name: str) -> None:
    sandbox.export("one.md", ONE)
    outside = sandbox.root / "outside"
    outside.mkdir()
    (outside / "question.toml").write_text('title = "好的问题？"\n', "utf-8")
    if name:
        sandbox.question("a", 'title = "好的问题？"\n')
    path = sandbox.source / "questions/a" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(outside / "question.toml" if name else outside)

    assert sandbox.refused() == [f"{path}:0: the link leads out of the folder of questions; expected a file inside it"]


# Corrections

CORRECTION = '[[correction]]\nquestion = "{}"\nbefore = """{}"""\nafter = "x"\nwhy = "y"\nevidence = "z"\n'


@pytest.mark.parametrize(
    ("slug", "before", "line", "problem"),
    [
        ("hao-de-wen-ti", "没有", 9, "the words '没有' stand 0 times in 'hao-de-wen-ti'"),
        ("hao-de-wen-ti", "好", 9, "the words '好' stand 2 times in 'hao-de-wen-ti'"),
        ("hao-de-wen-ti", "", 9, "a correction of nothing"),
        ("other", "好的回答", 8, "question names 'other', which is not there"),
    ],
)
def test_a_correction_that_does_not_fit(sandbox: Sandbox, slug: str, before: str, line: int, problem: str) -> None:
    sandbox.export("one.md", ONE)
    sandbox.question("hao-de-wen-ti", 'title = "好的问题？"\n')
    path = sandbox.write(
        "corrections.toml", CORRECTION.format("hao-de-wen-ti", "好的回答") + CORRECTION.format(slug, before)
    )
    (message,) = sandbox.refused()

    assert message.startswith(f"{path}:{line}: {problem}")


def test_a_correction_that_fits(sandbox: Sandbox) -> None:
    sandbox.export("one.md", ONE)
    sandbox.question("hao-de-wen-ti", 'title = "好的问题？"\n')
    sandbox.write("corrections.toml", CORRECTION.format("hao-de-wen-ti", "的回"))

    assert sandbox.clean().code == 0
    assert "好x答" in sandbox.page("hao-de-wen-ti")


# Places that pages cannot go to


def test_a_link_on_the_way_to_the_pages(sandbox: Sandbox) -> None:
    sandbox.export("one.md", ONE)
    outside = sandbox.root / "outside"
    outside.mkdir()
    sandbox.docs.mkdir()
    (sandbox.docs / "zh").symlink_to(outside)
    (message,) = sandbox.refused()

    assert str(sandbox.docs / "zh") in message
    assert "symbolic link" in message


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to("/etc/hostname")], ids=["folder", "link"])
def test_something_else_in_the_place_of_a_page(sandbox: Sandbox, make: Callable[[Path], None]) -> None:
    sandbox.export("one.md", ONE)
    path = sandbox.docs / "zh/q/hao-de-wen-ti.md"
    path.parent.mkdir(parents=True)
    make(path)

    assert sandbox.refused() == [f"{path}: not a regular file"]


def test_a_file_in_the_place_of_a_folder(sandbox: Sandbox) -> None:
    sandbox.export("one.md", ONE)
    sandbox.docs.mkdir()
    (sandbox.docs / "zh").write_text("a file")

    assert len(sandbox.refused()) == 1


def test_folders_may_be_links_themselves(sandbox: Sandbox) -> None:
    real = sandbox.root / "elsewhere"
    for name in ("source", "docs"):
        (real / name).mkdir(parents=True)
        (sandbox.root / name).symlink_to(real / name)
    sandbox.export("one.md", ONE)

    assert sandbox.clean().code == 0
    assert (real / "docs/zh/q/hao-de-wen-ti.md").is_file()


# What a run wrote, spoilt since

SPOILT = (b"\xff\xfe\0", b"", b"{}\n", b"---\n: [\n", b"\r\n" * 9)


@pytest.mark.parametrize(
    "name",
    [
        "docs/site.yml",
        "docs/index.html",
        "docs/zh/index.md",
        "docs/zh/topics/unsorted.md",
        "docs/en/q/hao-de-wen-ti.md",
        "docs/q/hao-de-wen-ti/index.html",
        "docs/ledger/one.md.jsonl",
        "docs/zh/q/hao-de-wen-ti.md",
    ],
)
def test_a_spoilt_page_is_found_and_written_again(sandbox: Sandbox, name: str) -> None:
    sandbox.export("one.md", ONE)
    sandbox.clean()
    path = sandbox.root / name
    data = path.read_bytes()
    for spoilt in SPOILT:
        path.write_bytes(spoilt)
        assert sandbox.check().code in {1, 2}
        assert sandbox.clean("--check").code == 1
        assert sandbox.clean().code == 0
        assert path.read_bytes() == data


def test_a_spoilt_list_of_addresses_is_no_traceback(sandbox: Sandbox) -> None:
    sandbox.export("one.md", ONE)
    path = sandbox.root / "addresses.txt"
    path.write_bytes(b"/\n\xff\n")

    assert sandbox.refused()[0].startswith(f"{path}:2: ")
