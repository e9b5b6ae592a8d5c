"""The page of a question as JSON-LD: a question with its answer, within an article (schema.org)."""

from zhihu.markdown.plain import plain_text
from zhihu.pages.catalogue import Entry, Named, Text, Work
from zhihu.pages.page import page_path, part_of
from zhihu.site.built import Place

_LANGUAGES = {"zh": "zh-CN", "en": "en"}
_LONGEST = 5_000
Data = dict[str, object]


def linked_data(place: Place, title: str) -> Data:
    """Return the data of a page called `title`; of one that is neither a question's nor a home page there is little."""
    if place.entry and place.text:
        return _article(place, place.entry, place.text)
    site = _site(place)
    if place.path in {"zh/", "en/"}:
        return {"@context": "https://schema.org", **site}
    language = list(_LANGUAGES.values()) if place.is_door else _LANGUAGES[place.language]
    page: Data = {"@type": "WebPage", "url": place.url, "name": title, "inLanguage": language, "isPartOf": site}
    return {"@context": "https://schema.org", **page}


def _article(place: Place, entry: Entry, text: Text) -> Data:
    is_translation = bool(text.translated)
    other = entry.zh if is_translation else entry.en
    days = place.site.days.get(entry.slug)
    relation = "translationOfWork" if is_translation else "workTranslation"
    return _without_nothing(
        {
            "@context": "https://schema.org",
            "@type": "Article",
            "@id": f"{place.url}#article",
            "url": place.url,
            "headline": text.title,
            "description": text.description,
            "inLanguage": _LANGUAGES[place.language],
            "author": _person(entry.author),
            "datePublished": days and days.published,
            "dateModified": days and days.changed,
            "isBasedOn": _work_at(entry.source),
            "isPartOf": _site(place),
            relation: other and {"@type": "Article", "@id": f"{place.site.url}{other.url}#article"},
            "keywords": [tag.en if place.language == "en" else tag.zh for tag in entry.tags],
            "citation": [_cited(work) for work in entry.references],
            "mainEntity": _question(place, entry, text),
        }
    )


def _question(place: Place, entry: Entry, text: Text) -> Data:
    author = _person(entry.author)
    answer: Data = {
        "@type": "Answer",
        "text": _answer(place, entry),
        "url": f"{place.url}#answer",
        "inLanguage": _LANGUAGES[place.language],
        "author": author,
    }
    question: Data = {"@type": "Question", "name": text.title, "author": author}
    if not answer["text"]:
        return _without_nothing({**question, "answerCount": 0})
    return _without_nothing({**question, "answerCount": 1, "acceptedAnswer": _without_nothing(answer)})


def _answer(place: Place, entry: Entry) -> str:
    """Return the words of the answer; the Markdown page has them between marks."""
    path = place.site.docs / page_path(entry.slug, place.language)
    page = path.read_text(encoding="utf-8") if path.is_file() else ""
    return plain_text(part_of(page, "answer") or "")[:_LONGEST]


def _site(place: Place) -> Data:
    catalogue, language = place.site.catalogue, place.language
    return _without_nothing(
        {
            "@type": "WebSite",
            "@id": f"{place.site.url}#site",
            "url": place.site.url,
            "name": catalogue.name.in_(language),
            "description": catalogue.description.in_(language),
            "inLanguage": list(_LANGUAGES.values()),
        }
    )


def _person(author: Named) -> Data | None:
    return _without_nothing({"@type": "Person", "name": author.name, "url": author.url}) if author.name else None


def _work_at(source: Named) -> Data | None:
    return {"@type": "CreativeWork", "name": source.name, "url": source.url} if source.url else None


def _cited(work: Work) -> Data:
    kind = "ScholarlyArticle" if work.arxiv else "CreativeWork"
    return _without_nothing(
        {
            "@type": kind,
            "name": work.title,
            "author": work.authors,
            "datePublished": str(work.year or ""),
            "url": work.url,
        }
    )


def _without_nothing(data: Data) -> Data:
    return {key: value for key, value in data.items() if value or value == 0}
