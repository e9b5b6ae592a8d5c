"""Names of HTML's elements, by what becomes of them in an export."""


def _names(*rows: str) -> frozenset[str]:
    return frozenset(" ".join(rows).split())


MATH = _names(
    "math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt",
    "mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none",
)
"""What math-core writes; `annotation-xml`, `semantics` and `maction` can hold or do other things."""

TABLE = _names("table caption colgroup col thead tbody tfoot tr th td")
HEADINGS = _names("h1 h2 h3 h4 h5 h6")

KEPT = (
    MATH
    | TABLE
    | HEADINGS
    | _names(
        "a abbr b br code del em i ins kbd mark q rb rp rt rtc ruby s samp small strong sub sup var wbr",
        "blockquote dd details dl dt figcaption figure hr li ol pre summary ul",
    )
)
"""They are harmless and mean something."""

WRAPPERS = _names(
    "acronym address article aside basefont bdi bdo big blink body canvas center cite data dfn dialog dir div fieldset",
    "font footer form frameset head header hgroup html label legend main map marquee menu meter nav nobr noembed",
    "noframes noscript output p picture progress search section slot span strike time title tt u",
)
"""They only say how something looks, or where it stands on a page that is not ours."""

ACTIVE = _names(
    "applet area audio base bgsound button command datalist embed fencedframe frame iframe input isindex keygen link",
    "listing meta object optgroup option param plaintext portal script select source style svg template textarea track",
    "video xml xmp",
)
"""They run, load, send or hide something."""

EMBEDDING = _names("audio embed fencedframe frame iframe object portal video")
"""They show something from elsewhere."""

BLOCKS = HEADINGS | _names(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer",
    "form header hgroup hr html legend li main menu nav ol p pre search section summary table td th tr ul",
)
"""What stands before and after them stands on lines of its own."""

VOID = _names(
    "area base basefont bgsound br col command embed frame hr image img input isindex keygen link meta param source",
    "track wbr",
)
"""They hold nothing and have no end."""

ENDS_BY_ITSELF = _names("caption colgroup dd dt li optgroup option p rp rt tbody td tfoot th thead tr")
"""Their parent's end ends them; nobody has to write theirs."""

INSIDE: dict[str, frozenset[str]] = {
    **dict.fromkeys(TABLE - {"table"}, _names("table")),
    **dict.fromkeys(MATH - {"math"}, _names("math")),
    **dict.fromkeys(("rb", "rp", "rt", "rtc"), _names("ruby")),
    **dict.fromkeys(("dd", "dt"), _names("dl")),
    "li": _names("ul ol"),
    "summary": _names("details"),
    "figcaption": _names("figure"),
}
"""What only counts inside of something else."""
