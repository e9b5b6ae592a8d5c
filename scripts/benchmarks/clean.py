"""How fast cleaning is, beside a parser alone and a tool that renders Markdown again."""

import os
import re
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import click

from benchmarks.measured import SCRIPTS, Measured, measured

_MB = 1_000_000
_CONTENT = re.compile(r"content_id=\d+")
_TITLE = re.compile(r"\A---\n(?:.*\n)*?title:[^\n]*", re.MULTILINE)

_PARSE = """
import sys, pathlib, pyromark
from zhihu.markdown.document import OPTIONS
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.md")):
    for _ in pyromark.events_with_range(path.read_bytes().decode("utf-8", "replace"), options=OPTIONS): pass
"""
_RENDER = """
import sys, pathlib, mdformat
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.md")):
    mdformat.text(path.read_bytes().decode("utf-8", "replace"))
"""


@click.command()
@click.option("--corpus", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--megabytes", default=100, show_default=True, help="Size to which the corpus is repeated.")
def clean(corpus: Path, megabytes: int) -> None:
    """Clean CORPUS and the same repeated to MEGABYTES; print MB/s, ratios and memory."""
    with tempfile.TemporaryDirectory() as folder:
        once, often = Path(folder, "once"), Path(folder, "often")
        small = _repeat(corpus, once, 1)
        large = _repeat(corpus, often, max(1, round(megabytes * _MB / small)))
        parsed = measured([sys.executable, "-c", _PARSE, str(often)])
        # Not a package we need for anything else.
        rendered = measured([sys.executable, "-c", _RENDER, str(once)]) if find_spec("mdformat") else None
        first_small, first, second = _cleaned(once), _cleaned(often), _cleaned(often)
    rows = (
        ("parse only (pyromark)", large, parsed),
        ("render again (mdformat)", small, rendered),
        (f"clean, {small / _MB:.0f} MB", small, first_small),
        (f"clean, {large / _MB:.0f} MB", large, first),
        (f"clean, {large / _MB:.0f} MB, nothing changed", large, second),
    )
    click.echo(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    click.echo(f"{'':34}{'MB/s':>8}{'x parse':>9}{'peak MB':>9}")
    for name, size, took in rows:
        if took is None:
            click.echo(f"{name:34}{'not installed':>25}")
            continue
        speed, slower = size / _MB / took.seconds, took.seconds / size * large / parsed.seconds
        click.echo(f"{name:34}{speed:8.2f}{slower:9.1f}{took.peak:9.0f}")
    click.echo(
        f"speed at {large / _MB:.0f} MB against {small / _MB:.0f} MB: {_ratio(first, large, first_small, small):.2f}"
    )
    click.echo(f"second run: {first.seconds / second.seconds:.1f} times faster")


def _ratio(a: Measured, size_a: int, b: Measured, size_b: int) -> float:
    return (size_a / a.seconds) / (size_b / b.seconds)


def _repeat(corpus: Path, project: Path, times: int) -> int:
    """Write the corpus `times` over as exports of a project, each copy questions of its own; return its bytes."""
    size = 0
    for path in sorted(corpus.rglob("*.md")):
        text = path.read_bytes().decode("utf-8", "replace")
        for number in range(times):
            target = project / "source" / "exports" / str(number) / path.relative_to(corpus)
            target.parent.mkdir(parents=True, exist_ok=True)
            # By these ids the copies would be found to be one question, of which all but one are passed over.
            own = _CONTENT.sub(rf"\g<0>{number}", text)
            data = _titled(own, f"{path.stem} {number}").encode()
            target.write_bytes(data)
            size += len(data)
    (project / "docs").mkdir()
    return size


def _titled(text: str, title: str) -> str:
    """Return `text` under another title, or else its copies would be one question."""
    if text.startswith("---"):
        return _TITLE.sub(f"---\ntitle: {title!r}", text.replace("\r\n", "\n"), count=1)
    return f"# {title}\n\n{text}"


def _cleaned(project: Path) -> Measured:
    command = [sys.executable, str(SCRIPTS / "clean.py")]
    # 1: written, with findings of severity error, as an export that cannot be read is one.
    return measured([*command, "--source", str(project / "source"), "--docs", str(project / "docs")], fine=(0, 1))
