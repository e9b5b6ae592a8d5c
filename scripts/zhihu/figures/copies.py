"""Copies of the author's pictures: which are to be fetched, where they lie in their original size, what was fetched."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from zhihu.errors import FactsError, InputErrors
from zhihu.facts.figures import COPIES, HASH_LENGTH, Copy
from zhihu.facts.toml import read_toml
from zhihu.figures.download import DownloadError, Downloads
from zhihu.figures.raster import raster_of
from zhihu.markdown.addresses import is_zhimg
from zhihu.proof.ledger import Entry, decode

# The rules that know a picture of the author's; other addresses are of faces, badges and advertisements.
_RULES = frozenset({"picture", "html_picture", "escaped_picture", "embed", "image_tag"})
_ADDRESS = re.compile(r"(?:https?:)?//[\w.-]+/[\w/.%-]*?(?P<name>v2-[0-9a-f]{32})\w*(?:\.(?P<ending>\w{3,5}))?")
_HEAD = (
    "# Copies of the author's pictures, by the name Zhihu has for a picture. Written by `scripts/figures.py fetch`.\n"
)


def pictures_of(entries: Iterable[Entry]) -> dict[str, list[str]]:
    """Return for each picture, by its `v2-<hash>`, the addresses to try: its original size first.

    The export may show a picture in several sizes and from several hosts; it is one picture.
    """
    found: dict[str, list[str]] = {}
    for entry in entries:
        for match in _ADDRESS.finditer(entry.before) if entry.rule in _RULES else ():
            if is_zhimg(match[0]):
                found.setdefault(match["name"], []).extend(_addresses(match))
    return {name: list(dict.fromkeys(addresses)) for name, addresses in found.items()}


def _addresses(match: re.Match[str]) -> Iterator[str]:
    shown = f"https:{match[0].removeprefix('http:').removeprefix('https:')}"
    stem = f"https://{urlsplit(shown).netloc}/{match['name']}"
    ending = match["ending"] or "jpg"
    # `_r` is what Zhihu's pages call the original.
    yield from (f"{stem}_r.{ending}", f"{stem}.{ending}", shown)


def entries_of(ledgers: Path) -> Iterator[Entry]:
    """Yield the edits in all ledgers of a folder; raises LedgerError for a damaged one."""
    for path in sorted(ledgers.rglob("*.jsonl")):
        yield from decode(path.read_bytes(), path).entries


def read_copies(folder: Path) -> dict[str, Copy]:
    """Return the table of the copies in `folder`; raises InputErrors if it is not one."""
    errors: list[FactsError] = []
    table = read_toml(folder / COPIES, dict[str, Copy], errors)
    if errors:
        raise InputErrors(errors)
    return table or {}


def missing(names: Iterable[str], folder: Path, copies: Mapping[str, Copy]) -> list[str]:
    """Return those of `names` without a copy, or with one that is not what was fetched; a person's copy counts."""
    return [name for name in names if not _is_there(name, folder, copies.get(name))]


def _is_there(name: str, folder: Path, copy: Copy | None) -> bool:
    if copy is None:
        return any(path.name[:HASH_LENGTH] == name for path in folder.glob(f"{name}*"))
    path = folder / copy.file
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == copy.sha256


def fetch(name: str, addresses: Iterable[str], downloads: Downloads) -> tuple[Copy, bytes]:
    """Return the picture `name` in the best size that can be had; raises DownloadError with all reasons."""
    reasons = []
    for address in addresses:
        try:
            data = downloads.get(address)
        except DownloadError as error:
            reasons.append(f"{address}: {error}")
            continue
        raster = raster_of(data)
        if raster:
            file = f"{name}.{raster.kind}"
            return Copy(file, address, hashlib.sha256(data).hexdigest()), data
        reasons.append(f"{address}: {len(data):,} bytes that are no picture")
    raise DownloadError("; ".join(reasons))


def table_of(copies: Mapping[str, Copy]) -> bytes:
    """Return the text of the table; its strings are those of JSON, which TOML reads alike."""
    entries = (
        f"\n[{name}]\n" + "".join(f"{key} = {json.dumps(getattr(copy, key))}\n" for key in ("file", "source", "sha256"))
        for name, copy in sorted(copies.items())
    )
    return (_HEAD + "".join(entries)).encode()
