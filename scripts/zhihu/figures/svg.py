"""An SVG file as a page may show it: read by a parser of XML, and refused if it holds anything but marks and words.

A drawing stands inside the page, where a script in it would be one of ours, and ids would clash with others.
"""

import html
import re
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

_NAMESPACE = "http://www.w3.org/2000/svg"
_SHAPES = "circle ellipse g line path polygon polyline rect text tspan"
_LEFT_OUT = frozenset({"title", "desc", "style"})
"""Of use in a file of its own; a page has its own style, and says in its own way what is to be seen."""

_NUMBER = r"-?\d*\.?\d+"
_NUMBERS = r"[-\d.,\s]+"
_LENGTHS = ("cx", "cy", "dx", "dy", "height", "r", "rx", "ry", "width", "x", "x1", "x2", "y", "y1", "y2")
_ATTRIBUTES: Final = {
    **dict.fromkeys(_LENGTHS, _NUMBER),
    **dict.fromkeys(["points", "viewBox"], _NUMBERS),
    **dict.fromkeys(["fill", "stroke", "color"], r"#[0-9a-fA-F]{3,8}|\w+"),
    **dict.fromkeys(["opacity", "fill-opacity", "stroke-opacity", "font-size", "stroke-width"], _NUMBER),
    **dict.fromkeys(["fill-rule", "stroke-linecap", "stroke-linejoin", "font-weight", "font-style"], r"\w+"),
    **dict.fromkeys(["dominant-baseline", "text-anchor", "class", "lang", "role"], r"[\w -]+"),
    "d": r"[MmLlHhVvCcSsQqTtAaZz\d.,eE+\s-]+",
    "stroke-dasharray": _NUMBERS,
    "transform": rf"(?:(?:translate|rotate|scale|matrix)\({_NUMBERS}\)\s*)+",
    "version": r"[\d.]+",
}  # fmt: skip
_ALLOWED: Final = {name: re.compile(pattern) for name, pattern in _ATTRIBUTES.items()}
# A style sheet could load something, or end its element.
_LOADS = re.compile(r"url\(|@import|image|\\|<|expression", re.IGNORECASE)


class SvgError(Exception):
    """A drawing that no page can show."""

    def __init__(self, line: int, problem: str, expected: str) -> None:
        """Keep the place and the parts of a message."""
        self.line, self.problem, self.expected = line, problem, expected
        super().__init__(f"line {line}: {problem}; expected {expected}")


@dataclass(frozen=True, slots=True)
class Svg:
    """A drawing that has been read."""

    width: float
    """Of its view."""

    height: float
    """Of its view."""

    marks: str
    """Everything inside of the outermost element, ready to stand in a page."""


def read_svg(data: bytes) -> Svg:
    """Return the drawing in `data`; raises SvgError with the line of what is wrong with it."""
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)  # noqa: FBT003  # the parser's own signature
    except expat.ExpatError as error:
        problem = f"not valid XML: {expat.ErrorString(error.code)}"
        raise SvgError(error.lineno, problem, "an SVG file") from error
    return Svg(*reader.size, "".join(reader.out))


class _Reader:
    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = lambda *_: self._refuse(
            "a document type", "none: it could name other files"
        )
        self.parser.ProcessingInstructionHandler = lambda *_: self._refuse("a processing instruction", "none")
        self.parser.buffer_text = True
        self.out: list[str] = []
        self.size = (0.0, 0.0)
        self.open: list[str] = []

    def _refuse(self, problem: str, expected: str) -> None:
        raise SvgError(self.parser.CurrentLineNumber, problem, expected)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, tag = name.rpartition(" ")
        if namespace != _NAMESPACE:
            self._refuse(f"the element {tag!r} is not SVG", f'xmlns="{_NAMESPACE}"')
        if not self.open:
            self._outermost(tag, attributes)
        elif tag not in _LEFT_OUT and tag not in _SHAPES.split():
            self._refuse(f"the element {tag!r}", f"only {_SHAPES} title desc style")
        kept = [self._attribute(tag, key, value) for key, value in attributes.items()]
        if self.open and self._is_shown(tag):
            self.out.append(f"<{tag}{''.join(kept)}>")
        self.open.append(tag)

    def _outermost(self, tag: str, attributes: dict[str, str]) -> None:
        view = re.fullmatch(rf"0[\s,]+0[\s,]+({_NUMBER})[\s,]+({_NUMBER})", attributes.get("viewBox", "").strip())
        if tag != "svg" or not view:
            self._refuse(f"the outermost element is {tag!r} without a view", 'an svg with viewBox="0 0 WIDTH HEIGHT"')
        else:
            self.size = (float(view[1]), float(view[2]))

    def _attribute(self, tag: str, name: str, value: str) -> str:
        pattern = _ALLOWED.get(name)
        if not pattern or not pattern.fullmatch(value.strip()):
            wanted = f"only {' '.join(sorted(_ALLOWED))}" if not pattern else f"a value like {pattern.pattern}"
            self._refuse(f"the attribute {name}={value[:40]!r} of {tag!r}", wanted)
        return f' {name}="{html.escape(value)}"'

    def _text(self, text: str) -> None:
        if self.open[-1] == "style" and (found := _LOADS.search(text)):
            self._refuse(f"{found[0]!r} in a style sheet", "rules that load nothing")
        if self._is_shown("") and (text.strip() or self.open[-1] in {"text", "tspan"}):
            self.out.append(html.escape(text, quote=False))

    def _is_shown(self, tag: str) -> bool:
        return not _LEFT_OUT.intersection([*self.open, tag])

    def _end(self, _: str) -> None:
        tag = self.open.pop()
        if self.open and self._is_shown(tag):
            self.out.append(f"</{tag}>")
