"""Clean every export below SOURCE and write the pages, or name the pages that are stale."""

import sys
from pathlib import Path

import click

from zhihu.commands import Report, docs_option, fail_clearly, report_file, source_option, watched
from zhihu.disk.run import addresses_of, cache_of, changes_of, store_of
from zhihu.model import Finding
from zhihu.pages.gather import Gathered, gather
from zhihu.report import findings_text, report_lines, severities, summary


@click.command(help=__doc__)
@source_option
@docs_option
@click.option("--check", "only_check", is_flag=True, help="Write nothing; name each stale page and exit 1.")
@click.option("--report", type=click.Path(path_type=Path), help="Write the ledger into this file, as JSON lines.")
@fail_clearly
def main(source: Path, docs: Path, report: Path | None, *, only_check: bool) -> None:
    """Run the command: exit 0 if all is well, 1 with findings of severity error or stale pages, 2 on bad input."""
    with report_file(report, (source, docs, addresses_of(docs))) as write_report:
        act = _name_stale if only_check else _write
        is_fine = act(source, docs, write_report)
    sys.exit(0 if is_fine else 1)


def _write(source: Path, docs: Path, write_report: Report) -> bool:
    """Write the pages, and return whether no finding is an error."""
    cache = cache_of(docs)
    with store_of(source, docs).session() as commit:
        gathered = gather(source, docs, watched, cache)
        write_report(report_lines(gathered))
        plan = commit(changes_of(gathered, source, docs))
        cache.save()
    click.echo(findings_text(gathered.findings) + summary(gathered, plan), nl=False)
    return not _errors(gathered)


def _name_stale(source: Path, docs: Path, write_report: Report) -> bool:
    """Name the stale pages, and return whether there is none and no finding is an error."""
    store = store_of(source, docs)
    gathered = store.read_whole(lambda: gather(source, docs, watched, cache_of(docs)))
    write_report(report_lines(gathered))
    plan = store.plan(changes_of(gathered, source, docs))
    stale = [*plan.written, *plan.removed]
    for path in stale:
        click.echo(f"{path}: stale; expected what scripts/clean.py writes")
    click.echo(findings_text(_errors(gathered)), nl=False)
    click.echo(f"{len(stale)} stale, {len(plan.unchanged)} current; findings: {severities(gathered.findings)}")
    return not stale and not _errors(gathered)


def _errors(gathered: Gathered) -> list[Finding]:
    return [finding for finding in gathered.findings if finding.severity == "error"]


if __name__ == "__main__":
    main()
