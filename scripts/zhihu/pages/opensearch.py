"""`opensearch.xml`: with it browsers offer the site's search where they offer other search engines."""

import html
import re
from urllib.parse import urljoin

from zhihu.facts.tables import Facts
from zhihu.pages.words import Language

NAME = "opensearch.xml"
_SHORT = 16
"""Characters of a short name, https://github.com/dewitt/opensearch says."""

_DESCRIPTION = """\
<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>{short}</ShortName>
<LongName>{name}</LongName>
<Description>{description}</Description>
<InputEncoding>UTF-8</InputEncoding>
<Language>{language}</Language>
<Image height="16" width="16" type="image/svg+xml">../assets/images/favicon.svg</Image>
<Url type="text/html" method="get" template="./?q={{searchTerms}}"/>
</OpenSearchDescription>
"""
_ADDRESS = re.compile(r'(<Image [^>]*>|template=")([^"<]*)')


def opensearch(facts: Facts, language: Language) -> str:
    """Return the description of the search in `language`, with its addresses relative to it."""
    site = facts.site.site
    name = site.name.in_(language)
    return _DESCRIPTION.format(
        short=html.escape(name[:_SHORT].strip()),
        name=html.escape(name[:48]),
        description=html.escape(site.description.in_(language)[:1024]),
        language="en" if language == "en" else "zh-CN",
    )


def searched_at(description: str, address: str) -> str:
    """Return a `description` with its addresses absolute, as browsers need them; it is served at `address`."""
    return _ADDRESS.sub(lambda found: found[1] + urljoin(address, found[2]), description)
