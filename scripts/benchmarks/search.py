"""How good the search is, beside Material's own with jieba and Pagefind, and how it does with many questions."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles

import click

from benchmarks.asking import Answer, ask, chromium, read_queries
from benchmarks.peers import INSTALL, ROOT, build_material, build_ours, build_pagefind
from benchmarks.scale import measure

_HOME = {"zh": "zh/", "en": "en/"}
_ROWS = ("queries", "recall@1", "recall@3", "MRR", "empty", "false hits", "other language", "median ms", "95th ms")


@click.command()
@click.option(
    "--queries",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=ROOT / "tests/search/queries.json",
    help="JSON: a list of {lang, class, query, expect}.",
)
@click.option("--misses", is_flag=True, help="Also list the queries of ours without the right question first.")
@click.option("--questions", type=int, multiple=True, help="Measure with so many synthetic questions instead.")
def search(queries: Path, misses: bool, questions: Sequence[int]) -> None:  # noqa: FBT001  # a command's option
    """Ask QUERIES of our site, of plain Material and of Pagefind, through Chromium; print how good the answers are."""
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        ours = build_ours(folder)
        if questions:
            for row in measure(browser, ours, questions):
                click.echo(row)
            return
        asked = read_queries(queries)
        sites = {
            "ours": (ours, "box"),
            "Material": (build_material(folder / "material"), "box"),
            "Pagefind": (build_pagefind(folder, ours), "pagefind"),
        }
        answers = {peer: ask(browser, site, asked, _HOME, kind) for peer, (site, kind) in sites.items() if site}
    columns = [figures(found) for found in answers.values()]
    click.echo(f"{'':16}" + "".join(f"{peer:>12}" for peer in answers))
    for row, values in zip(_ROWS, zip(*columns, strict=True), strict=True):
        click.echo(f"{row:16}" + "".join(f"{value:>12}" for value in values))
    if len(answers) < len(sites):
        click.echo(f"not installed: {', '.join(sites.keys() - answers)}; {INSTALL}")
    for line in (*_classes(answers["ours"]), *(_misses(answers["ours"]) if misses else ())):
        click.echo(line)


def figures(answers: Sequence[Answer]) -> list[str]:
    """Return what the answers come to, in the order of the rows."""
    asked = [a for a in answers if a.query.expect]
    ranks = [_rank(a) for a in asked]
    milliseconds = [a.seconds * 1000 for a in answers]
    share = len(asked) or 1
    above = sum(a.above for a in asked) or 1
    return [
        str(len(answers)),
        f"{sum(rank == 1 for rank in ranks) / share:.3f}",
        f"{sum(0 < rank <= 3 for rank in ranks) / share:.3f}",  # noqa: PLR2004  # recall@3
        f"{sum(1 / rank for rank in ranks if rank) / share:.3f}",
        str(sum(not a.slugs for a in asked)),
        str(sum(bool(a.slugs) for a in answers if not a.query.expect)),
        f"{sum(a.foreign for a in asked) / above:.2f}",
        f"{median(milliseconds):.0f}",
        f"{quantiles(milliseconds, n=20)[-1] if len(milliseconds) > 1 else milliseconds[0]:.0f}",
    ]


def _rank(answer: Answer) -> int:
    """Return the place of the first right question, from 1; 0 if it is not there."""
    return next((at for at, slug in enumerate(answer.slugs, 1) if slug in answer.query.expect), 0)


def _classes(answers: Sequence[Answer]) -> list[str]:
    kinds = dict.fromkeys(a.query.kind for a in answers if a.query.expect)
    ranks = {kind: [_rank(a) for a in answers if a.query.kind == kind and a.query.expect] for kind in kinds}
    return [f"  {kind:16}{found.count(1)} of {len(found)} first" for kind, found in ranks.items()]


def _misses(answers: Sequence[Answer]) -> list[str]:
    wrong = [a for a in answers if (_rank(a) != 1 if a.query.expect else a.slugs)]
    return [f"  {a.query.kind}: {a.query.query} -> {', '.join(a.slugs[:3]) or 'nothing'}" for a in wrong]
