"""The links of a built site to other hosts, each with the first place where it stands."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from zhihu.markdown.addresses import host_of
from zhihu.model import Finding
from zhihu.outside.answers import Answer
from zhihu.site.html_page import read_page

Place = tuple[Path, int]
"""A page, and a line in it."""


def outside_links(site: Path) -> dict[str, Place]:
    """Return the first place of each address on another host that a page of the site built into `site` links to."""
    found: dict[str, Place] = {}
    for path in sorted(site.rglob("*.html")):
        for line, url in read_page(path, site).links:
            if _is_outside(url):
                found.setdefault(urldefrag(url).url, (path, line))
    return found


def _is_outside(url: str) -> bool:
    host = host_of(url)
    # A host of one's own machine or network is nobody else's.
    return bool(host) and urlsplit(url).scheme in {"http", "https"} and host != "localhost"


def findings_of(links: Mapping[str, Place], answers: Mapping[str, Answer]) -> list[Finding]:
    """Return what a person should look at: links that are gone, and links of which nobody can say."""
    findings = []
    for url, (path, line) in links.items():
        answer = answers.get(url)
        if answer is None:
            findings.append(Finding(str(path), line, "note", "outside-unasked", url, "asked in the next run"))
        elif answer.verdict == "gone":
            advice = "look at it in a browser; mend the source, or say there that it is gone"
            findings.append(Finding(str(path), line, "warning", "outside-gone", f"{url}: {answer}", advice))
        elif answer.verdict == "unknown":
            advice = "look at it in a browser: a host may turn programs away"
            findings.append(Finding(str(path), line, "note", "outside-unknown", f"{url}: {answer}", advice))
    return sorted(findings)
