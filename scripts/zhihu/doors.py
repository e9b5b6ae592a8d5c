"""Pages without a language: the root, and `/q/<slug>/`, a link to a question in the reader's own language.

They open in the language chosen last, else in the browser's, and without a script they offer both as links.
"""

import html
from collections.abc import Iterator, Mapping, Sequence

from zhihu.facts import Facts
from zhihu.lists import Listed
from zhihu.words import LANGUAGES, Language, say

_DOOR = """\
<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<meta name="description" content="{description}">
<link rel="icon" href="{root}assets/images/favicon.svg">
<link rel="stylesheet" href="{root}assets/stylesheets/door.css">
<script src="{root}assets/javascripts/door.js"></script>
</head>
<body>
<main>
<h1>{title}</h1>
<ul>
{links}
</ul>
</main>
</body>
</html>
"""


def doors(facts: Facts, lists: Mapping[Language, Sequence[Listed]]) -> Iterator[tuple[str, str]]:
    """Yield path below `docs/` and content of the root page and of each question's page without a language."""
    name = facts.site.site.name
    words = {language: name.in_(language) for language in LANGUAGES}
    yield "index.html", _door("", "", words, facts.site.site.description.zh)
    for chinese, english in zip(lists["zh"], lists["en"], strict=True):
        titles: dict[Language, str] = {"zh": chinese.title, "en": english.title}
        yield f"q/{chinese.slug}/index.html", _door("../../", f"q/{chinese.slug}/", titles, name.zh)


def _door(root: str, path: str, titles: Mapping[Language, str], description: str) -> str:
    links = "\n".join(
        f'<li><a href="{root}{language}/{path}" hreflang="{language}" lang="{language}" data-language="{language}">'
        f"{html.escape(titles[language])}</a> ({say(language, 'language')})</li>"
        for language in LANGUAGES
    )
    title = html.escape(" · ".join(dict.fromkeys(titles.values())))
    return _DOOR.format(lang="zh", title=title, description=html.escape(description), root=root, links=links)
