"""Pages without a language: the root, and `/q/<slug>/`, a link to a question in the reader's own language.

They open in the language chosen last, else in the browser's, and without a script they offer both as links.
"""

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence

from zhihu.facts import Facts
from zhihu.lists import Listed
from zhihu.words import LANGUAGES, Language, say

_DOOR = """\
<!doctype html>
<html lang="zh">
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
<h1>{heading}</h1>
<ul>
{links}
</ul>
</main>
</body>
</html>
"""


def doors(facts: Facts, lists: Mapping[Language, Sequence[Listed]]) -> Iterator[tuple[str, str]]:
    """Yield path below `docs/` and content of the root page and of each question's page without a language."""
    site = facts.site.site
    names = {language: site.name.in_(language) for language in LANGUAGES}
    yield "index.html", _door("", "", names, " ".join(site.description.in_(language) for language in LANGUAGES))
    for chinese, english in zip(lists["zh"], lists["en"], strict=True):
        titles: dict[Language, str] = {"zh": chinese.title, "en": english.title}
        yield f"q/{chinese.slug}/index.html", _door("../../", f"q/{chinese.slug}/", titles, _joined(names.values()))


def _door(root: str, path: str, titles: Mapping[Language, str], description: str) -> str:
    # Where nobody has translated a title, both are the Chinese one.
    distinct = {"zh": titles["zh"]} if titles["en"] == titles["zh"] else titles
    heading = " ".join(f'<span lang="{language}">{html.escape(title)}</span>' for language, title in distinct.items())
    links = "\n".join(
        f'<li><a href="{root}{language}/{path}" hreflang="{language}" lang="{language}">'
        f"{say(language, 'language')}</a></li>"
        for language in LANGUAGES
    )
    return _DOOR.format(
        title=html.escape(_joined(titles.values())),
        description=html.escape(description),
        heading=heading,
        root=root,
        links=links,
    )


def _joined(words: Iterable[str]) -> str:
    return " · ".join(dict.fromkeys(words))
