"""Diagrams of what passes through what; narrow, so that a phone shows them at the size of its text."""

from zhihu.figures.marks import arrow, box, path, titled, words
from zhihu.figures.plots import Drawn, Labels

_WIDTH = 360.0


def instag(labels: Labels) -> Drawn:
    """Draw the pipeline of InsTag from queries to selected data."""
    steps = (
        ("queries", 6, 50, "box"),
        ("tagging", 78, 68, "box"),
        ("normalising", 168, 68, "box"),
        ("tags", 258, 50, "wash"),
        ("sampling", 330, 50, "box"),
    )
    marks = [titled((6, y), (212, h), labels[name], labels[f"{name}_more"], look) for name, y, h, look in steps]
    marks += [arrow((112, y + h), (112, y + h + 22)) for _, y, h, _ in steps[:-1]]
    marks.append(titled((240, 100), (114, 114), labels["quality"], labels["quality_more"], "frozen"))
    marks += [path([(218, y), (240, y)], "dashed") for y in (124, 190)]
    return "".join(marks), (_WIDTH, 386)


def evol_instruct(labels: Labels) -> Drawn:
    """Draw how a seed instruction evolves in depth and in breadth."""
    ways = ("constraints", "deepening", "concretizing", "reasoning", "input")
    marks = [titled((90, 6), (180, 50), labels["seed"], labels["seed_more"], "wash")]
    for left, start, name in ((6, 140, "depth"), (190, 220, "breadth")):
        marks.append(arrow((start, 56), (left + 82, 88)))
        marks.append(titled((left, 88), (164, 50), labels[name], labels[f"{name}_more"]))
    for at, way in enumerate(ways):
        y = 150 + at * 34
        marks += [box((26, y), (144, 26), "gap"), words((98, y + 17.5), labels[way], "small", "middle")]
        marks.append(path([(14, y + 13), (26, y + 13)]))
    marks.append(path([(14, 138), (14, 150 + 4 * 34 + 13)]))
    marks += [arrow((272, 138), (272, 168)), box((200, 168), (144, 34), "gap")]
    marks.append(words((272, 189.5), labels["new"], "small", "middle"))
    marks += [arrow((98, 312), (98, 338)), arrow((272, 202), (272, 338))]
    marks += [box((6, 338), (348, 34), "frozen"), words((180, 359.5), labels["elimination"], "", "middle")]
    return "".join(marks), (_WIDTH, 378)


def ppo_models(labels: Labels) -> Drawn:
    """Draw the four models of PPO and what they hand on to each other."""
    columns = (("reward", "score", 8, "frozen"), ("reference", "kl", 126, "frozen"), ("value", "estimate", 244, "wash"))
    marks = [
        words((180, 18), labels["prompt"], "muted", "middle"),
        arrow((180, 26), (180, 48)),
        titled((112, 48), (136, 40), labels["policy"], "", "wash"),
        path([(180, 88), (180, 122)]),
        words((188, 108), labels["response"], "muted small"),
        path([(62, 122), (298, 122)]),
    ]
    for name, gives, left, look in columns:
        middle = left + 54
        marks += [arrow((middle, 122), (middle, 146)), titled((left, 146), (108, 40), labels[name], "", look)]
        marks += [path([(middle, 186), (middle, 238)]), words((middle + 7, 210), labels[gives], "muted small")]
    marks += [path([(62, 238), (298, 238)]), arrow((180, 238), (180, 258))]
    marks.append(titled((112, 258), (136, 36), labels["advantage"], "", "box"))
    marks += [arrow((248, 275), (356, 275), (356, 68), (248, 68)), arrow((356, 166), (352, 166))]
    marks.append(words((300, 268), labels["update"], "muted small", "middle"))
    return "".join(marks), (_WIDTH, 300)
