"""Words of people in both languages, as the tables in `source/` have them."""

import msgspec


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same words in both languages."""

    zh: str
    """Chinese."""

    en: str = ""
    """English; empty where nobody has written it yet."""

    def in_(self, language: str) -> str:
        """Return the words in `language`, in Chinese where it has none."""
        return (self.en if language == "en" else self.zh) or self.zh
