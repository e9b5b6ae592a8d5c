"""The address a site is served at: its canonical links, its sitemap and its 404 page are made of it."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from zhihu.errors import InputError

_EXPECTED = "http:// or https://, a host and perhaps a path, as https://example.org/qa/"
_HOST = re.compile(r"[\w.-]+|\[[0-9a-fA-F:.]+\]")


def site_address(address: object, place: Path | str) -> str:
    """Return `address` with a slash at its end.

    Raises InputError, which names `place`, if no site can be served there.
    """
    if not isinstance(address, str) or not address:
        raise InputError(place, 0, "site_url is empty", _EXPECTED)
    if not _is_address(address):
        raise InputError(place, 0, f"site_url is no address: {address}", _EXPECTED)
    return address if address.endswith("/") else f"{address}/"


def _is_address(address: str) -> bool:
    # A query or a fragment would end up in the middle of every address of a page.
    if re.search(r"[\s?#<>\"'\\]", address):
        return False
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:  # `http://[`, `http://host:port`
        return False
    host = parts.netloc.removesuffix(f":{port}")
    return parts.scheme in {"http", "https"} and _HOST.fullmatch(host) is not None
