"""What a run tells the person who started it: findings, numbers, and the ledger as one file."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from zhihu.disk.store import Plan
from zhihu.model import SEVERITIES, Finding
from zhihu.pages.gather import Gathered
from zhihu.proof.ledger import decode


def findings_text(findings: Iterable[Finding]) -> str:
    """Return `findings`, a line each."""
    return "".join(f"{finding}\n" for finding in findings)


def severities(findings: Sequence[Finding]) -> str:
    """Return how many findings there are of each severity."""
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(f"{counts[severity]} {severity}{'s' * (counts[severity] != 1)}" for severity in SEVERITIES)


def summary(gathered: Gathered, plan: Plan) -> str:
    """Return the numbers of a run: edits per rule, pages, findings."""
    width = max(map(len, gathered.edits), default=0)
    edits = "".join(f"  {rule:{width}}  {count:6}\n" for rule, count in sorted(gathered.edits.items()))
    exports = sum(1 for _ in _ledgers(gathered))
    return (
        f"{sum(gathered.edits.values())} edits in {exports} exports\n{edits}"
        f"{len(plan.written)} files written, {len(plan.unchanged)} unchanged, {len(plan.removed)} removed\n"
        f"findings: {severities(gathered.findings)}\n"
    )


def report_lines(gathered: Gathered) -> Iterator[str]:
    """Yield the edits of all exports as JSON lines."""
    for path, data in _ledgers(gathered):
        ledger = decode(data, Path(path))
        for entry in ledger.entries:
            fields = {
                "export": ledger.header.export,
                "line": entry.line,
                "column": entry.column,
                "rule": entry.rule,
                "before": entry.before,
                "after": entry.after,
                "page": entry.page,
            }
            yield msgspec.json.encode(fields).decode() + "\n"


def _ledgers(gathered: Gathered) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the bytes of each ledger; their list has the same folder and another suffix."""
    return (
        (path, data) for path, data in gathered.pages.items() if path.startswith("ledger/") and path.endswith(".jsonl")
    )
