"""Download one file from a host that is not ours: in bounded time and memory, and never from a private network.

The standard library is enough for it. What a library would add are pools and caches; that an address is public has to
be seen where the connection is made, or a name could mean one address when it is looked at and another when it is used.
"""

import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_WORTH_ANOTHER_TRY: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_MOST_REDIRECTS = 5
_PIECE = 64 * 1024


class DownloadError(Exception):
    """Why there is no file; `may_pass` tells whether another try could help."""

    def __init__(self, reason: str, *, may_pass: bool = False) -> None:
        """Keep the reason, in words for a terminal."""
        self.may_pass = may_pass
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Downloads:
    """How files are downloaded."""

    referer: str
    """What the host wants to see: Zhihu answers 403 to readers from elsewhere."""

    base: str = ""
    """Scheme and host to ask instead of those of an address; it alone may be in a private network and without TLS."""

    limit: int = 20_000_000
    """Most bytes of a file."""

    timeout: float = 20.0
    """Seconds without any answer."""

    deadline: float = 120.0
    """Seconds for one try: a host that sends a byte now and then never runs into `timeout`."""

    tries: int = 3
    """How often a file is asked for."""

    pause: float = 2.0
    """Seconds before the second try; twice as many before the next."""

    def get(self, address: str) -> bytes:
        """Return the content at `address`; raises DownloadError after the last try."""
        for number in range(1, self.tries + 1):
            try:
                return self._once(address, time.monotonic() + self.deadline)
            except DownloadError as error:
                if not error.may_pass or number == self.tries:
                    raise
                time.sleep(self.pause * 2 ** (number - 1))
        raise DownloadError("nobody tried")

    def _once(self, address: str, until: float) -> bytes:
        url = self._based(address)
        for _ in range(_MOST_REDIRECTS + 1):
            parts = urlsplit(url)
            with _spoken_plainly(), closing(self._connection(parts)) as connection:
                path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
                connection.request("GET", path, headers={"Referer": self.referer, "User-Agent": "zhihu-export-site"})
                response = connection.getresponse()
                if response.status not in _REDIRECTS:
                    return self._content(response, until)
                url = urljoin(url, response.headers.get("Location", ""))
        raise DownloadError(f"more than {_MOST_REDIRECTS} redirects")

    def _based(self, address: str) -> str:
        parts = urlsplit(address)
        base = urlsplit(self.base)
        return parts._replace(scheme=base.scheme, netloc=base.netloc).geturl() if self.base else address

    def _connection(self, parts: SplitResult) -> HTTPConnection:
        is_base = bool(self.base) and (parts.scheme, parts.netloc) == urlsplit(self.base)[:2]
        if not parts.hostname or (parts.scheme != "https" and not is_base):
            raise DownloadError(f"{parts.geturl()[:100]!r} is no address with https")
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = kind(parts.hostname, parts.port, timeout=self.timeout)
        if not is_base:
            # The one place where a name becomes an address.
            connection._create_connection = _connect_publicly  # type: ignore[attr-defined]  # noqa: SLF001
        return connection

    def _content(self, response: HTTPResponse, until: float) -> bytes:
        if response.status != HTTPStatus.OK:
            may_pass = response.status in _WORTH_ANOTHER_TRY
            raise DownloadError(f"the host answers {response.status} {response.reason}", may_pass=may_pass)
        expected = response.length
        if expected is not None and expected > self.limit:
            raise DownloadError(f"{expected:,} bytes; at most {self.limit:,} are taken")
        content = bytearray()
        # Not `read`, which waits until a whole piece is there.
        while piece := response.read1(_PIECE):
            content += piece
            if len(content) > self.limit:
                raise DownloadError(f"more than {self.limit:,} bytes")
            if time.monotonic() > until:
                raise DownloadError(f"not there after {self.deadline:g} s", may_pass=True)
        if expected is not None and len(content) < expected:
            raise DownloadError(f"only {len(content):,} of {expected:,} bytes came", may_pass=True)
        return bytes(content)


def _connect_publicly(
    address: tuple[str, int], timeout: float | None = None, source: tuple[str, int] | None = None
) -> socket.socket:
    """Connect as `socket.create_connection` does, to public addresses only."""
    found = socket.getaddrinfo(*address, type=socket.SOCK_STREAM)
    private = [place[0] for *_, place in found if not ip_address(str(place[0]).partition("%")[0]).is_global]
    if private:
        raise DownloadError(f"{address[0]} is {private[0]}, which is not a public address")
    for at, (*_, place) in enumerate(found, 1):
        try:
            return socket.create_connection((str(place[0]), int(place[1])), timeout, source)
        except OSError:
            if at == len(found):
                raise
    raise DownloadError(f"{address[0]} has no address")


@contextmanager
def _spoken_plainly() -> Iterator[None]:
    """Turn what the network and the host do wrong into our error."""
    try:
        yield
    except TimeoutError as error:
        raise DownloadError("no answer in time", may_pass=True) from error
    except (OSError, HTTPException) as error:
        raise DownloadError(f"the connection failed: {str(error) or type(error).__name__}", may_pass=True) from error
