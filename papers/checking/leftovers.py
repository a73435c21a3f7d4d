"""What should not be in a paper that is published: text of a template, notes to oneself, changes that nobody has taken,
comments, and details of a person.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from models.privacy.private_text import looks_private
from papers.checking.dates import last_day_named
from papers.checking.paper import KNOWN_TEXTS, Finding, Kind, Paper, Severity, Text

_TEMPLATE = re.compile(
    r"\[\s*(?:insert|enter|add|type|name|date|title|author|signature|tbc|tba|xx+|x|your|delete|if applicable|"
    r"officer|team|"
    r"directorate|amount|number|click|describe|list|"
    r"explain|to be (?:added|completed|inserted|confirmed))\b[^\]\n]{0,120}\]"
    r"|<\s*(?:insert|enter|add|name|date|title|author|your|delete|type)\b[^>\n]{0,80}>"
    r"|<<[^<>\n]{1,60}>>|«[^»\n]{1,60}»"
    r"|\b(?:click|tap)(?: or tap)? here to (?:enter|add|insert)[^.\n]{0,40}"
    r"|\bdelete as (?:appropriate|applicable|necessary|required)\b"
    r"|(?<=[:\w]\s)\(\s*(?:name|date|insert [a-z ]+|to be (?:added|confirmed|completed))\s*\)(?=\s*$)"
    r"|\b(?:cllr|councillor|name|officer|date)\.?:?\s*\[\s*\]|\[[^\]\n]{2,60}\bto follow\s*\]"
    r"|^(?:insert|enter|add) (?:[a-z]+ ?){1,3}$"
    r"|\[(?!sic\b|emphasis|redacted|the\b|they\b|their\b|his\b|her\b|our\b|"
    r"we\b)[a-z]+(?: [a-z]+){1,3}\](?=\s*(?:[.,;]|$))"
    r"|\blorem ipsum\b|\bdd[/-]mm[/-]yy(?:yy)?\b|\{\{[^}\n]{0,60}\}\}|\{%[^%\n]{0,60}%\}"
    r"|\b(?:insert|enter) (?:[a-z]+ ){1,4}here\b"
    r"|\bthis (?:section|paragraph|report) should (?:set out|include|describe|summari[sz]e|contain|be)\b[^.\n]{0,80}"
    r"|(?<![\w.])[x]{2,3}\s?%|(?<!\w)\?\?+(?!\w)|(?<!\w)XX+(?![\w-])|\bERROR! (?:bookmark|reference)[^.\n]{0,40}",
    re.IGNORECASE,
)
_TO_DO = re.compile(
    r"\b(?:TODO|FIXME|TBC|TBA)\b|(?i:\b(?:figures?|wording|text|details?|narrative)(?: [a-z-]+){0,4} to follow\b)"
)


def leftovers(paper: Paper, today: date) -> Iterator[Finding]:
    """What was left in the text. `today` is the local date, before which a day of birth lies."""
    today = min(today, last_day_named(paper, today) or today)  # days near that of the paper are none of birth
    for each in paper.texts:
        yield from _in_text(each, today)
    if paper.changes:
        said = "1 tracked change is" if paper.changes == 1 else f"{paper.changes} tracked changes are"
        why = f"{said} neither accepted nor rejected. It was read as if all were accepted."
        yield Finding("the whole paper", "", "", why, Severity.WARNING)
    for line in paper.lines:
        if line.kind is Kind.COMMENT:
            yield Finding(line.place, line.text[:200], "", "A comment is still in the paper.", Severity.WARNING)


@lru_cache(maxsize=KNOWN_TEXTS)
def _in_text(each: Text, today: date) -> Sequence[Finding]:
    return tuple(_left_in(each.place, each.text, each.waits, today))


def _left_in(where: str, text: str, waits: bool, today: date) -> Iterator[Finding]:
    if waits:
        yield Finding(where, text, "", "It is a field that nobody has filled in.")
        return
    if re.fullmatch(r"yes\s*/\s*no(?:\s*/\s*n/?a)?", text.strip(), re.IGNORECASE):
        yield Finding(where, text, "", "It is a choice that nobody has made.")
    for found in _TEMPLATE.finditer(text):
        yield Finding(where, found[0].strip(), "", "It is text of a template.")
    for found in _TO_DO.finditer(text):
        yield Finding(where, found[0], "", "Something is still to come here.", Severity.WARNING)
    if private := looks_private(text, today):
        why = f"It seems to contain {private}, which does not belong in a paper."
        yield Finding(where, "", "", why, check="private")
