"""The typefaces that a paper is set in, and which characters they can print. Called by the PDF and the trend picture.

Open Sans 1.10 (Apache License 2.0) is the face; DejaVu Sans 2.37 (Bitstream Vera licence) holds every character of
Open Sans and other scripts and symbols besides. No font of the machine is ever used, so that a paper looks the same
everywhere.
"""

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

FAMILIES = ("Open Sans", "DejaVu Sans")
"""The face, and the one that steps in for a character that it lacks."""

_FOLDER = Path(__file__).parent
_BREAKS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SILENT = ("Cc", "Cf", "Mn", "Me", "Sk", "Zs")
"""General categories of characters that have no name worth printing: controls, invisible marks, accents, spaces."""


@cache
def typefaces() -> "typst.Fonts":
    """The fonts as typst takes them: these and no others."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FOLDER])


def printable(text: str) -> str:
    """The text with only characters that the fonts have; a PDF/UA with any other is refused by typst.

    What is lacking is named: a symbol as "[party popper]", a script as "[Bengali text]". Controls and invisible marks
    are left out; a tab becomes a space, and every kind of line break a newline.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _BREAKS.sub("\n", unicodedata.normalize("NFC", text)).replace("\t", " ")
    return _lacking().sub(_named, text)


def _named(found: re.Match[str]) -> str:
    """What to print for a run of characters that no font has."""
    plain = unicodedata.normalize("NFKC", found[0])
    if not _lacking().search(plain):
        return plain
    names: list[str] = []
    for character in found[0]:
        kind = unicodedata.category(character)
        if kind in _SILENT:
            continue
        name = unicodedata.name(character, "unknown character")
        script = name.split()[0]
        said = f"{script if script == 'CJK' else script.capitalize()} text" if kind[0] in "LMN" else name.lower()
        if names[-1:] != [f"[{said}]"]:
            names.append(f"[{said}]")
    return " ".join(names)


@cache
def _lacking() -> re.Pattern[str]:
    """Characters that the fonts lack, that turn the text round them (bidirectional overrides), or that PDF/UA forbids.

    Words of them with spaces between are one match, so that a sentence is named once.
    """
    had = "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in _ranges())
    run = f"(?:[^\n{had}]|[\u202a-\u202e\u2066-\u2069\ufeff])+"
    return re.compile(f"\u200d?{run}(?:[ \u200d]{run})*\u200d?")


def _ranges() -> list[tuple[int, int]]:
    """First and last code points of the groups in DejaVu's character map (OpenType, `cmap` format 12)."""
    font = (_FOLDER / "DejaVuSans.ttf").read_bytes()
    (tables,) = struct.unpack_from(">4xH", font)
    entries = (struct.unpack_from(">4s4xI", font, 12 + 16 * number) for number in range(tables))
    cmap = next(offset for tag, offset in entries if tag == b"cmap")
    (subtables,) = struct.unpack_from(">2xH", font, cmap)
    offsets = (cmap + struct.unpack_from(">4xI", font, cmap + 4 + 8 * number)[0] for number in range(subtables))
    full = next(offset for offset in offsets if struct.unpack_from(">H", font, offset) == (12,))
    (groups,) = struct.unpack_from(">12xI", font, full)
    return [struct.unpack_from(">II", font, full + 16 + 12 * number) for number in range(groups)]
