"""Ask other hosts for what the site built into SITE links to, and report what is gone as facts to look at."""

from datetime import UTC, datetime
from pathlib import Path

import click

from zhihu.commands import fail_clearly
from zhihu.errors import InputError
from zhihu.outside.asking import Manners, ask_all
from zhihu.outside.links import findings_of, outside_links
from zhihu.outside.memory import remember, remembered
from zhihu.report import findings_text, severities


@click.command(help=__doc__)
@click.argument("site", type=click.Path(file_okay=False, path_type=Path), default=Path("site"))
@click.option(
    "--kept",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path(".cache/links.json"),
    show_default=True,
    help="File of earlier answers; safe to delete.",
)
@click.option("--rest", default=Manners().rest, show_default=True, help="Seconds between two requests to one host.")
@fail_clearly
def main(site: Path, kept: Path, rest: float) -> None:
    """Run the command: exit 0 whatever other hosts answer, 2 on bad input."""
    if not (site / "index.html").is_file():
        raise InputError(site, 0, "there is no built site here", "index.html; run make site")
    today = datetime.now(UTC).date()
    links, answers = outside_links(site), remembered(kept, today)
    known = len(links.keys() & answers.keys())
    try:
        for url, answer in ask_all((url for url in links if url not in answers), today, Manners(rest)):
            answers[url] = answer
    finally:
        # Also of a run that was stopped: nobody is asked twice for nothing.
        remember(kept, answers)
    findings = findings_of(links, answers)
    click.echo(findings_text(findings), nl=False)
    click.echo(
        f"{len(links)} links to other hosts, {known} answers known from before; findings: {severities(findings)}"
    )


if __name__ == "__main__":
    main()
