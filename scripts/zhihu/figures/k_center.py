"""K-center selection, run on points placed at random with a fixed seed."""

from math import dist
from random import Random

from zhihu.figures.marks import Point, diamond, dot, path, words
from zhihu.figures.plots import Drawn, Labels

_SEED = 7
_CENTRES = ((86.0, 84.0), (262.0, 66.0), (292.0, 208.0), (104.0, 226.0), (190.0, 150.0))
_AROUND = 13
"""Points around each centre."""

_APART = 11.0
"""Least distance between two points, so that each is to be seen."""

_TRAINING = 8
_NEW = 6
_MARGIN = 16.0
_WIDTH, _HEIGHT = 360.0, 290.0


def points() -> tuple[list[Point], list[Point]]:
    """Return training data and the pool: training data lie together, as those do that look alike."""
    random = Random(_SEED)  # noqa: S311  # a drawing is no secret
    cloud = [_kept((x + random.gauss(0, 27), y + random.gauss(0, 23))) for x, y in _CENTRES for _ in range(_AROUND)]
    apart = [point for at, point in enumerate(cloud) if all(dist(point, other) > _APART for other in cloud[:at])]
    by_place = sorted(apart, key=lambda point: dist(point, _CENTRES[0]))
    return by_place[:_TRAINING], by_place[_TRAINING:]


def _kept(point: Point) -> Point:
    return (
        min(max(point[0], _MARGIN), _WIDTH - _MARGIN),
        min(max(point[1], _MARGIN), _HEIGHT - _MARGIN),
    )


def selected(training: list[Point], pool: list[Point], count: int) -> list[tuple[Point, Point]]:
    """Return `count` points of `pool`, each the farthest from all chosen before, with the nearest of those."""
    chosen, picked = list(training), []
    for _ in range(count):
        new = max(pool, key=lambda point: (min(dist(point, other) for other in chosen), point))
        picked.append((new, min(chosen, key=lambda other: (dist(new, other), other))))
        chosen.append(new)
    return picked


def k_center(labels: Labels) -> Drawn:
    """Draw training data, the pool, and the points that are selected, in order."""
    training, pool = points()
    picked = selected(training, pool, _NEW)
    new = [point for point, _ in picked]
    marks = [
        *(path(pair, "dashed") for pair in picked),
        *(dot(point, 4, "ring") for point in pool if point not in new),
        *(dot(point, 5, "blue") for point in training),
        *(diamond(point, 10, "red") for point in new),
        *(words((x, y + 4), str(at), "small bold on", "middle") for at, (x, y) in enumerate(new, 1)),
        path([(0, _HEIGHT + 6), (_WIDTH, _HEIGHT + 6)], "grid"),
        dot((14, _HEIGHT + 26), 5, "blue"),
        words((26, _HEIGHT + 30), labels["training"]),
        dot((164, _HEIGHT + 26), 4, "ring"),
        words((176, _HEIGHT + 30), labels["rest"]),
        diamond((14, _HEIGHT + 50), 8, "red"),
        words((26, _HEIGHT + 54), labels["novel"]),
    ]
    return "".join(marks), (_WIDTH, _HEIGHT + 64)
