"""The files at the root for programs: robots.txt, the manifest, questions.json with whole addresses, llms.txt."""

from collections.abc import Iterator

import msgspec

from zhihu.pages.catalogue import PATH, Entry, Text
from zhihu.pages.words import LANGUAGES, Language, say
from zhihu.site.built import BuiltSite

LLMS_FULL = 2_000_000
"""Most bytes of llms-full.txt: what models take at once, and no more than a browser loads in a moment."""

_LISTED = 500


def write_data_files(site: BuiltSite) -> None:
    """Write everything of this module; the copies in Markdown must be there."""
    _write(site, "robots.txt", robots(site))
    _write(site, "site.webmanifest", manifest(site))
    if site.entries:
        _write(site, "llms.txt", llms(site))
        _write(site, "llms-full.txt", llms_full(site))
        (site.folder / PATH).write_bytes(with_addresses(site))


def _write(site: BuiltSite, name: str, text: str) -> None:
    (site.folder / name).write_text(text, encoding="utf-8", newline="\n")


def robots(site: BuiltSite) -> str:
    """Return robots.txt: everything may be read."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.url}sitemap.xml\n" if site.url else "User-agent: *\nAllow: /\n"


def manifest(site: BuiltSite) -> str:
    """Return the web manifest."""
    name = site.catalogue.name.zh or say("zh", "home")
    sizes = (192, 512)
    return (
        msgspec.json.format(
            msgspec.json.encode(
                {
                    "name": name,
                    "short_name": name,
                    "description": site.catalogue.description.zh,
                    "lang": "zh-CN",
                    "start_url": "./",
                    "scope": "./",
                    "display": "browser",
                    "background_color": "#fbfaf6",
                    "theme_color": "#fbfaf6",
                    "icons": [
                        {"src": f"assets/images/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"}
                        for size in sizes
                    ],
                }
            ),
            indent=1,
        ).decode()
        + "\n"
    )


def with_addresses(site: BuiltSite) -> bytes:
    """Return questions.json with the addresses of pages absolute."""
    questions = tuple(
        msgspec.structs.replace(
            entry,
            url=site.url + entry.url,
            zh=_at(site, entry.zh),
            en=_at(site, entry.en) if entry.en else None,
        )
        for entry in site.catalogue.questions
    )
    whole = msgspec.structs.replace(site.catalogue, questions=questions)
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def _at(site: BuiltSite, text: Text) -> Text:
    return msgspec.structs.replace(text, url=site.url + text.url, markdown=site.url + text.markdown)


def llms(site: BuiltSite) -> str:
    """Return llms.txt: what the site is, and where its pages are as Markdown; the first questions of each language."""
    catalogue = site.catalogue
    lines = [f"# {catalogue.name.in_('en')}", "", f"> {catalogue.description.in_('en')}", ""]
    lines += [f"All questions with tags, references and hashes: [questions.json]({site.url}questions.json)", ""]
    for language in LANGUAGES:
        lines += [f"## {say(language, 'language')}", "", *_listed(site, language), ""]
    return "\n".join(lines)


def _listed(site: BuiltSite, language: Language) -> Iterator[str]:
    for entry in site.catalogue.questions[:_LISTED]:
        text = _in(entry, language)
        if text:
            label = text.title.replace("[", "\\[").replace("]", "\\]")
            yield f"- [{label}]({site.url}{text.markdown}): {text.description}"


def llms_full(site: BuiltSite) -> str:
    """Return llms-full.txt: the Markdown of as many pages as its limit has room for, English ones first."""
    pieces: list[str] = []
    size = 0
    for text in (text for language in ("en", "zh") for e in site.catalogue.questions if (text := _in(e, language))):
        path = site.folder / text.markdown
        piece = path.read_text(encoding="utf-8") if path.is_file() else ""
        size += len(piece.encode())
        if size > LLMS_FULL:
            break
        pieces.append(piece)
    return "\n\n".join(pieces)


def _in(entry: Entry, language: str) -> Text | None:
    return entry.en if language == "en" else entry.zh
