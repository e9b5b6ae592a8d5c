"""All drawings that a script can make, by name."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from zhihu.facts.figures import Figure, drawing_name
from zhihu.figures import diagrams, k_center, packing, plots
from zhihu.figures.plots import Drawn, Labels
from zhihu.figures.style import document
from zhihu.pages.words import LANGUAGES

DRAWINGS: Final[Mapping[str, Callable[[Labels], Drawn]]] = {
    "both-fall": plots.both_fall,
    "dpo-loss": plots.dpo_loss,
    "evol-instruct": diagrams.evol_instruct,
    "instag": diagrams.instag,
    "k-center": k_center.k_center,
    "packing": packing.packing,
    "ppo-models": diagrams.ppo_models,
}


def drawn(figures: Mapping[str, Figure]) -> Iterator[tuple[str, str]]:
    """Yield name and content of each file that a script can draw of `figures`."""
    for name, figure in figures.items():
        draw = DRAWINGS.get(name)
        for language in LANGUAGES if draw else ():
            labels = {key: words.in_(language) for key, words in figure.labels.items()}
            assert draw  # noqa: S101  # seen above
            marks, size = draw(labels)
            yield drawing_name(name, language), document(marks, size, language, figure.alt.in_(language))
