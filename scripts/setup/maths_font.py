"""Cut the font of formulas out of STIX Two Math: what formulas about language models use, and brackets that grow.

It is cut in two: what the formulas of our pages use, and the rest, which a browser fetches for a page that needs it.
Run by `make maths-font`. The font comes with the package `ziamath`; its licence lies beside what is written.
"""

from importlib.resources import as_file, files
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

OUT = Path(__file__).parents[2] / "docs/assets/fonts"
STEP = 1.3
"""How much larger the next size of a bracket is at least: STIX has up to fifteen, and puts larger ones together."""

TEXT = "".join(map(chr, range(0x20, 0x7F))).translate(dict.fromkeys(map(ord, '"#$&@\\^`_~;')))
# MathML shows a letter that stands alone as its italic namesake.
ITALIC = "".join(map(chr, (*range(0x1D434, 0x1D468), 0x210E, *range(0x1D6FC, 0x1D71C))))
GREEK = "ΓΔΘΛΞΠΣΦΨΩ"
SCRIPT = "ℒℛℱ𝒜𝒟𝒢𝒩𝒪𝒫𝒮𝒰𝒱𝒳𝒴\ufe00"
DOUBLE_STRUCK = "𝔼ℙℝ𝕀ℕ𝟙"
SIGNS = "\u00a0±×÷·…′‖∂∇∈∉∏∑−∗∘√∞∣∥∪∩∫∼≃≈≠≡≤≥≪≫⊂⊆⊙⊤⋅⋯→←⇒↦⌈⌉⌊⌋⟨⟩∝ˆ˜ˉ"


USED = " ()+,./0123456789=DFKLOPSTZ[]aefglmnoprwxy‖−∣∼≈⋅·∑ℒ𝒟𝔼\xa0\ufe00𝐷𝐿𝑍𝑎𝑏𝑖𝑘𝑙𝑚𝑝𝑟𝑡𝑤𝑥𝑦𝑧𝛼𝛽𝛾𝜃𝜆𝜋𝜎𝜏𝜙"
"""What formulas of our pages use, and a few letters that are likely to be next."""

EVERYTHING = TEXT + ITALIC + GREEK + SCRIPT + DOUBLE_STRUCK + SIGNS


def main() -> None:
    """Write both fonts, say how large each is, and which characters reading.css has to give to the first."""
    for name, text in (("maths.woff2", USED), ("maths-more.woff2", "".join(sorted(set(EVERYTHING) - set(USED))))):
        path = OUT / name
        _cut(path, text)
        print(f"{path}: {path.stat().st_size:,} bytes")
    print(f"unicode-range: {ranges(USED)}")


def ranges(text: str) -> str:
    """Return the characters of `text` as a style sheet names them."""
    found: list[list[int]] = []
    for code in sorted(set(map(ord, text))):
        if found and found[-1][-1] == code - 1:
            found[-1].append(code)
        else:
            found.append([code])
    return ", ".join(f"U+{run[0]:X}" + (f"-{run[-1]:X}" if len(run) > 1 else "") for run in found)


def _cut(path: Path, text: str) -> None:
    with as_file(files("ziamath") / "fonts/STIXTwoMath-Regular.ttf") as source:
        options = _options()
        font = subset.load_font(str(source), options)
    _thin_out(font)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    path.parent.mkdir(exist_ok=True)
    subset.save_font(font, str(path), options)


def _options() -> subset.Options:
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = []
    options.hinting = False
    options.glyph_names = False
    # Copyright, name, style, licence and its address.
    options.name_IDs = [0, 1, 2, 13, 14]
    options.drop_tables += ["DSIG", "GDEF", "GPOS"]
    return options


def _thin_out(font: TTFont) -> None:
    """Leave out sizes of growing signs that are hardly larger than the one before."""
    variants = font["MATH"].table.MathVariants
    for construction in (*variants.VertGlyphConstruction, *variants.HorizGlyphConstruction):
        kept = construction.MathGlyphVariantRecord[:1]
        for record in construction.MathGlyphVariantRecord[1:]:
            if record.AdvanceMeasurement >= STEP * kept[-1].AdvanceMeasurement:
                kept.append(record)
        construction.MathGlyphVariantRecord = kept
        construction.VariantCount = len(kept)


if __name__ == "__main__":
    main()
