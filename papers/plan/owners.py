"""Who is named in an owner's cell: one post or person, or several of whom one has to be chosen as accountable.

`cells` calls it. A title with "and" in it is one name ("Head of Education and Skills"): a cell is divided only where
every part is a name by itself.
"""

import re
from functools import lru_cache


@lru_cache(maxsize=4096)
def names_in(text: str) -> tuple[str, ...]:
    """The names in their order, without the address that exports put after a name; the text where it is one name."""
    text = _ADDRESS_AFTER.sub("", text)
    parts = _STRONG.split(text)
    if len(parts) > 1 and all(map(_INITIALS.fullmatch, parts)) and not _UNITS.issuperset(parts):
        return tuple(parts)  # beside the initials of one person those of another may be a unit's letters, too
    for marks in (_STRONG, _WEAK):
        parts = _divided(text, marks)
        if len(parts) > 1 and not _is_one_with_title(parts):
            return tuple(name for part in parts for name in names_in(part))
    return (text,)


def _divided(text: str, marks: re.Pattern[str]) -> list[str]:
    """The text divided at those marks that have a name before them and a name after them."""
    parts: list[str] = []
    begins = end = last = 0
    for mark in (*marks.finditer(text), None):
        part = text[end : mark.start() if mark else len(text)]
        if end and is_name(part.strip(" ,")) and is_name(text[begins:last].strip(" ,")):
            parts.append(text[begins:last].strip(" ,"))
            begins = end
        last = mark.start() if mark else len(text)
        end = mark.end() if mark else end
    return [*parts, text[begins:].strip(" ,;|")]


_STRONG = re.compile(r"\s*;\s*|\s*\n\s*|\s*/\s*|\s*\|\s*")
_WEAK = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s+&\s+|\s*\+\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_ADDRESS_AFTER = re.compile(r"(?<=\w)\s*<[^<>@\s]+@[^<>@\s]+>")
_UNFINISHED = re.compile(r"\b(?:of|for|and|the|to|in|&)$", re.IGNORECASE)

_ROLE = re.compile(
    r"\b(?:heads?|directors?|managers?|leads?|leaders?|officers?|sros?|sponsors?|owners?|chairs?|executives?|secretary"
    r"|matrons?|nurses?|consultants?|commissioners?|co-?ordinators?|supervisors?|principal|head ?teacher|senco|dcs|dass"
    r"|ceo|cfo|coo|cno|dph|solicitor|accountant|clerk|registrar|advis[eo]rs?|analysts?|engineers?|administrators?"
    r"|trustees?|governors?|teams?|deans?|provosts?|treasurers?|superintendents?|bursars?|wardens?"
    r"|librarians?|presidents?|mayors?|architects?|caretakers?)\b",
    re.IGNORECASE,
)
_NOT_ALONE = re.compile(
    r"(?:lead|leads|chief|deputy|assistant|executive|team|officer|officers|service lead for)", re.IGNORECASE
)
_INITIALS = re.compile(r"[A-Z]{1,3}|(?:[A-Z]\.){1,3}")
_UNITS = {
    "HR",
    "IT",
    "ICT",
    "OD",
    "PR",
    "QA",
    "BI",
    "CE",
    "LA",
    "FM",
    "PMO",
    "NHS",
    "ICB",
    "PH",
    "ASC",
    "CSC",
    "EDI",
    "SEN",
    "UK",
}
_PERSON = re.compile(r"(?:(?:Dr|Mr|Mrs|Ms|Miss|Prof|Sir|Cllr)\.? )?[A-Z][\w'’-]*,?(?: [A-Z][\w'’-]*\.?){1,2}")
_OF_A_UNIT = re.compile(
    r"\b(?:services?|health|care|education|housing|finance|board|committee|group|department|council|partnership|trust"
    r"|skills|resources|planning|development|governance|performance|quality|support|children|adults?|family|families"
    r"|social|public|community|early|help|legal|human|workforce|practice|improvement|strategy|policy|communications"
    r"|commissioning|safeguarding|learning|corporate|business|schools?|digital|estates|operations|programme|project)\b",
    re.IGNORECASE,
)


def is_name(part: str) -> bool:
    """A role, a person's name, an address or initials: whatever can stand alone."""
    if _INITIALS.fullmatch(part):
        return part not in _UNITS
    if _ADDRESS.fullmatch(part):
        return True
    if not re.match(r"[A-Z0-9]", part) or _UNFINISHED.search(part):
        return False
    if _ROLE.search(re.sub(r"\(.*?\)", "", part)):
        return _NOT_ALONE.fullmatch(part) is None
    return _PERSON.fullmatch(part) is not None and _OF_A_UNIT.search(part) is None


def may_be_unit(text: str) -> bool:
    """Whether a text may be who does a thing: a name, a part of an organisation, or its letters."""
    return len(text.split()) <= 5 and (is_name(text) or _OF_A_UNIT.search(text) is not None or text.isupper())


def has_post(text: str) -> bool:
    """Whether a text names a post or a team, or is an address: not only what may be a person's name."""
    return _ROLE.search(text) is not None or _ADDRESS.fullmatch(text) is not None


def _is_one_with_title(parts: list[str]) -> bool:
    """A person and the post that they hold: "Alex Smith, Head of Housing"."""
    return (
        len(parts) == 2
        and not _ROLE.search(parts[0])
        and bool(_ROLE.search(parts[1]))
        and not _INITIALS.fullmatch(parts[0])
    )
