"""Whether a text names a child or young person: a first name beside an age, a brother or sister, a carer, a process.

A name is a capitalised word; where the words around it say little ("Maya (14)" is a child, "Ledbury (14)" a count), it
must be one of `given_names.txt`, first names that are common in England. Called by `models/privacy/private_details.py`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

_BIG, _SMALL = "[A-ZÀ-ÖØ-ÞĀ-Ž]", "[a-zß-öø-ž]"
NAME = rf"(?:{_BIG}['’]|Ma?c)?{_BIG}{_SMALL}{{1,20}}(?:['’-]{_BIG}?{_SMALL}{{1,20}}){{0,3}}"
"""Zoë, O'Brien, McDonald, Jamie-Lee; bounded, so that no text is read more than once."""

_CAPITALISED = """
Act Action Activity Agency Amber Annual April August Authority Band Blue Board Body Business Cabinet Care Case Chair
Children Code Commission Committee Corporate Council Court Data Day December Direction Draft Due Early Education
February Final Forecast Form Forum Framework Friday Governance Green Grey Group Head Health House Impact Improvement
Inspection January July June Lead Leadership Letter March May Meeting Minister Monday Monitoring National New Next
November Notice October Ofsted Order Panel Paper Parenting Partnership Phase Plan Planning Policy Practice Programme
Progress Project Quality Quarter Recruitment Red Regulation Report Resources Return Review Risk Safeguarding Saturday
School Scrutiny SEND September Service Services Social Stage Statement Strategic Strategy Sunday Team Thursday
Training Tuesday Update Visit Wednesday Week Workforce Working Year The From Since Until By On Started Starts Ends
Agreed Approved Completed Published Updated Signed Launched Version Term Spring Summer Autumn Winter A An And At But
Both Each For He Her His In It No Not Of One Our She Their They This To We With Premium Protection Exploitation
Advocacy Advocate Referral Unit Voice Participation Friendly Development Poverty Looked Covenant Offer Guide Guidance
Support Assessment
"""
NO_NAMES = frozenset(_CAPITALISED.split())
"""Capitalised words of board papers that are nobody's name, whatever stands beside them."""

