"""Exports come from the disk as text, and go back as the same bytes."""

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from zhihu.errors import ExportError
from zhihu.exports.export import Export, bytes_of, find_exports, natural_key, read_export
from zhihu.exports.readable import DEEPEST, decoded

TEXTS = st.text(st.one_of(st.sampled_from("\r\n\ufeff \t字a"), st.characters(exclude_categories=["Cs", "Cc"])))


def names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in find_exports(folder)]


def put(folder: Path, *files: str) -> None:
    for name in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def read(folder: Path, data: bytes) -> Export:
    (folder / "x.md").write_bytes(data)
    return read_export(folder / "x.md", folder)


# Which files


def test_markdown_files_of_all_folders_come_in_natural_order(tmp_path: Path) -> None:
    put(tmp_path, "part-10.md", "part-2.md", "a/9.md", "a/10.md", "a/b/c/d.md", "x.txt", "y.markdown", "md", "Z.MD")

    assert names(tmp_path) == ["Z.MD", "a/9.md", "a/10.md", "a/b/c/d.md", "part-2.md", "part-10.md"]


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    put(tmp_path, ".a.md", ".git/b.md", "c/.d/e.md", "f.md")

    assert names(tmp_path) == ["f.md"]


def test_names_of_equal_rank_have_one_order(tmp_path: Path) -> None:
    put(tmp_path, "1.md", "001.md", "01.md")

    assert names(tmp_path) == ["001.md", "01.md", "1.md"]


def test_a_folder_that_is_not_there_has_no_exports(tmp_path: Path) -> None:
    assert names(tmp_path / "none") == []


def test_a_link_to_a_folder_is_named_but_not_entered(tmp_path: Path) -> None:
    put(tmp_path, "a/b.md")
    (tmp_path / "again").symlink_to("a")
    (tmp_path / "picture.png").symlink_to("a/b.md")

    assert names(tmp_path) == ["a/b.md", "again"]


def test_folders_may_be_nested_deeply(tmp_path: Path) -> None:
    put(tmp_path, "d/" * 300 + "x.md")

    assert len(names(tmp_path)) == 1


@pytest.mark.parametrize(
    ("earlier", "later"), [("2", "10"), ("a2b", "a10b"), ("9", "a"), ("²", "③"), ("a", "b"), ("٢", "10"), ("", "0")]
)
def test_numbers_in_names_count_as_numbers(earlier: str, later: str) -> None:
    assert natural_key(earlier) < natural_key(later)


@settings(deadline=None)
@given(st.text(), st.text())
def test_any_two_names_can_be_compared(one: str, other: str) -> None:
    assert (natural_key(one) < natural_key(other)) or natural_key(other) <= natural_key(one)


# What they hold


@settings(deadline=None)
@given(TEXTS)
def test_the_bytes_come_back(text: str) -> None:
    data = text.encode()
    with TemporaryDirectory() as folder:
        try:
            export = read(Path(folder), data)
        except ExportError:
            reject()
    assert bytes_of(export.text, export.newline, has_bom=export.has_bom) == data
    assert export.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "text", "newline"),
    [
        (b"a\nb\n", "a\nb\n", "\n"),
        (b"a\r\nb\r\n", "a\nb\n", "\r\n"),
        (b"a\r\nb", "a\nb", "\r\n"),
        (b"a\r\nb\n", "a\r\nb\n", "\n"),
        (b"a\rb", "a\rb", "\n"),
        (b"a\r\r\nb\r\n", "a\r\nb\n", "\r\n"),
        (b"a", "a", "\n"),
    ],
)
def test_line_ends(tmp_path: Path, data: bytes, text: str, newline: str) -> None:
    export = read(tmp_path, data)

    assert (export.text, export.newline, export.has_bom) == (text, newline, False)


def test_one_byte_order_mark_is_taken_off(tmp_path: Path) -> None:
    export = read(tmp_path, "\ufeff\ufeffa".encode())

    assert (export.text, export.has_bom) == ("\ufeffa", True)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("---\ncreated: 2026-03-26\n---\na", "2026-03-26"),
        ('---\ntitle: a\npublished: "2026-03-26T10:00"\n---\n', "2026-03-26"),
        ("---\ntitle: a\n---\ncreated: 2026-03-26\n", ""),
        ("created: 2026-03-26\n", ""),
        ("---\ncreated: 2026-03-26\n", ""),
    ],
)
def test_the_day_it_was_saved(tmp_path: Path, text: str, date: str) -> None:
    assert read(tmp_path, text.encode()).date == date


def test_a_file_that_is_exactly_as_large_as_allowed(tmp_path: Path) -> None:
    assert len(read(tmp_path, b"x" * 32 * 1024 * 1024).text) == 32 * 1024 * 1024
    with pytest.raises(ExportError, match=r"33,554,433 bytes; expected at most 33,554,432"):
        read(tmp_path, b"x" * (32 * 1024 * 1024 + 1))


@pytest.mark.parametrize("length", [249, 250])
def test_a_name_that_is_exactly_as_long_as_allowed(tmp_path: Path, length: int) -> None:
    name = "x" * (length - 3) + ".md"
    put(tmp_path, name)
    if length == 249:
        assert read_export(tmp_path / name, tmp_path).name == name
    else:
        with pytest.raises(ExportError, match="the file name has 250 bytes; expected at most 249"):
            read_export(tmp_path / name, tmp_path)


# What cannot be read


def refused(data: bytes) -> str:
    with pytest.raises(ExportError) as caught:
        decoded(Path("x.md"), data)
    return str(caught.value)


@pytest.mark.parametrize("signs", ["> ", "- ", "1. ", "* ", ">", "> - "])
def test_as_many_levels_as_allowed_and_one_more(signs: str) -> None:
    levels = 2 if signs == "> - " else 1
    fine = "前\n\n" + signs * (DEEPEST // levels) + "x"

    assert decoded(Path("x.md"), fine.encode()) == fine
    assert refused(f"前\n\n{signs}{fine[3:]}".encode()).startswith("x.md:3: quotes and lists are nested too deeply")


@pytest.mark.parametrize(
    "text", ["-" * 500, "> " * 300 + "\n```", "*" * 500 + "x" + "*" * 500, f"```\n{'> ' * 500}x\n```"]
)
def test_what_only_looks_deep_is_read(text: str) -> None:
    if text.startswith(">"):
        assert "nested too deeply" in refused(text.encode())
    else:
        assert decoded(Path("x.md"), text.encode()) == text


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        ("中文".encode("gb18030"), "GB18030"),
        ("中文，字。".encode("gbk"), "GB18030"),
        ("中文".encode("utf-16"), "UTF-16"),
        ("中文".encode("utf-16-be"), ""),
        (b"\xff\xff\xff", ""),
        (b"\xd6\xd0\x01\x02\x03", ""),
    ],
)
def test_what_a_file_that_is_not_utf8_could_be(data: bytes, advice: str) -> None:
    message = refused(data)

    assert ("it can be read as " in message) is bool(advice)
    assert advice in message


def test_any_bytes_are_read_or_refused() -> None:
    for seed in range(256):
        data = bytes((seed * at * at + at) % 256 for at in range(300))
        assert refused(data).startswith("x.md:")
