"""What a typed text says once a computed figure takes the place of the one that was found wrong in it."""

import re

from papers.checking.figures import COUNT, NUMBER, SIGN
from papers.checking.paper import Finding

_PERCENT = re.compile(rf"{NUMBER}\s?(?:{SIGN})", re.IGNORECASE)
_COUNT = re.compile(rf"(?<![\w.,]){COUNT}(?![\d.,]*\s?(?:{SIGN}))", re.IGNORECASE)
_FROM_TO = re.compile(rf"\bfrom {COUNT} to {COUNT}\b", re.IGNORECASE)


def mended(finding: Finding) -> str | None:
    """What takes the place of what is printed: the same words with the figures that should be there. None where it is
    no figure or day, or where its author alone can say.
    """
    if not finding.should or not finding.printed:
        return None
    if finding.check == "dates":
        return finding.should
    if finding.check != "figures":
        return None
    if change := _FROM_TO.search(finding.should):
        new = _FROM_TO.sub(change[0], finding.printed, count=1)
    else:
        new = finding.printed
        if right := _PERCENT.search(finding.should):
            new = _PERCENT.sub(right[0], new, count=1)
        if right := _COUNT.match(finding.should):
            new = _COUNT.sub(right[0], new, count=1)
    return new if new != finding.printed else None
