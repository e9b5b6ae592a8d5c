"""How the time of cleaning grows with texts that a careless pattern would read again and again."""

from time import process_time

import click

from zhihu.clean import clean
from zhihu.exports.splitting import split
from zhihu.markdown.document import parse
from zhihu.model import TextFacts

_SIGNS = (
    "[",
    "*",
    "(",
    "https://link.zhihu.com/?target=",
    "$a ",
    "[^1]",
    "**a**",
    "<",
    "`",
    "- ",
    "[a](b)",
    "<b>",
    "?",
)
_BYTES = 1_000_000


@click.command()
def growth() -> None:
    """Clean a megabyte of one sign on one line, and half of it; print seconds of the processor and their ratio."""
    click.echo(f"{'':32}{'1 MB, s':>9}{'to half':>9}")
    for sign in _SIGNS:
        half, whole = _seconds(sign, _BYTES // 2), _seconds(sign, _BYTES)
        click.echo(f"{sign:32}{whole:9.2f}{whole / half:9.1f}")


def _seconds(sign: str, size: int) -> float:
    text = sign * (size // len(sign))
    began = process_time()
    split(parse(text), "a.md")
    clean(text, TextFacts())
    return process_time() - began
