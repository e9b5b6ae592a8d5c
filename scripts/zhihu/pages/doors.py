"""Pages without a language: the root, and `/q/<slug>/`, a link to a question in the reader's own language.

They open in the language chosen last, else in the browser's, and without a script they offer both as links.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urljoin

from zhihu.facts.tables import Facts
from zhihu.pages.lists import Listed
from zhihu.pages.words import LANGUAGES, Language, say

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
{addresses}
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

_ADDRESS = re.compile(r'(<link rel="(?:canonical|alternate)"[^>]* href=")([^"]*)')


def doors(facts: Facts, lists: Mapping[Language, Sequence[Listed]]) -> Iterator[tuple[str, str]]:
    """Yield path below `docs/` and content of the root page and of each question's page without a language."""
    site = facts.site.site
    names = {language: site.name.in_(language) for language in LANGUAGES}
    what = " ".join(site.description.in_(language) for language in LANGUAGES)
    yield "index.html", _door("", names, LANGUAGES, what)
    for chinese, english in zip(lists["zh"], lists["en"], strict=True):
        titles: dict[Language, str] = {"zh": chinese.title, "en": english.title}
        texts = LANGUAGES if chinese.slug in facts.translations else LANGUAGES[:1]
        path = f"q/{chinese.slug}/"
        yield f"{path}index.html", _door(path, titles, texts, _joined(names.values()))


def _door(path: str, titles: Mapping[Language, str], texts: Sequence[Language], description: str) -> str:
    """Return the page at `path` that leads to both languages; `texts` are those in which there is something to read."""
    root = "../" * path.count("/")
    # Where nobody has translated a title, both are the Chinese one.
    distinct = {"zh": titles["zh"]} if titles["en"] == titles["zh"] else titles
    heading = " ".join(f'<span lang="{language}">{html.escape(title)}</span>' for language, title in distinct.items())
    links = "\n".join(
        f'<li><a href="{root}{language}/{path}" hreflang="{language}" lang="{language}">'
        f"{say(language, 'language')}</a></li>"
        for language in LANGUAGES
    )
    return _DOOR.format(
        addresses=_addresses(f"{root}{{}}/{path}", texts),
        title=html.escape(_joined(titles.values())),
        description=html.escape(description),
        heading=heading,
        root=root,
        links=links,
    )


def _addresses(pattern: str, languages: Sequence[Language]) -> str:
    """Return the page's own address and, where it leads to two languages, theirs: relative, for hosts to come."""
    links = ['<link rel="canonical" href="./">']
    if len(languages) > 1:
        links += [f'<link rel="alternate" hreflang="{each}" href="{pattern.format(each)}">' for each in languages]
        links.append('<link rel="alternate" hreflang="x-default" href="./">')
    return "\n".join(links)


def served_at(page: str, address: str) -> str:
    """Return `page`, written by this module, with the addresses in its head absolute; it is served at `address`."""
    return _ADDRESS.sub(lambda found: found[1] + html.escape(urljoin(address, html.unescape(found[2]))), page)


def _joined(words: Iterable[str]) -> str:
    return " · ".join(dict.fromkeys(words))
