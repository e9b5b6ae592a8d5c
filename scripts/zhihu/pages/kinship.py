"""Why a question is named beside another, and which ones stand before and behind it."""

from collections.abc import Mapping, Sequence

from zhihu.facts.tables import UNSORTED, Facts, Question
from zhihu.markdown.plain import escaped
from zhihu.pages.words import Language, say


def reason(question: Question, other: Question, facts: Facts, language: Language) -> str:
    """Return, as Markdown, what `other` has in common with `question`: tags, else the topic, else that we chose it."""
    shared = [facts.site.tags[tag].in_(language) for tag in question.tags if tag in other.tags]
    if shared:
        return _because(language, "tags", shared)
    if question.topic == other.topic != UNSORTED:
        return _because(language, "topic", [facts.topic(question.topic).in_(language)])
    return say(language, "related_by_editors")


def _because(language: Language, key: str, names: Sequence[str]) -> str:
    words = say(language, "list_comma").join(map(escaped, names))
    return f"{say(language, f'related_{key}', count=len(names))}{say(language, 'colon')}{words}"


def turns(slugs: Sequence[str], path: Sequence[str]) -> Mapping[str, tuple[str | None, str | None]]:
    """Return what stands before and behind each question: those of the reading `path` first, then the rest in order."""
    listed = dict.fromkeys(slugs)
    order = [*dict.fromkeys([*(slug for slug in path if slug in listed), *slugs])]
    return dict(zip(order, zip([None, *order], [*order[1:], None], strict=False), strict=True))
