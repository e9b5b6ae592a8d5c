"""Clean every export below SOURCE and write the pages, or name the pages that are stale."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import click

from zhihu.commands import docs_option, fail_clearly, source_option, watched
from zhihu.gather import gather
from zhihu.model import Finding
from zhihu.report import findings_text, report_lines, severities, summary
from zhihu.run import changes_of, store_of


@click.command(help=__doc__)
@source_option
@docs_option
@click.option("--check", "only_check", is_flag=True, help="Write nothing; name each stale page and exit 1.")
@click.option("--report", type=click.File("w", encoding="utf-8", atomic=True), help="Write the ledger as JSON lines.")
@fail_clearly
def main(source: Path, docs: Path, report: TextIO | None, *, only_check: bool) -> None:
    """Run the command: exit 0 if all is well, 1 with findings of severity error or stale pages, 2 on bad input."""
    if only_check:
        _name_stale(source, docs)
    with store_of(source, docs).session() as commit:
        gathered = gather(source, docs, watched)
        plan = commit(changes_of(gathered, source, docs))
    if report:
        report.writelines(report_lines(gathered))
    click.echo(findings_text(gathered.findings) + summary(gathered, plan), nl=False)
    sys.exit(_has_error(gathered.findings))


def _name_stale(source: Path, docs: Path) -> None:
    store = store_of(source, docs)
    gathered = store.read_whole(lambda: gather(source, docs, watched))
    plan = store.plan(changes_of(gathered, source, docs))
    stale = [*plan.written, *plan.removed]
    for path in stale:
        click.echo(f"{path}: stale; expected what scripts/clean.py writes")
    errors = [finding for finding in gathered.findings if finding.severity == "error"]
    click.echo(findings_text(errors), nl=False)
    click.echo(f"{len(stale)} stale, {len(plan.unchanged)} current; findings: {severities(gathered.findings)}")
    sys.exit(bool(stale) or bool(errors))


def _has_error(findings: Sequence[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)


if __name__ == "__main__":
    main()
