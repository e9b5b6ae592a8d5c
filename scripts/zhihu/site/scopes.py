"""The one inline script of Material's that differs from page to page, made the same everywhere: each needs a hash."""

import re

_SCOPE = re.compile(r'__md_scope=new URL\("[^"]*",location\)')
# The icon stands before the script, and its address leads to the root of the site wherever that is.
_CONSTANT = '__md_scope=new URL("../../",document.querySelector("link[rel=icon]").href)'


def constant_scope(page: str) -> str:
    """Return `page` with the root of the site taken from the address of its icon, not from the depth of the page."""
    return _SCOPE.sub(_CONSTANT, page, count=1)
