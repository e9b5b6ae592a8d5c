"""What a run means for the disk: which files it writes and removes, and where it keeps its journal."""

from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

import tomlkit

from zhihu.disk.cache import Cache
from zhihu.disk.store import Changes, Store
from zhihu.errors import InputError
from zhihu.facts.tables import Question
from zhihu.pages.gather import Gathered
from zhihu.pages.page import page_path
from zhihu.pages.published import NAME, with_addresses
from zhihu.pages.words import LANGUAGES

# Patterns of the files that are ours to remove; everything else below `docs/` belongs to people.
_NAMES = ("q/*.md", "q/*/index.html", "topics/*.md", "a-z/*.md", "glossary.md", "references.md")
_OURS = (
    *(f"{language}/{name}" for language in LANGUAGES for name in _NAMES),
    "q/*/index.html",
    "ledger/**/*.jsonl",
    "ledger/exports.txt",
    "assets/search/**/*.json",
    "assets/figures/*",
)
FIGURES = "assets/figures"
_COMMENT = """\
Identity, place and sources of one question. The folder's name is its address, for ever. Yours to edit.
title: the question as plain text; with `content` it finds the question again in a later export.
topic, tags: keys of source/site.toml. order: place in the lists, from 1.
article, [cites]: keys of source/references.toml."""


def store_of(source: Path, docs: Path) -> Store:
    """Return the store of a run: below `docs`, `addresses.txt` beside it, and new questions below `source`."""
    return Store(docs / ".clean-run.json", (docs, addresses_of(docs), source / "questions"))


def addresses_of(docs: Path) -> Path:
    """Return the file of published addresses that belongs to `docs`."""
    return docs.absolute().parent / NAME


def changes_of(gathered: Gathered, source: Path, docs: Path) -> Changes:
    """Return what the disk has to look like after a run; a `question.toml` that exists is never touched."""
    write: dict[Path, bytes] = {}
    figures = {docs / FIGURES / name: source / "figures" / name for name in gathered.figures}
    for slug, question in gathered.new_questions.items():
        path = source / "questions" / slug / "question.toml"
        # A person may have written it while the run was at work.
        if not path.exists():
            write[path] = _new_question(question)
    addresses = addresses_of(docs)
    write[addresses] = with_addresses(_read(addresses), gathered.slugs).encode()
    contents = _Contents(_Below(docs, gathered.pages), figures, write)
    return Changes(contents, [docs / path for path in _stale(gathered, docs)])


def cache_of(docs: Path) -> Cache:
    """Return what earlier runs into `docs` made."""
    return Cache(docs.absolute().parent / ".cache" / "clean")


class _Below(Mapping[Path, bytes]):
    """The same files by their paths with those of a folder before them."""

    def __init__(self, folder: Path, files: Mapping[str, bytes]) -> None:
        self._names = {folder / name: name for name in files}
        self._files = files

    def __getitem__(self, path: Path) -> bytes:
        return self._files[self._names[path]]

    def __contains__(self, path: object) -> bool:
        return path in self._names

    def __iter__(self) -> Iterator[Path]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class _Contents(Mapping[Path, bytes]):
    """Content by path, made or read only when it is asked for: pages are many, and pictures are large."""

    def __init__(self, pages: Mapping[Path, bytes], copied: Mapping[Path, Path], made: Mapping[Path, bytes]) -> None:
        self._pages, self._copied, self._made = pages, copied, made

    def __getitem__(self, path: Path) -> bytes:
        if path in self._pages:
            return self._pages[path]
        return self._made[path] if path in self._made else self._copied[path].read_bytes()

    def __iter__(self) -> Iterator[Path]:
        return chain(self._pages, self._copied, self._made)

    def __len__(self) -> int:
        return len(self._pages) + len(self._copied) + len(self._made)


def _read(path: Path) -> str:
    """Return the text of a file of ours, empty if there is none; raises InputError if it is not UTF-8."""
    data = path.read_bytes() if path.is_file() else b""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(path, line, "not UTF-8", "the addresses that clean.py wrote, one a line") from error


def _stale(gathered: Gathered, docs: Path) -> Iterator[str]:
    """Yield the files that an earlier run wrote and that no page needs any more."""
    vanished = {page_path(slug, language) for slug in gathered.vanished for language in LANGUAGES}
    figures = {f"{FIGURES}/{name}" for name in gathered.figures}
    kept = [page.encode() for page in vanished if (docs / page).exists()]
    for pattern in _OURS:
        for path in docs.glob(pattern):
            name = path.relative_to(docs).as_posix()
            if name in gathered.pages or name in vanished or name in figures:
                continue
            if name.endswith(".jsonl") and any(page in path.read_bytes() for page in kept):
                continue
            yield name


def _new_question(question: Question) -> bytes:
    document = tomlkit.document()
    for line in _COMMENT.splitlines():
        document.add(tomlkit.comment(line))
    document.add(tomlkit.nl())
    document.update(
        {
            "title": question.title,
            **({"content": question.content} if question.content else {}),
            "topic": question.topic,
        }
    )
    return tomlkit.dumps(document).encode()
