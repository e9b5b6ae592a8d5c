"""The YAML between two rulers at the top of a generated page."""

import yaml


def front_matter(**meta: object) -> str:
    """Return `meta` as front matter, in the order given; what is None is left out."""
    given = {key: value for key, value in meta.items() if value is not None}
    return f"---\n{yaml.safe_dump(given, allow_unicode=True, sort_keys=False, width=10_000)}---"