_AGE = r"(?:1\d|2[0-5]|[0-9])"
_YEARS = rf"{_AGE}\s?-?(?:yrs?|years?|months?|weeks?|mths?|y/?o)\b(?:[ -]olds?\b)?"
_WITH_YEARS = re.compile(
    rf"\b({NAME})[\s,(–-]{{1,4}}(?:(?:who|he|she)\s)?(?:is\s|was\s|turned\s|turns\s|now\s)?"
    rf"(?:(?:aged?)\s{_AGE}\b(?!\s?(?:to|-|–|and|or)\s?\d)|"
    rf"{_AGE}\s?-?(?:yrs|years|months|weeks|mths)[ -]old\b|{_AGE}\s?yrs?\b)"
)
_YEARS_WITH = re.compile(rf"\b{_AGE}[ -](?:years?|months?|weeks?)[ -]old,?\s({NAME})")
_BESIDE_AGE = re.compile(
    rf"\b({NAME})(?:\s{NAME})?(?:\s?\({_AGE}(?:\s(?:months|weeks))?\)|,\s{_AGE}(?=\s?[,.;:)]|\s?$)"
    rf"|(?:\s(?:is|was|turned|turns)|['’]s)\s(?:now\s|only\s)?{_AGE}(?=\s?[,.;:)]|\s?$|\s(?:next|this|on|in|and)\b))"
)
SOME_YEARS = re.compile(r"\d\s?-?(?:y|mo|mt|wee)")
_SMALL_NAME_YEARS = re.compile(rf"\b({_SMALL}{{2,20}}(?:-{_SMALL}{{2,20}})?)[\s,(]{{1,3}}{_YEARS}")
_KIN = r"(?:siblings?|brothers?|sisters?|twins?|triplets)"
_OF_KIN = re.compile(
    rf"\b(?:{_KIN}|[Ss]iblings?|[Bb]rothers?|[Ss]isters?|[Tt]wins?|[Tt]riplets|[Ss]ibling [Gg]roup)[\s:,(]{{1,3}}"
    rf"({NAME})(?:\s{NAME})?(?:,\s{NAME}){{0,5}},?\s(?:and|&|und|\+)\s({NAME})"
)
_SMALL_OF_KIN = re.compile(rf"\b{_KIN}\s({_SMALL}{{2,20}})(?:,?\sand\s)({_SMALL}{{2,20}})\b")
_AND_KIN = re.compile(rf"\b({NAME})(?:\s{NAME})?\sand\s(?:his|her|their)\s(?:\w{{1,12}}\s)?{_KIN}\b")
_KIN_OF = re.compile(rf"\b(?:her|his|their)\s(?:little |older |younger |half-|step|baby |big )?{_KIN},?\s({NAME})")
_PARENT_OF = re.compile(
    rf"\b(?:[Mm]other|[Ff]ather|[Mm]um|[Dd]ad|[Pp]arents?|[Cc]arers?|[Gg]randmother|[Gg]randfather|[Gg]randparents|[Aa]unt|"
    rf"{_KIN})\sof\s({NAME})"
)
_OWN = re.compile(
    rf"\b({NAME})['’]s?\s(?:\w{{1,12}}\s)?(?:mum|mother|father|dad|parents?|carers?|placement|siblings?|brothers?|sisters?|"
    r"social worker|personal adviser|EHC|EHCP|pathway plan|care plan|case|school)\b"
)
_YOUNG = re.compile(
    r"\b(?:child|young person|pupil|boy|girl|baby|toddler|teenager|care leaver|son|daughter)"
    rf"(?:,|\scalled|\snamed)?\s({NAME})"
)
_YOUNG_AT_START = re.compile(rf"\b(?:Child|Young [Pp]erson|Pupil|Boy|Girl|Baby|Teenager|Care [Ll]eaver)\s({NAME})")
_CALLED = re.compile(
    rf"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Cc]hild['’]s) (?:real )?name is ({NAME})|\b[Cc]hild [A-Z] is ({NAME})"
)
_PROCESS = re.compile(
    r"\b(?:EHC(?:P| plan| assessment)?|[Pp]athway plan|[Ss]trategy (?:discussion|meeting)|[Ss]ection \d\d|[Ss]\.?47|"
    r"[Pp]lacement|[Cc]ore group|[Cc]hild protection conference|[Cc]onference|[Cc]are (?:order|plan|proceedings)|"
    r"[Ss]upervision order|[Aa]doption|[Rr]eferral|[Mm]issing episode|[Cc]hronology|[Ss]tatutory visit|"
    r"[Ff]amily time|[Cc]ontact)"
    rf"(?:\s(?!for\b|on\b|of\b|about\b|to\b|between\b)\w{{1,12}}){{0,2}}\s(?:for|on|of|about|to|between)\s({NAME})"
)
_DOING = re.compile(
    rf"\b({NAME})(?:\s{NAME})?(?:[,\s(]{{1,3}}[Yy]ear\s1?\d\b|"
    r"\s(?:has |had |have |was |is |were )?(?:recently |now )?(?:"
    r"moved (?:to a |his |her |to |from )?(?:new )?(?:foster |residential )?(?:placement|carers)|went missing|"
    r"(?:been )?(?:placed (?:with|in)|adopted\b|excluded from|taken into care|discharged from hospital)|"
    r"disclosed\b|absconded\b|returned (?:home|to (?:his|her) (?:mother|father|parents))))"
)
_CAPITAL = re.compile(rf"{_BIG}{_SMALL}+")
_AN_AGE = re.compile(rf"[(,sd]\s?{_AGE}(?![\d.%/:])|(?:is|was|now|only)\s{_AGE}\b")
SOME_AGE = re.compile(r"\d(?:(?<=[(,sdwy]\d)|(?<=[(,sdwy]\s\d))")
"""What `_AN_AGE` has; it begins with a digit, so that it is soon looked for, as `SOME_YEARS` is."""
_PROCESS_HINTS = (
    *("ehc", "pathway plan", "strategy ", "section ", "s47", "s.47", "placement", "core group", "conference", "care "),
    *("supervision order", "adoption", "referral", "missing episode", "chronology", "statutory visit", "family time"),
    "contact",
)
_KIN_HINTS = ("sibling", "brother", "sister", "twin", "triplet")
_Kinds = Sequence[tuple[Sequence[re.Pattern[str]], Sequence[str]]]
_YOUNG_HINTS = ("child", "young person", "pupil", "boy", "girl", "baby", "teen", "leaver")
_WITHOUT_DOUBT = (
    ((_WITH_YEARS, _YEARS_WITH), ("age", "yr", " old", "-old")),
    ((_OF_KIN, _AND_KIN, _KIN_OF, _PARENT_OF), _KIN_HINTS),
    ((_PARENT_OF,), ("mother", "father", "mum", "dad", "parent", "carer", "aunt")),
    ((_YOUNG,), (*_YOUNG_HINTS, "toddler", "son", "daughter")),
    ((_CALLED,), ("name is", "child ")),
)
_IN_DOUBT = (
    ((_OWN,), ("'", "’")),
    ((_YOUNG_AT_START,), _YOUNG_HINTS),
    ((_PROCESS,), _PROCESS_HINTS),
    ((_DOING,), ("year ", "moved", "missing", "placed", "adopt", "exclu", "care", "dis", "absco", "returned")),
)
_IN_SMALL_LETTERS = (((_SMALL_OF_KIN,), _KIN_HINTS),)
"""Each with what a text must have, in small letters, to be worth reading by it: most texts have none of it."""

