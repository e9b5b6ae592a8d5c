"""What a page tells its reader about things that the export lost."""

from collections.abc import Iterator

from zhihu.exports.found import CleanParts
from zhihu.exports.sections import Section


def notices_of(section: Section, parts: CleanParts) -> Iterator[str]:
    """Yield the keys of the words (`words.zh.toml`) that the page of `section` has to say."""
    if section.kind == "loose":
        yield "loose"
    if section.kind == "question" and "answer" not in parts:
        yield "no_answer"
    if "answer" in parts and _is_only_lost_link(parts):
        yield "only_link"


def _is_only_lost_link(parts: CleanParts) -> bool:
    """Return whether the answer is one link, the label of which was lost."""
    answer = parts["answer"]
    links = answer.document.links
    if len(links) != 1 or not any(edit.rule == "lost_label" for edit in answer.edits.applied):
        return False
    return not (answer.document.text[: links[0].start] + answer.document.text[links[0].end :]).strip()
