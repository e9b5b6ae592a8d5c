"""The pictures that chats show beside a link to a page."""

from zhihu.pages.words import Language

CARD_SIZE = (1200, 630)
"""Width and height in pixels."""


def card_path(slug: str, language: Language) -> str:
    """Return the file below the site with the card of a question; without a slug, with the site's own."""
    return f"assets/cards/{language}/{slug or 'site'}.png"
