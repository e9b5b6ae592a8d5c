"""What a page may load and run, in every page and in `_headers`: scripts of the site, and inline ones by hash."""

import base64
from collections.abc import Iterable
from hashlib import sha256

from zhihu.site.built import BuiltSite, Place
from zhihu.site.scopes import constant_scope
from zhihu.site.survey import Survey

_CHARSET = '<meta charset="utf-8">'
_REFERRER = "no-referrer"
"""Nobody learns from a link where its reader came from; Zhihu's pictures answer 403 to those who tell."""

_HEADERS = """\
/*
  Content-Security-Policy: {policy}; frame-ancestors 'self'
  Referrer-Policy: {referrer}
  Permissions-Policy: accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()
  X-Content-Type-Options: nosniff

/assets/stylesheets/site.*
  Cache-Control: public, max-age=31536000, immutable

/assets/javascripts/site.*
  Cache-Control: public, max-age=31536000, immutable

/assets/javascripts/bundle.*
  Cache-Control: public, max-age=31536000, immutable
"""


def policy_for(inline: Iterable[str]) -> str:
    """Return the Content-Security-Policy of a site with these inline scripts.

    `style=` in the text is what Python-Markdown and MathML align with; it runs nothing.
    """
    hashes = " ".join(f"'sha256-{base64.b64encode(sha256(script.encode()).digest()).decode()}'" for script in inline)
    return (
        f"default-src 'none'; script-src 'self' {hashes}".rstrip()
        + "; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'"
        "; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
    )


class Policy:
    """A step that writes the policy into every page, the same into each."""

    def __init__(self, site: BuiltSite, use: Survey) -> None:
        """Write `_headers`, for the hosts that read it."""
        self.policy = policy_for(use.inline)
        text = _HEADERS.format(policy=self.policy, referrer=_REFERRER)
        (site.folder / "_headers").write_text(text, encoding="utf-8", newline="\n")

    def __call__(self, page: str, _: Place) -> str:
        """Return `page` with the policy before anything it is about."""
        metas = (
            f'{_CHARSET}<meta http-equiv="Content-Security-Policy" content="{self.policy}">'
            f'<meta name="referrer" content="{_REFERRER}">'
        )
        return constant_scope(page).replace(_CHARSET, metas, 1)
