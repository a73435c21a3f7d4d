"""What the check of private text (`private_text.py`) finds: days of birth, numbers of people, children's names.

Each kind is a pattern, looked for only where a text has what all of that kind have.
"""

import re
from datetime import date

from models.privacy.named_children import NAME, NO_NAMES, SOME_AGE, SOME_YEARS, has_plain_words, names_a_child

_DAY = (
    r"(?:[0-3]?\d[/.-][01]?\d[/.-](?:19|20)?\d\d|(?:19|20)\d\d-[01]\d-[0-3]\d"
    r"|[0-3]?\d(?:st|nd|rd|th)? [A-Z][a-z]{2,8},? (?:19|20)\d\d)"
)
_BIRTH = re.compile(
    rf"\b(?:d\.?\s?o\.?\s?b\.?|date of birth|birth\s?da(?:y|te)|turn(?:s|ed|ing)? 1\d on|born(?: on)?)(?!\w)"
    r"(?:\s(?:is|was|on|falls on))?"
    rf"[\s:,=(-]{{0,6}}(?:{_DAY}|(?:[a-z]{{3,9}} )?(?:19|20)\d\d(?!\d|\s?(?:to|and|or|-|–)\s?\d))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d(?=-)|\d{4}$|\d\d$")
_B = re.compile(rf"(?<![\w.])b\.?\s?({_DAY})")
_PART_OF_A_DAY = re.compile(r"\d(?:[/.-]\d|(?:(?<=1)9|(?<=2)0)\d\d)")
"""What every day and year of birth has, and few texts have; it begins with a digit, so that it is soon looked for."""
_NAME_AND_DAY = re.compile(rf"\b({NAME}) ({NAME}|[A-ZÀ-ÖØ-ÞĀ-Ž]\.?)[\s,(–-]{{1,4}}({_DAY})")
_CASE = re.compile(
    r"\b(?:case|child|client|person|mosaic|liquidlogic|lcs|ics|care ?first|icms|icas)[\s_]?"
    r"(?:id|no|number|ref|reference|file|record)?\.?\s?[:#=]?\s?(?:no\.?\s?)?(\d{5,10})\b"
    r"|\bcase (?:ref|reference|no|number|id)\b\.?\s?[:#]?\s?[A-Z]{0,4}[/-]?\d{2,4}[/-]\d{3,8}\b",
    re.IGNORECASE,
)
_A_LONG_NUMBER = re.compile(r"\d(?:[\s().\-/]{0,2}\d){4}")
"""Five digits: what every number of a person has, and few texts have."""
_COURT = re.compile(
    r"\b[A-Z]{2} ?\d\d ?[A-Z] ?\d{5}\b|\b(?i:[a-z]{2}\d\d[a-z]\d{5})\b|(?<![\d-])\d{4}(?:-\d{4}){3}(?![\d-])"
    r"|(?<!\d)\d{4}(?: \d{4}){3}(?! ?\d)"
)
_NHS = re.compile(r"\b(\d{3})[ -]?(\d{3})[ -]?(\d{4})\b")
_UPN = re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[A-Z\d]\b")
_NATIONAL_INSURANCE = re.compile(
    r"\b[A-CEGHJ-PQR-TW-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]\b"
    r"|\b(?i:ni|nino|national insurance)\b(?i:\s(?:no|number))?[\s:.(]{0,4}(?i:[a-z]{2} ?\d\d ?\d\d ?\d\d ?[a-d])\b"
)
_MOBILE = re.compile(r"(?<![\d.])(?:(?:\+|00)44[\s-]?(?:\(0\)\s?)?|\(?0)7\d(?:[\s().-]{0,2}\d){8}(?!\d)")
_SOME_NUMBER = re.compile("|".join(each.pattern for each in (_PART_OF_A_DAY, _A_LONG_NUMBER, SOME_AGE, SOME_YEARS)))
"""All that is looked for in numbers, at once."""


def details_in(text: str, today: date) -> str | None:
    """What the text seems to contain ("a case number"), or None. `today` is the local date: a plan's own dates pass."""
    if not _SOME_NUMBER.search(text) and has_plain_words(text):
        return None  # as most texts
    if _PART_OF_A_DAY.search(text) and (what := _day_of_birth(text, today)):
        return what
    if _A_LONG_NUMBER.search(text) and (what := _number_of_a_person(text)):
        return what
    if names_a_child(text):
        return "a child's or young person's name"
    return None


def _day_of_birth(text: str, today: date) -> str | None:
    if _BIRTH.search(text):
        return "a date of birth"
    for name in _NAME_AND_DAY.finditer(text):
        year = _YEAR.search(name[3])
        if year and not {name[1], name[2]} & NO_NAMES and _born_by(int(year[0]), today):
            return "a name with a date of birth"
    for day in _B.finditer(text):
        year = _YEAR.search(day[1])
        if year and _born_by(int(year[0]), today):
            return "a date of birth"
    return None


def _number_of_a_person(text: str) -> str | None:
    if _COURT.search(text):
        return "a court's case number"
    if _CASE.search(text):
        return "a case number"
    if any(_is_nhs_number("".join(number.groups())) for number in _NHS.finditer(text)):
        return "an NHS number"
    if _UPN.search(text):
        return "a unique pupil number"
    if _NATIONAL_INSURANCE.search(text):
        return "a National Insurance number"
    if _MOBILE.search(text):
        return "a mobile number"
    return None


def _born_by(year: int, today: date) -> bool:
    """Whether a year reads as one of birth rather than as a plan's date: a child's or young person's, up to 25."""
    full = year if year > 99 else 2000 + year if 2000 + year <= today.year else 1900 + year
    return today.year - 26 <= full <= today.year - 2


def _is_nhs_number(digits: str) -> bool:
    """The modulus 11 check of the NHS Data Dictionary; a telephone number passes it one time in eleven at most."""
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return digits[0] != "0" and check != 10 and (0 if check == 11 else check) == int(digits[9])
