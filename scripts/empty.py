"""Make room for an export of your own: take our questions, facts and addresses out of the project.

What is taken out is moved below build/removed/, never deleted. Then run scripts/clean.py.
"""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click

from zhihu.commands import fail_clearly
from zhihu.errors import ZhihuError
from zhihu.facts.starter import starters
from zhihu.pages.published import NAME, begun_after

_SOURCE = Path("source")
_DOCS = Path("docs")
_REMOVED = Path("build/removed")


@click.command(help=__doc__)
@click.option("--yes", "sure", is_flag=True, help="Do it; without this the command only says what it would do.")
@fail_clearly
def main(*, sure: bool) -> None:
    """Run the command: exit 0 if the project is empty, 2 if it was left as it is."""
    if not _SOURCE.is_dir():
        raise ZhihuError("There is no source/ here; expected the folder of the project.")
    _refuse_uncommitted()
    taken = list(_ours())
    if not sure:
        listed = "".join(f"  {path}\n" for path in taken)
        raise ZhihuError(f"Nothing was taken out. These would be:\n{listed}To do it: make empty CONFIRM=yes")
    begin, texts = begun_after(_addresses()), dict(starters(_SOURCE))
    place = _place()
    for path in taken:
        _move(path, place / path)
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    Path(NAME).write_text(begin, encoding="utf-8", newline="\n")
    exports = _SOURCE / "exports"
    exports.mkdir()
    (exports / ".gitkeep").touch()
    click.echo(f"{len(taken)} files and folders are in {place} now; put your export into {exports}.")


def _ours() -> Iterator[Path]:
    """Yield what belongs to the questions; style, scripts and settings stay."""
    folders = (_SOURCE / "exports", _SOURCE / "questions", _SOURCE / "figures", _DOCS / "ledger", _DOCS / "q")
    pages = (_DOCS / "zh/q", _DOCS / "en/q")
    for path in (*folders, *pages, Path(NAME), *sorted(_SOURCE.glob("*.toml"))):
        if path.exists():
            yield path


def _refuse_uncommitted() -> None:
    """Raise ZhihuError if git sees work in what would be taken out that no commit has; without git it sees none."""
    command = ["git", "status", "--porcelain", "--untracked-files=all", "--", str(_SOURCE), str(_DOCS), NAME]
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own arguments
    except FileNotFoundError:
        return
    if run.returncode == 0 and run.stdout:
        raise ZhihuError(
            f"Nothing was taken out: no commit has these yet, commit them or move them away.\n{run.stdout}"
        )


def _addresses() -> str:
    path = Path(NAME)
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _place() -> Path:
    number = 1
    while (place := _REMOVED / str(number)).exists():
        number += 1
    return place


def _move(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(path, to)


if __name__ == "__main__":
    main()
