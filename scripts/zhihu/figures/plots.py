"""Curves, computed from their formulas."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import exp, log, log1p, log10

from zhihu.figures.marks import Point, dot, path, words

Labels = Mapping[str, str]
Drawn = tuple[str, tuple[float, float]]
"""Marks, and the size of the drawing."""

BETA = 0.1
CHOSEN = (0.4, 1e-5)
REJECTED = (0.3, 1e-12)
"""Probabilities before and after, of the worked example."""

_STEPS = 60


@dataclass(frozen=True, slots=True)
class _Plane:
    """A part of a drawing with coordinates of its own."""

    left: float
    top: float
    width: float
    height: float
    x: tuple[float, float]
    """Values at its left and right edge."""
    y: tuple[float, float]
    """Values at its lower and upper edge."""

    def at(self, x: float, y: float) -> Point:
        """Return where the values `x` and `y` lie in the drawing."""
        return (
            self.left + self.width * (x - self.x[0]) / (self.x[1] - self.x[0]),
            self.top + self.height * (self.y[1] - y) / (self.y[1] - self.y[0]),
        )

    def frame(self) -> str:
        """Return the axes."""
        return path([self.at(self.x[0], self.y[1]), self.at(self.x[0], self.y[0]), self.at(self.x[1], self.y[0])])

    def curve(self, function: Callable[[float], float], style: str) -> str:
        """Return the graph of `function`."""
        step = (self.x[1] - self.x[0]) / _STEPS
        values = [self.x[0] + step * n for n in range(_STEPS + 1)]
        return path([self.at(x, function(x)) for x in values], style)

    def levels(self, values: Mapping[float, str]) -> Iterator[str]:
        """Yield a faint line with its label for each of `values` of y."""
        for value, label in values.items():
            x, y = self.at(self.x[0], value)
            yield path([(x, y), (x + self.width, y)], "grid")
            yield words((x - 6, y + 4), label, "small muted", "end")


def loss(margin: float) -> float:
    """Return −log σ(margin), the DPO loss of one pair."""
    return log1p(exp(-margin))


def margin_at(share: float) -> float:
    """Return the margin of the worked example after `share` of the way, both logarithms falling evenly."""
    return BETA * share * (log(CHOSEN[1] / CHOSEN[0]) - log(REJECTED[1] / REJECTED[0]))


def dpo_loss(labels: Labels) -> Drawn:
    """Draw the loss against the margin, with the point where training starts."""
    plane = _Plane(38, 30, 306, 190, (-4, 4), (0, 4.2))
    at = plane.at(0, loss(0))
    marks = [
        *plane.levels({n: str(n) for n in range(5)}),
        *(
            words((plane.at(n, 0)[0], 238), f"{n:+d}".replace("-", "−") if n else "0", "small muted", "middle")
            for n in range(-4, 5, 2)
        ),
        plane.frame(),
        path([(at[0], plane.at(0, 0)[1]), at], "dashed"),
        plane.curve(loss, "curve"),
        dot(at, 5, "point"),
        words((at[0] + 10, at[1] - 10), labels["start"], "bold"),
        words((8, 16), labels["loss"], "muted"),
        words((344, 258), labels["margin"], "muted", "end"),
    ]
    return "".join(marks), (360, 266)


def both_fall(labels: Labels) -> Drawn:
    """Draw two probabilities that fall, and the loss that falls with them."""
    above = _Plane(50, 30, 246, 150, (0, 1), (-13, 0))
    below = _Plane(50, 224, 246, 90, (0, 1), (0, 0.8))
    powers = {-4.0: "10⁻⁴", -8.0: "10⁻⁸", -12.0: "10⁻¹²", 0.0: "1"}
    marks = [words((8, 16), labels["probability"], "muted"), *above.levels(powers), above.frame()]
    for (before, after), style, name in ((CHOSEN, "blue", "chosen"), (REJECTED, "red", "rejected")):
        start, end = log10(before), log10(after)
        marks.append(path([above.at(0, start), above.at(1, end)], f"{style}-line"))
        x, y = above.at(1, end)
        marks += [dot((x, y), 4, style), words((x + 8, y - 6), labels[name], f"small {style}")]
        marks.append(words((x + 8, y + 8), f"10{_raised(round(end))}", f"small {style}"))
    marks += [words((8, 212), labels["loss"], "muted"), *below.levels({0.0: "0", 0.4: "0.4", 0.8: "0.8"})]
    marks += [below.frame(), below.curve(lambda share: loss(margin_at(share)), "curve")]
    for share, shift in ((0, (8, -8)), (1, (8, 4))):
        x, y = below.at(share, loss(margin_at(share)))
        marks += [
            dot((x, y), 4, "point"),
            words((x + shift[0], y + shift[1]), f"{loss(margin_at(share)):.3f}", "bold small"),
        ]
    return "".join([*marks, words((296, 332), labels["time"], "muted", "end")]), (360, 340)


def _raised(power: int) -> str:
    return str(power).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
