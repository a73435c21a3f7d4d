"""The numbers of a pack's sections.

Every writer prints the generated sections of the outline that have something to say, and before them the written ones.
The numbers are those that Word, typst and the web page count by themselves; a test holds them against each other.
"""

from dataclasses import dataclass

from papers.outlines import Part
from papers.pack.contents import PackContents


@dataclass(frozen=True)
class NumberedPart:
    """A section as it is printed, with its number."""

    number: int
    key: str
    title: str


def parts_of(contents: PackContents) -> tuple[NumberedPart, ...]:
    """The sections that are printed, in their order, numbered from 1, or on from what a supplement follows."""
    written = {each.key for each in contents.written}
    printed = [each for each in contents.outline.parts if _is_printed(each, contents, written)]
    return tuple(
        NumberedPart(number, each.key, contents.reds_title if each.key == "reds" else each.title)
        for number, each in enumerate(printed, 1 + (contents.supplement.sections if contents.supplement else 0))
    )


def _is_printed(part: Part, contents: PackContents, written: set[str]) -> bool:
    if part.fact:
        return False
    if part.written:
        return part.key in written
    match part.key:
        case "asked":
            return bool(contents.asked or contents.arising)
        case "likely":
            return bool(contents.likely_said)
        case "gap":
            return contents.scale.rates_impact
        case "findings":
            return bool(contents.findings.rows)
        case "evidence":
            return contents.evidence_listed.there
        case "signoff":
            return bool(contents.sign_offs)
        case "acronyms":
            return bool(contents.acronyms) or contents.supplement is None
        case "appendices":
            own = contents.supplement or not contents.report
            return bool(contents.appendices if own else contents.report and contents.report.enclosed)
        case _:
            return True
