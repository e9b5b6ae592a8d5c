"""What other hosts answered, and what that means for a reader."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["there", "gone", "unknown"]

# A redirect is no answer: after five of them nobody knows where they lead.
_THERE = range(200, 300)
_GONE = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one address."""

    status: int
    """The HTTP status after redirects; 0 where no host answered."""

    detail: str
    """Where the redirects ended, or why nothing came back."""

    asked: str
    """The day, as YYYY-MM-DD."""

    @property
    def verdict(self) -> Verdict:
        """Whether a reader finds something there; many hosts turn programs away that readers may enter."""
        if self.status in _THERE:
            return "there"
        return "gone" if self.status in _GONE else "unknown"

    def __str__(self) -> str:
        """Return it as a report shows it."""
        said = f"HTTP {self.status}" if self.status else "no answer"
        return f"{said} ({self.detail})" if self.detail else said
