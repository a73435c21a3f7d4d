"""What a supplement has beside its sections: what it is a supplement to, and from where it is numbered on."""

import io
from dataclasses import dataclass

from papers.wording import joined


@dataclass(frozen=True)
class Supplement:
    """The number of a supplement among those for a meeting, what it follows ("Board pack for 7 June 2023, version 1"),
    and how many sections, pages and appendices come before its own.

    Pages are those of the PDF; 0 where that could not be read.
    """

    number: int
    to: str
    sections: int
    pages: int
    appendices: int

    @property
    def numbered_said(self) -> str:
        """From where it is numbered on, in words."""
        last = [
            f"{what} {number}"
            for what, number in (("section", self.sections), ("page", self.pages), ("appendix", self.appendices))
            if number
        ]
        return f"Numbered on from {joined(last)}" if last else ""

    @property
    def said(self) -> tuple[str, ...]:
        """What it follows, and from where it is numbered on, each in a sentence."""
        return tuple(f"{each}." for each in (f"It follows: {self.to}", self.numbered_said) if each)


def pages_of_pdf(content: bytes) -> int:
    """How many pages a PDF has; 0 of what is none that can be read."""
    import pdfplumber  # takes long to load, and most packs have no supplement
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            return len(pdf.pages)
    except PdfminerException:
        return 0
