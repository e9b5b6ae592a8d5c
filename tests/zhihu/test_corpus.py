"""The laws of the rules on real exports, which nobody here wrote: `../shared/corpus`, beside the project."""

import random
from itertools import chain
from pathlib import Path

import pytest

from zhihu.clean import clean
from zhihu.edits import apply, inverse, resolve
from zhihu.exports.export import find_exports, read_export
from zhihu.markdown.document import parse
from zhihu.model import TextFacts
from zhihu.rules import RULES, edits_of

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
CHUNKS = 8
SEEDS = range(5)
NO_FACTS = TextFacts()

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the corpus of real exports is not at {CORPUS}")


def broken_laws(text: str) -> list[str]:
    """Return which laws do not hold for `text`."""
    document = parse(text)
    by_rule = [list(edits_of(document, NO_FACTS, [rule])) for rule in RULES]
    edits = resolve(chain.from_iterable(by_rule))
    cleaned = apply(text, edits.applied)
    again = clean(cleaned, NO_FACTS).edits.applied
    orders = [random.Random(seed).sample(by_rule, len(by_rule)) for seed in SEEDS]  # noqa: S311, no secret
    laws = {
        f"no conflict: {edits.conflicts[:1]}": not edits.conflicts,
        f"a second run changes nothing: {again[:1]}": not again,
        "undoing restores the text": apply(cleaned, inverse(text, edits.applied)) == text,
        "the order does not matter": all(resolve(chain.from_iterable(order)) == edits for order in orders),
    }
    return [law for law, holds in laws.items() if not holds]


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_laws_hold_for_real_exports(chunk: int) -> None:
    exports = [read_export(path, CORPUS) for path in list(find_exports(CORPUS))[chunk::CHUNKS]]
    broken = {export.name: laws for export in exports if (laws := broken_laws(export.text))}
    assert not broken
