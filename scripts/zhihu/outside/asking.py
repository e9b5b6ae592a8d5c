"""Ask other hosts gently: one request at a time to each, with a rest between two, and only some in one run."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import chain
from time import sleep
from urllib.parse import urljoin

import urllib3
from urllib3.exceptions import HTTPError, MaxRetryError

from zhihu.markdown.addresses import host_of
from zhihu.outside.answers import Answer

_AGENT = "zhihu-export-site link check (one request a second; reads no content)"

_HOSTS_AT_ONCE = 4

# Hosts that do not know HEAD, or say nonsense to it.
_ASK_AGAIN = range(400, 600)


@dataclass(frozen=True, slots=True)
class Manners:
    """How much a host is asked for."""

    rest: float = 1.0
    """Seconds between two requests to one host."""

    most: int = 40
    """Addresses of one host in one run; the others wait for the next."""

    patience: float = 20.0
    """Seconds until a host counts as silent."""


def ask_all(urls: Iterable[str], today: date, manners: Manners) -> Iterator[tuple[str, Answer]]:
    """Yield each address with what its host answered."""
    by_host: defaultdict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[host_of(url)].append(url)
    with ThreadPoolExecutor(_HOSTS_AT_ONCE) as threads:
        rounds = threads.map(lambda some: list(_ask_one_host(some[: manners.most], today, manners)), by_host.values())
        yield from chain.from_iterable(rounds)


def _ask_one_host(urls: Iterable[str], today: date, manners: Manners) -> Iterator[tuple[str, Answer]]:
    retries = urllib3.Retry(total=5, connect=1, read=1, redirect=5, status=1, raise_on_redirect=False)
    pool = urllib3.PoolManager(
        headers={"User-Agent": _AGENT, "Accept": "*/*"}, timeout=manners.patience, retries=retries
    )
    with pool:
        for url in urls:
            yield url, ask(url, pool, today)
            sleep(manners.rest)


def ask(url: str, pool: urllib3.PoolManager, today: date) -> Answer:
    """Return what the host of `url` answers."""
    day = today.isoformat()
    try:
        response = pool.request("HEAD", url)
        if response.status in _ASK_AGAIN:
            response = pool.request("GET", url, preload_content=False)
            response.release_conn()
    except (HTTPError, UnicodeError, ValueError) as error:
        return Answer(0, _cause(error), day)
    return Answer(response.status, _moved_to(url, response), day)


def _moved_to(url: str, response: urllib3.BaseHTTPResponse) -> str:
    end = url
    for step in response.retries.history if response.retries else ():
        end = urljoin(end, step.redirect_location or "")
    return "" if end in {url, f"{url}/"} else f"now {end}"


def _cause(error: Exception) -> str:
    """Return in short why nothing came back."""
    cause = error.reason if isinstance(error, MaxRetryError) and error.reason else error
    return str(cause).rpartition(": ")[2][:120]
