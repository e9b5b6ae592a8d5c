"""What a user sees instead of a traceback: each error carries its place and what was expected there."""

from collections.abc import Sequence
from pathlib import Path


class ZhihuError(Exception):
    """Base of every error this project raises on purpose."""


class InputError(ZhihuError):
    """Input the run cannot go on with: the command prints it and exits 2, nothing on the disk has changed."""

    def __init__(self, path: Path | str, line: int, problem: str, expected: str) -> None:
        """Build the message `path:line: problem; expected …` from its parts."""
        self.path = str(path)
        self.line = line
        self.problem = problem
        self.expected = expected
        super().__init__(f"{self.path}:{line}: {problem}; expected {expected}")


class ExportError(InputError):
    """An export that cannot be read."""


class FactsError(InputError):
    """A file of facts (`source/**/*.toml`) that does not say what it must."""


class LedgerError(InputError):
    """A ledger under `docs/ledger/` that is missing, damaged or does not fit its pages."""


class InputErrors(ZhihuError):  # noqa: N818  # it is several
    """Everything that is wrong with the input, so that one run shows it all."""

    def __init__(self, errors: Sequence[InputError]) -> None:
        """Join the messages of `errors`, a line each."""
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in errors))
