"""How a drawing looks as a file of its own; on a page, figures.css says the same in its colours."""

import html

_STYLE = """\
svg{background:var(--p);--p:#fbfaf6;--s:#f2f0e8;--w:#e6f0ec;--l:#dcd8cc;--e:#87837a;--i:#23282a;--m:#5b6063;--a:#17695a;--b:#2b62b5;--r:#b43a2a}
@media(prefers-color-scheme:dark){svg{--p:#15191a;--s:#1e2425;--w:#1b2f2b;--l:#333b3c;--e:#7c8786;--i:#dde2df;--m:#a2aba8;--a:#7fcbb6;--b:#8ab4f2;--r:#f2917f}}
.f-t{font:13px %s;fill:var(--i)}
.f-small{font-size:11.5px}.f-bold{font-weight:600}.f-muted{fill:var(--m)}.f-on{fill:var(--p)}
.f-box{fill:var(--s);stroke:var(--e)}.f-wash{fill:var(--w);stroke:var(--a)}
.f-frozen{fill:var(--p);stroke:var(--e);stroke-dasharray:4 3}
.f-line,.f-curve,.f-dashed,.f-grid,.f-bar,.f-blue-line,.f-red-line{fill:none;stroke:var(--m)}.f-grid{stroke:var(--l)}
.f-curve{stroke:var(--a);stroke-width:2}.f-bar{stroke:var(--i);stroke-width:2}.f-dashed{stroke-dasharray:3 3}
.f-head{fill:var(--m)}.f-point{fill:var(--a)}.f-blue{fill:var(--b)}.f-red{fill:var(--r)}
.f-blue-line{stroke:var(--b);stroke-width:2}.f-red-line{stroke:var(--r);stroke-width:2}
.f-ring{fill:none;stroke:var(--e)}.f-gap{fill:var(--p);stroke:var(--e)}.f-shade{fill:var(--w);stroke:var(--e)}.f-tint{fill:var(--s);stroke:var(--e)}
"""
_FONTS = {
    "zh": "-apple-system,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC',sans-serif",
    "en": "-apple-system,'Segoe UI',Roboto,'Helvetica Neue','Noto Sans',Arial,sans-serif",
}


def document(marks: str, size: tuple[float, float], language: str, alt: str) -> str:
    """Return an SVG file of `size` that shows `marks`, in `language`; `alt` says what is to be seen."""
    width, height = (f"{side:g}" for side in size)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' lang="{language}" role="img">\n<title>{html.escape(alt, quote=False)}</title>\n'
        f"<style>{_STYLE % _FONTS[language]}</style>\n" + marks.replace("><", ">\n<") + "\n</svg>\n"
    )
