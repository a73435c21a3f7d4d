"""A pattern check for text that does not belong in the record: a child's name with a date of birth, case numbers.

It sees patterns, not meaning: a name alone, or a story that identifies a family without numbers, passes. What it can
and cannot see is told in `docs/privacy.md`. Source: `domain.md` 4.5.
"""

import re
from datetime import date

_DAY = r"(?:[0-3]?\d[/.-][01]?\d[/.-](?:19|20)?\d\d|[0-3]?\d(?:st|nd|rd|th)? [A-Z][a-z]{2,8},? (?:19|20)\d\d)"
_BIRTH = re.compile(
    rf"\b(?:d\.?\s?o\.?\s?b\.?|date of birth|born(?: on)?)(?!\w)[\s:,=(-]*(?:{_DAY}|(?:19|20)\d\d)", re.IGNORECASE
)
_BIG, _SMALL = "[A-ZÀ-ÖØ-ÞĀ-Ž]", "[a-zß-öø-ž]"
_NAME = rf"(?:{_BIG}['’]|Ma?c)?{_BIG}{_SMALL}+(?:['’-]{_BIG}?{_SMALL}+)*"  # Zoë, O'Brien, McDonald, Jamie-Lee
_NAME_AND_DAY = re.compile(rf"\b({_NAME}) ({_NAME}|{_BIG}\.?)[\s,(–-]{{1,4}}({_DAY})")
_CASE = re.compile(
    r"\b(?:case|child|client|person|mosaic|liquidlogic|lcs|ics|care ?first|icms|icas)[\s_]?"
    r"(?:id|no|number|ref|reference|file|record)?\.?\s?[:#=]?\s?(?:no\.?\s?)?(\d{5,10})\b",
    re.IGNORECASE,
)
_NHS = re.compile(r"\b(\d{3})[ -]?(\d{3})[ -]?(\d{4})\b")
_UPN = re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[A-Z\d]\b")
_NATIONAL_INSURANCE = re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
_CAPITALISED = """
Act Action Activity Agency Annual April August Authority Board Body Business Cabinet Care Case Chair Children Code
Commission Committee Corporate Council Court Data Day December Direction Draft Due Early Education February Final
Forecast Forum Framework Friday Governance Group Head Health Impact Improvement Inspection January July June Lead
Leadership Letter March May Meeting Minister Monday Monitoring National New Next November Notice October Ofsted Order
Panel Paper Parenting Partnership Phase Plan Planning Policy Practice Programme Progress Project Quality Quarter
Recruitment Regulation Report Resources Return Review Safeguarding Saturday School Scrutiny SEND September Service
Services Social Stage Statement Strategic Strategy Sunday Team Thursday Training Tuesday Update Visit Wednesday Week
Workforce Working Year The From Since Until By On Started Starts Ends Agreed Approved Completed Published Updated
Signed Launched Version Term Spring Summer Autumn Winter
"""
_NO_NAMES = frozenset(_CAPITALISED.split())
"""Capitalised words that stand before a date in board papers and are nobody's name."""


def looks_private(text: str, today: date) -> str | None:
    """What the text seems to contain ("a case number"), or None. `today` is the local date: a plan's own dates pass."""
    if _BIRTH.search(text):
        return "a date of birth"
    for name in _NAME_AND_DAY.finditer(text):
        year = re.search(r"(\d{4}|\d\d)$", name[3])
        if year and not {name[1], name[2]} & _NO_NAMES and _born_by(int(year[1]), today):
            return "a name with a date of birth"
    if _CASE.search(text):
        return "a case number"
    if any(_is_nhs_number("".join(number.groups())) for number in _NHS.finditer(text)):
        return "an NHS number"
    if _UPN.search(text):
        return "a unique pupil number"
    if _NATIONAL_INSURANCE.search(text):
        return "a National Insurance number"
    return None


def _born_by(year: int, today: date) -> bool:
    """Whether a year reads as one of birth rather than as a plan's date: a child's or young person's, up to 25."""
    full = year if year > 99 else 2000 + year if 2000 + year <= today.year else 1900 + year
    return today.year - 26 <= full <= today.year - 2


def _is_nhs_number(digits: str) -> bool:
    """The modulus 11 check of the NHS Data Dictionary; a telephone number passes it one time in eleven at most."""
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return digits[0] != "0" and check != 10 and (0 if check == 11 else check) == int(digits[9])
