"""Measure how fast this program is; figures are ratios within one run, in which the machine's own speed cancels out."""

import click

from benchmarks.clean import clean
from benchmarks.growth import growth
from benchmarks.search import search
from benchmarks.site import site


@click.group(help=__doc__)
def main() -> None:
    """Run one of the benchmarks below."""


main.add_command(clean)
main.add_command(growth)
main.add_command(search)
main.add_command(site)

if __name__ == "__main__":
    main()
