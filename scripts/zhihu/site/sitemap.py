"""The sitemap of a large site in parts, and an index of them in its place (sitemaps.org)."""

import gzip
import re
from html import escape

from zhihu.site.built import BuiltSite

ADDRESSES = 10_000
"""Most addresses of a file; 50,000 and 50 MB are allowed, and each address brings those of the other languages."""

_NAME = "sitemap.xml"
_ENTRY = re.compile(r"<url>.*?</url>", re.DOTALL)
_INDEX = """\
<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{parts}
</sitemapindex>
"""


def split_sitemap(site: BuiltSite, most: int = ADDRESSES) -> None:
    """Split a sitemap of more than `most` addresses; its index needs whole ones, so a site without is left alone."""
    path = site.folder / _NAME
    text = path.read_text(encoding="utf-8") if path.is_file() and site.url else ""
    entries = list(_ENTRY.finditer(text))
    if len(entries) <= most:
        return
    head, tail = text[: entries[0].start()], text[entries[-1].end() :]
    names = []
    for number, first in enumerate(range(0, len(entries), most), 1):
        part = entries[first : first + most]
        names.append(f"sitemap-{number}.xml")
        body = text[part[0].start() : part[-1].end()]
        (site.folder / names[-1]).write_text(head + body + tail, encoding="utf-8", newline="\n")
    parts = "\n".join(f"  <sitemap><loc>{escape(site.url + name)}</loc></sitemap>" for name in names)
    index = _INDEX.format(parts=parts)
    path.write_text(index, encoding="utf-8", newline="\n")
    # MkDocs has packed the one that was split.
    path.with_name(f"{_NAME}.gz").write_bytes(gzip.compress(index.encode(), mtime=0))
