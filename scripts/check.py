"""Check pages, ledger and built site, or rebuild the exports from pages and ledger alone."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from zhihu.commands import docs_option, fail_clearly, source_option
from zhihu.disk.run import addresses_of, changes_of, store_of
from zhihu.disk.store import Changes, Store
from zhihu.errors import InputError
from zhihu.model import Finding
from zhihu.pages.gather import gather
from zhihu.pages.published import lost_addresses, silent_addresses
from zhihu.proof.rebuild import Rebuilt, missing_ledgers, rebuild
from zhihu.report import findings_text, severities
from zhihu.site.checks import check_site

_folder = click.Path(file_okay=False, path_type=Path)


@click.command(help=__doc__)
@source_option
@docs_option
@click.option("--site", type=_folder, help="Check the site built into this folder too.")
@click.option("--rebuild", "out", type=_folder, help="Rebuild every export into this folder, from pages and ledger.")
@fail_clearly
def main(source: Path, docs: Path, site: Path | None, out: Path | None) -> None:
    """Run the command: exit 0 if all is well, 1 with findings of severity error, 2 on bad input."""
    store = store_of(source, docs)
    if out:
        exports, missing = store.read_whole(lambda: (list(rebuild(docs)), list(missing_ledgers(docs))))
        findings = _write_exports(exports, docs, source, out) + missing
    else:
        findings = store.read_whole(lambda: list(_pages(source, docs, store)))
        findings += [*lost_addresses(addresses_of(docs))]
        if site:
            findings += [*check_site(_existing(site), docs), *silent_addresses(addresses_of(docs), site)]
    findings = sorted(set(findings))
    click.echo(f"{findings_text(findings)}findings: {severities(findings)}")
    sys.exit(1 if any(finding.severity == "error" for finding in findings) else 0)


def _pages(source: Path, docs: Path, store: Store) -> Iterator[Finding]:
    """Yield what the exports, the facts and the pages on the disk give to see."""
    gathered = gather(source, docs)
    yield from gathered.findings
    plan = store.plan(changes_of(gathered, source, docs))
    for path in (*plan.written, *plan.removed):
        yield Finding(str(path), 0, "error", "stale", "not what scripts/clean.py writes", "run scripts/clean.py")
    for rebuilt in rebuild(docs):
        yield from rebuilt.findings


def _existing(site: Path) -> Path:
    if not (site / "index.html").is_file():
        raise InputError(site, 0, "there is no built site here", "index.html; run mkdocs build")
    return site


def _write_exports(exports: list[Rebuilt], docs: Path, source: Path, out: Path) -> list[Finding]:
    if any(_overlap(out, folder) for folder in (docs, source)):
        raise InputError(out, 0, "the folder belongs to the project", "a folder outside of docs and source")
    if not exports:
        raise InputError(docs / "ledger", 0, "there is no ledger here", "what scripts/clean.py wrote")
    with Store(out / ".rebuild.json", (out,)).session() as commit:
        commit(Changes({out / rebuilt.name: rebuilt.data for rebuilt in exports}))
    for rebuilt in exports:
        click.echo(f"{out / rebuilt.name}: {'byte-identical' if rebuilt.is_whole else 'differs'}")
    return [finding for rebuilt in exports for finding in rebuilt.findings]


def _overlap(one: Path, other: Path) -> bool:
    places = [Path(os.path.realpath(path)) for path in (one, other)]
    return places[0].is_relative_to(places[1]) or places[1].is_relative_to(places[0])


if __name__ == "__main__":
    main()