_IN_A_WORD = frozenset(
    max(hint.split(), key=len) for _, hints in (*_WITHOUT_DOUBT, *_IN_DOUBT, *_IN_SMALL_LETTERS) for hint in hints
)


def has_plain_words(text: str) -> bool:
    """Whether no word of the text has a hint in it: without `SOME_AGE` and `SOME_YEARS`, too, it names no child."""
    return all(map(_is_plain, text.split()))


@lru_cache(maxsize=8192)
def _is_plain(word: str) -> bool:
    small = word.lower()
    return small.isdecimal() or not any(hint in small for hint in _IN_A_WORD)


def names_a_child(text: str) -> bool:
    """Whether a first name stands where board papers have a child's."""
    small, capitalised = text.lower(), _CAPITAL.findall(text)
    if not NO_NAMES.issuperset(capitalised):
        for found in _found(_WITHOUT_DOUBT, text, small):
            if not {_bare(name) for name in found.groups() if name} & NO_NAMES:
                return True
    if not _given_names().isdisjoint(capitalised):
        if any(_is_given(_bare(found[1])) for found in _found(_IN_DOUBT, text, small)):
            return True
        aged = _BESIDE_AGE.finditer(text) if SOME_AGE.search(text) and _AN_AGE.search(text) else ()
        if any(_is_given(_bare(found[1])) for found in aged):
            return True
    found_small = chain(
        _SMALL_NAME_YEARS.finditer(text) if SOME_YEARS.search(text) else (), _found(_IN_SMALL_LETTERS, text, small)
    )
    return any(all(_is_given(name.title()) for name in found.groups()) for found in found_small)


def _found(kinds: _Kinds, text: str, small: str) -> Iterator[re.Match[str]]:
    for patterns, hints in kinds:
        for hint in hints:
            if hint in small:
                for pattern in patterns:
                    yield from pattern.finditer(text)
                break


def _bare(name: str) -> str:
    """A name without the s of the genitive."""
    return re.sub("['’]s$", "", name)


def _is_given(name: str) -> bool:
    """Whether a name, or the first part of a double one, is a common first name."""
    return name in _given_names() or re.split("[-'’]", name)[0] in _given_names()


@cache
def _given_names() -> frozenset[str]:
    return frozenset((Path(__file__).parent / "given_names.txt").read_text(encoding="utf-8").split()) - NO_NAMES
