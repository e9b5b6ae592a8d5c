"""Old addresses of questions: each answers with a page that leads to the new one."""

from collections.abc import Iterator, Mapping

from zhihu.facts.tables import Question
from zhihu.pages.words import LANGUAGES

_PAGE = """\
<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>{slug}</title>
<meta http-equiv="refresh" content="0; url=../{slug}/">
<link rel="canonical" href="../{slug}/">
<p><a href="../{slug}/">{slug}</a></p>
</html>
"""


def moved_pages(questions: Mapping[str, Question]) -> Iterator[tuple[str, str]]:
    """Yield path below `docs/` and content of a page for each old slug."""
    for slug, question in questions.items():
        for old in question.was:
            for language in LANGUAGES:
                yield f"{language}/q/{old}/index.html", _PAGE.format(slug=slug, language=language)
            yield f"q/{old}/index.html", _PAGE.format(slug=slug, language="zh")
