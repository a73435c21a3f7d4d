"""How the texts of a column speak: whether they say what is to be done, or what was done or found.

`looks` asks of each cell. Over an unfamiliar heading this tells the action from the finding beside it, and a progress
report from a purpose: an action is an instruction (“Train all staff”, “The clerk to ask for prices”, “That the budget
is published”), a report is in the past (“Two were appointed”, “The draft has been sent”).
"""

import re

from papers.plan.word_meanings import words_of

TO_DO = words_of(
    "achieve acquire adapt add address adopt advertise advise agree align allocate allow amend analyse analyze",
    "apply appoint approve archive arrange ask assess assign attend audit automate back backfill balance begin",
    "benchmark bind block book borrow bring build buy calculate calibrate call cancel cap capture carry catch",
    "change chase check choose circulate clarify clean clear close co-ordinate coach code collaborate collate",
    "collect commission communicate compare compile complete compress conduct configure confirm connect consider",
    "consolidate consult contact continue convene convert coordinate correct count create cut debrief decide",
    "decommission define delete deliver deploy describe design detect determine develop devise digitise disable",
    "discuss display dispose distribute divide document double draft drain draw drop ease educate eliminate embed",
    "employ enable encourage encrypt end enforce engage enhance enrol ensure enter escalate establish evaluate",
    "examine exclude expand explain explore export extend extract facilitate fence fill filter finalise finalize",
    "find finish fit fix flag flush follow form formalise forward freeze fund gather get give grow guard harden",
    "help highlight hire hold host identify implement import improve include increase index inform initiate",
    "inject insert inspect install instruct insure integrate introduce invest investigate invite isolate issue",
    "join keep label launch lay learn lease let liaise lift limit link list load lobby lock log look lower",
    "lubricate mail maintain make manage mandate map mark match maximise measure meet mend mentor merge migrate",
    "minimise mitigate model moderate modify monitor mount move mow mute name narrow negotiate nominate notify",
    "observe obtain offer onboard open operate optimise order organise organize outline oversee pack package",
    "paint patch pause pay penalise pick pilot pin place plan plant plug polish post prepare present prevent",
    "print prioritise prioritize procure produce promote propose protect prove provide publish pull purchase put",
    "quantify quarantine raise rationalise reach read rebuild recall recheck recommend reconcile record recover",
    "recruit redesign reduce refer refine refresh refurbish register rehearse reinforce reject relaunch release",
    "relocate remind remove rename renew rent reorganise repair repeat replace report request require research",
    "reserve reset resize resolve respond restore restructure resume retain retrain return reuse reverse review",
    "revise revoke reword rewrite roll rotate route run sample save scan schedule scope scrap screen seal secure",
    "seek segregate select sell send separate serve set settle share ship shorten show shred sign simplify",
    "simulate solve sort specify split sponsor stabilise stack stagger standardise start steer stop streamline",
    "strengthen strip submit supply support survey suspend swap sweep switch take talk teach tell test thank tidy",
    "tie tighten trace track train transfer transform translate treat trial trim try tune turn unblock understand",
    "undertake unify unlock update upgrade upload use utilise validate ventilate verify view visit walk warn wash",
    "weigh widen wipe wire withdraw work wrap write",
)
"""Verbs by which an action begins; many are nouns, too, which the word after them tells."""

_NUMBERED = re.compile(
    r"^\W*(?:(?:action|recommendation|rec|step|task)\s+)?"
    r"(?:\d{1,3}[.)](?=[A-Za-z])|(?:[\dA-Za-z]{1,3}(?:\.\d+)*[.):–-]|(?!(?:by|in|on|at|from|to)\b)[A-Z]{1,4}[ -]?\d+"
    r"(?:\.\d+)*[.):–-]?)\s+)?",
    re.IGNORECASE,
)
_NOUN = re.compile(r"(?:of|is|are|was|were|has|have|had|not|by|in|at|from|late|and no)\b")
_TOLD = re.compile(
    r"(?:that|to [a-z]+|please|we (?:will|should|need))\b|(?:[\w'’&/-]+ ){1,8}(?:should|must|shall|needs? to|to be)\b"
)
_SOMEBODY_TO = re.compile(r"(?:[\w'’&/-]+ ){1,4}to ([a-z-]+)\b")
_REPORTED = re.compile(
    r"\b(?:was|were|has|have|had|been|begun|did|came|went|held|met|sent|made|took|given|written|found|in place"
    r"|under way|underway|awaiting|waiting|so far|to date|half|draft is)\b|\b(?!need|proceed|feed|speed)[a-z]{3,}ed\b"
)


_UNKNOWN_VERB = re.compile(
    r"(?!with|from|for|and|but|not|the|all|none|only|over|under|about|when|after|before|during|until|within|into|onto|has"
    r"|had|was|are|were|that|this|half|most|many|some|few|both|one|two|see|per|such|than|like|near|off|out|too|how|why|who"
    r"|what|which|there|here|also|even|just)[a-z-]{3,}(?<!ed)(?<!ing)(?<!ly)(?<!s)"
    r" (?:(?:the|an?|all|each|every|our|their|its|both|any|what|how|who)\b"
    r"|(?:two|three|four|five|six|ten|twenty|\d+) [a-z]{3,})"
)
"""A word that is not known, with what it is done to: “Lacquer all doors”."""


def instructs(text: str) -> bool:
    """Whether a text says what is to be done."""
    plain = _NUMBERED.sub("", text, count=1).casefold()
    first, _, rest = plain.partition(" ")
    if first in TO_DO and rest:
        return _NOUN.match(rest) is None
    if _UNKNOWN_VERB.match(plain):
        return True
    adverb = first.endswith("ly") and rest.partition(" ")[0] in TO_DO
    somebody = _SOMEBODY_TO.match(plain)
    return adverb or (_TOLD.match(plain) is not None) or (somebody is not None and somebody[1] in TO_DO)


def reports(text: str) -> bool:
    """Whether a text says what was done, what happened, or how far a thing has come."""
    return " " in text and not instructs(text) and _REPORTED.search(text.casefold()) is not None
