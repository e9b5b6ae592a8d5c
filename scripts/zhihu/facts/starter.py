"""The files of facts as a new site has them: explained at their top, and with nothing in them."""

from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

_SITE = """\

[site]
name = { zh = "知乎问答", en = "Zhihu Q&A" }
description = { zh = "从知乎导出的问答：一题一页，保留作者原文，并列出清理时的每处改动。", \
en = "Questions and answers exported from Zhihu: one page per question, with every change made in cleaning." }

# [author]
# name = "…"
"""


def starters(source: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file of facts in `source` that belongs to the whole site, with its content in a new one."""
    for path in sorted(source.glob("*.toml")):
        head = takewhile(lambda line: line.startswith("#"), path.read_text(encoding="utf-8").splitlines(keepends=True))
        yield path, "".join(head) + (_SITE if path.name == "site.toml" else "")
