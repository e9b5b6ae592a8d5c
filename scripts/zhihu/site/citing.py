"""How to cite a question: in words, as BibTeX and as CSL-JSON, put into its page where the template leaves room."""

import html
import re
from datetime import date
from urllib.parse import quote

import msgspec

from zhihu.pages.catalogue import Entry, Text
from zhihu.pages.words import say
from zhihu.site.built import Place

_ROOM = "<!-- citations -->"
_NUMBERS = re.compile(r"\[[\s\d,\[\]]+\]")
# What TeX would read as its own; a brace would count for the parser even behind a backslash.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)


def with_citations(page: str, place: Place) -> str:
    """Return the page of a question with its citations."""
    entry = place.entry
    if _ROOM not in page or entry is None:
        return page
    language, text = place.language, place.text or entry.zh
    formats = (
        (say(language, "cite_zh"), _chinese(place, entry), 'p lang="zh"'),
        (say(language, "cite_en"), _english(place, entry), 'p lang="en"'),
        ("BibTeX", bibtex(place, entry, text), "pre"),
        ("CSL-JSON", csl_json(place, entry, text), "pre"),
    )
    return page.replace(_ROOM, "\n".join(_shown(*one) for one in formats), 1)


def _shown(name: str, text: str, tag: str) -> str:
    shown = f'<{tag} class="qa-cite__text">{html.escape(text, quote=False)}</{tag.split(maxsplit=1)[0]}>'
    return f'<p class="qa-cite__name">{name}</p>{shown}'


def _address(place: Place, entry: Entry) -> str:
    return place.site.url + entry.url


def _day(place: Place, entry: Entry) -> str:
    days = place.site.days.get(entry.slug)
    return days.published[:10] if days else ""


def _chinese(place: Place, entry: Entry) -> str:
    site, source = place.site.catalogue, entry.source
    parts = (
        f"{entry.author.name}：" if entry.author.name else "",
        f"《{entry.zh.title}》",
        f"，《{source.name}》，{source.url}" if source.url else "",
        f"。收录于“{site.name.zh}”，{_address(place, entry)}",
        f"，{_day(place, entry)}" if _day(place, entry) else "",
    )
    return "".join((*parts, "。"))


def _english(place: Place, entry: Entry) -> str:
    site, source, text = place.site.catalogue, entry.source, entry.en or entry.zh
    day = _day(place, entry)
    parts = (
        entry.author.name,
        f"“{text.title}”",
        f"{source.name}, {source.url}" if source.url else "",
        f"In {site.name.in_('en')}, {_address(place, entry)}" + (f", {_in_words(day)}" if day else ""),
    )
    return ". ".join(part for part in parts if part) + "."


def _in_words(day: str) -> str:
    known = date.fromisoformat(day)
    return f"{known.day} {known:%B} {known.year}"


def bibtex(place: Place, entry: Entry, text: Text) -> str:
    """Return the question as BibTeX; its address is the one without a language."""
    day = _day(place, entry)
    fields = (
        ("author", f"{{{_tex(entry.author.name)}}}" if entry.author.name else ""),
        ("title", f"{{{_tex(text.title)}}}"),
        ("howpublished", _tex(place.site.catalogue.name.in_(place.language))),
        ("year", day[:4]),
        ("url", quote(_address(place, entry), safe="/:?#[]@!&'()*+,;=%-._~")),
        ("note", f"Original: {_tex(f'{entry.source.name}, {entry.source.url}')}" if entry.source.url else ""),
    )
    lines = "\n".join(f"  {name} = {{{value}}}," for name, value in fields if value)
    return f"@misc{{{entry.slug},\n{lines}\n}}"


def _tex(text: str) -> str:
    return " ".join(text.split()).translate(_TEX)


def csl_json(place: Place, entry: Entry, text: Text) -> str:
    """Return the question as CSL-JSON."""
    day = _day(place, entry)
    item: dict[str, object] = {
        "id": entry.slug,
        "type": "webpage",
        "title": text.title,
        "author": [{"literal": entry.author.name}] if entry.author.name else None,
        "container-title": place.site.catalogue.name.in_(place.language),
        "issued": {"date-parts": [[int(part) for part in day.split("-")]]} if day else None,
        "URL": _address(place, entry),
        "language": "en" if text.translated else "zh-CN",
        "note": f"Original: {entry.source.name}, {entry.source.url}" if entry.source.url else None,
    }
    known = {key: value for key, value in item.items() if value}
    written = msgspec.json.format(msgspec.json.encode([known]), indent=2).decode()
    return _NUMBERS.sub(lambda found: "".join(found[0].split()), written)
