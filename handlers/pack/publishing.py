"""`/pack publish`: the gate. A pack that is not complete or not signed off, or that is late, is not published without a
name and a reason, which stand on its first page.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlmodel import Session

from handlers.access import Permission
from handlers.button_values import a_version
from handlers.cards import Actions, Answer, Button, Card, Element, Input, Listing, Modal, Text
from handlers.errors import Mistake, giving_back
from handlers.fillers import without_thanks
from handlers.pack.asking import InReview
from handlers.pack.command import PackMeant, freeze_day_of, newest_pack, pack, pack_meant, tell_progress
from handlers.pack.completeness import Gap, blockers, found_in, missing_updates
from handlers.pack.messages import GAPS_SHOWN
from handlers.pack.naming import behind_verb, subject_of, title_of, value_of
from handlers.pack.standing import Standing
from handlers.private_text import refuse_private
from handlers.requests import Request
from models.boards.boards import Board
from models.boards.cycles import cycle_of
from models.packs.packs import PackState, begin_publishing, published_when
from models.packs.sign_offs import LONGEST_WORDS
from models.record.events import Change, record
from models.record.pack_checks import Weight
from papers.pack.contents import AUTHOR_TOO, PackContents, SignOffEntry, to_json
from papers.pack.public import has_restricted, public_version
from papers.wording import day, moment, plural, sentences, weekday

ANYWAY = "/pack publish anyway because the ministry meets tomorrow"
URGENT = "/pack publish urgent because the inspection letter came on 1 June"
REASON_NEEDED = "It needs the chair’s reason for urgency, which is printed on its first page."
GIVE_THE_REASON = "Give the reason and publish"
_REASON = re.compile(r"(?:^|[\s;,.]+)(anyway|urgent)[\s,:]+(?:because|as)(?:\s+|$)", re.IGNORECASE)
_SECOND = re.compile(r"\s*(?:[;,.]|\band\b)\s*(?:and\s+)?(anyway|urgent)[\s,:]+because(?:\s+|$)", re.IGNORECASE)
"""Where the other reason begins: behind a stop, for “because it is urgent because” is one."""
_UNEXPLAINED = re.compile(r"(?:^|\s)(anyway|urgent)\b.*", re.IGNORECASE)


@pack.verb(
    "publish",
    ("/pack publish", "send the newest pack to the board: from then on it is what “previous” means"),
    ("/pack publish for Cabinet", "the same of the report to a body; “supplement” behind the verb means a supplement"),
    (ANYWAY, "the same, though it is not complete or not signed off; the reason is printed"),
    (URGENT, "the same after its deadline, with the chair’s reason, which is printed"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
    prose=True,
)
def publish(session: Session, request: Request) -> Card:
    """Publish the newest pack; of a day's board, and only if it is still the version that is named."""
    before, given = _reasons_in(request.text)
    empty = [each for each, why in given.items() if not why.strip()]
    if not given and (alone := _UNEXPLAINED.search(before)):
        empty = [alone[1].casefold()]
    if empty:
        raise Mistake(
            f"Why {empty[0]}? The reason is recorded and printed. Nothing was published.",
            example=ANYWAY if empty[0] == "anyway" else URGENT,
        )
    return _publish(session, replace(request, text=without_thanks(before.strip())), given)


def _reasons_in(text: str) -> tuple[str, dict[str, str]]:
    """What stands before the reasons, and these as they were typed, by "anyway" and "urgent"."""
    first = _REASON.search(text)
    if first is None:
        return text, {}
    name, why = first[1].casefold(), text[first.end() :]
    given = {name: why}
    second = next((each for each in _SECOND.finditer(why) if each[1].casefold() != name), None)
    if second:
        given = {name: why[: second.start()], second[1].casefold(): why[second.end() :]}
    return text[: first.start()], given


@pack.button("publish_now", right=Permission.KEEP_THE_RECORD, writes=True, takes=a_version)
def publish_now(session: Session, request: Request) -> Card:
    """The same, though updates are missing: the message said which. The value is as `value_of` gives it."""
    return _publish(session, request, {}, all_the_same=True)


@pack.button("publish_form", right=Permission.KEEP_THE_RECORD, takes=a_version)
def publish_form(session: Session, request: Request) -> Modal:
    """The form for the reasons without which this pack is not published. The value is as `value_of` gives it."""
    return _form(session, request, {})


@pack.form("publish_submit", right=Permission.KEEP_THE_RECORD, takes=a_version)
def publish_submitted(session: Session, request: Request) -> Answer:
    """Publish for the reasons that were filled in."""
    given = {name: why for name in ("anyway", "urgent") if (why := request.values.get(name, "").strip())}
    try:
        return _publish(session, request, given, all_the_same=True)
    except Mistake as mistake:  # nothing is written yet, and what was typed stays in the form
        return _form(session, request, {**dict.fromkeys(("anyway", "urgent"), mistake.what)})


def _form(session: Session, request: Request, errors: Mapping[str, str]) -> Modal:
    draft, missing, late = _gate(session, request)
    asked = []
    if missing:
        asked.append(Input("anyway", "Why is it published all the same?", "paragraph", required=True))
    if late:
        asked.append(Input("urgent", "What is the chair’s reason for urgency?", "paragraph", required=True))
    inputs = tuple(
        replace(
            each, value=request.values.get(each.name, ""), error=errors.get(each.name, ""), max_length=LONGEST_WORDS
        )
        for each in asked
    )
    body: list[Text | Listing] = [Text(title_of(draft.contents), "strong")]
    if missing:
        body.append(Listing(tuple(each.sentence for each in missing)))
    body.append(Text(late or deadline_said(draft, request.today)))
    body.append(Text("Your name and the reason stand on its first page.", "muted"))
    return Modal("Publish all the same", "pack.publish_submit", request.text, tuple(body), inputs, "Publish")


def _gate(session: Session, request: Request) -> tuple[InReview, list[Gap], str]:
    """The newest pack as it can be published now, what stands in its way, and that it is late, where that needs a
    reason. Raises `Mistake` where it cannot be published at all.
    """
    meant = pack_meant(session, request)
    found, contents, snapshot = newest_pack(
        session, request, PackMeant(meant.on, body=meant.body, supplement=meant.supplement)
    )
    seen, now = (meant.version, meant.correction or 0), (contents.version, len(contents.corrections))
    if meant.version is not None and seen != now:
        there, its = (f"{version} with correction {n}" if n else f"{version}" for version, n in (now, seen))
        raise Mistake(f"There is a version {there} by now, so version {its} is not published.", example="/pack")
    if when := published_when(found, snapshot):
        raise Mistake(f"{title_of(contents)} was published on {moment(when, request.zone)}.")
    if found.state is PackState.PUBLISHING:
        raise Mistake(f"{title_of(contents)} is being published already: a message says how that goes.")
    if found.state is not PackState.READY:
        raise Mistake("A pack is published when its files are there.", understood=(title_of(contents),))
    draft = InReview.of(session, found, request.asker.organisation_id)
    if contents.has_position and request.today < (freeze_day := freeze_day_of(session, request, draft.meeting)):
        raise Mistake(
            f"A pack is published from its freeze on, which is on {weekday(freeze_day)}: until then it can be compiled "
            "again with what has come in.",
            understood=(title_of(contents),),
            example="/pack compile",
        )
    return draft, blockers(session, draft, request.today), late_said(draft, request.today)


def late_said(draft: InReview, today: date) -> str:
    """That it is late, where that needs the chair's reason; else nothing."""
    gated = draft.found or draft.contents.supplement  # what comes late to a paper says why, whoever reviews it
    late = gated and not draft.pack.corrects_id and today > cycle_of(draft.meeting, draft.rules).publish_by
    return deadline_said(draft, today) if late else ""


def _publish(session: Session, request: Request, given: Mapping[str, str], all_the_same: bool = False) -> Card:
    """Have the newest pack published; where updates are missing only when that was seen (`all_the_same`). `given` are
    the reasons, by "anyway" and "urgent".
    """
    with giving_back("; ".join(given.values())):
        draft, missing, late = _gate(session, request)
    given = {name: _reason(why, request) for name, why in given.items()}
    if "anyway" in given and not missing:
        raise Mistake(
            "Nothing stands in its way, so it needs no reason to be published anyway. Nothing was done.",
            understood=(title_of(draft.contents),),
            example="/pack publish",
        )
    if "urgent" in given and not late:
        raise Mistake(
            f"It needs no reason for urgency. {deadline_said(draft, request.today)} Nothing was done.",
            understood=(title_of(draft.contents),),
            example="/pack publish",
        )
    if (missing and "anyway" not in given) or (late and "urgent" not in given):
        return _refused(draft, missing, late, request.today, given)
    out = missing_updates(draft.contents)
    asks_first = draft.rules.weights(draft.contents.board)["returns"] is Weight.WARNING
    asks_first = asks_first and not draft.pack.corrects_id and draft.contents.has_position
    if asks_first and out and not (all_the_same or given):
        return _asked_first(draft.contents, out)
    lacks = _lacks(session, draft, missing, request.today) if "anyway" in given else ""
    contents = _as_published(draft, request, lacks, given, _as_before(session, request, draft))
    begin_publishing(session, draft.pack, request.asker.id, to_json(contents))
    if "anyway" in given:
        after = {"gaps": len(missing), "sign_offs": [each.review.name for each in draft.found if not each.settled]}
        record(session, request.actor, Change("pack.overridden", subject_of(contents), None, after))
    if "urgent" in given:
        due = cycle_of(draft.meeting, draft.rules).publish_by.isoformat()
        record(session, request.actor, Change("pack.urgent", subject_of(contents), None, {"due": due}))
    record(session, request.actor, Change("pack.publishing", subject_of(contents)))
    tell_progress(session, request, draft.pack)
    said = (
        "Its four files are made anew from the same figures, without the word draft. When all are there they are "
        "posted in the board’s channel and its members are told; a message of its own says how that goes."
    )
    if contents.supplement:
        said += " Everybody who had what it follows is told, too."
    body = [Text(said), *(Text(f"On its first page: {each}") for each in contents.published_said)]
    data = {"meeting": contents.meeting.isoformat(), "version": contents.version, "state": draft.pack.state.value}
    return Card(f"{title_of(contents)} is being published", tuple(body), data=data)


def _reason(why: str, request: Request) -> str:
    why = " ".join(why.split()).strip(' "“”;,')
    if len(why) > LONGEST_WORDS:
        raise Mistake(f"That is {len(why)} characters; {LONGEST_WORDS} at most. Nothing was published.")
    refuse_private(why, request.today)
    return why


def _refused(draft: InReview, missing: Sequence[Gap], late: str, today: date, given: Mapping[str, str]) -> Card:
    """What stands in the way, who can mend each, and how long there is."""
    contents = draft.contents
    body: list[Element] = []
    if missing and "anyway" not in given:
        body.append(Text(f"{title_of(contents)} is not complete, so it cannot be published:"))
        body.append(Listing(tuple(each.sentence for each in missing)))
    body.append(Text(late or deadline_said(draft, today)))
    if late and "urgent" not in given:
        body.append(Text(REASON_NEEDED))
    body.append(Text("Nothing has been done yet."))
    value = value_of(contents)
    mends = tuple(dict.fromkeys(gap.button for gap in missing[:GAPS_SHOWN]))
    label = "Publish all the same" if missing else GIVE_THE_REASON
    body.append(Actions((*mends, Button(label, "pack.publish_form", value, opens_form=True))))
    line = URGENT if late and not missing else ANYWAY
    if missing and late:
        line = f"{ANYWAY}; {URGENT.removeprefix('/pack publish ')}"
    line = line.replace("/pack publish", f"/pack publish{behind_verb(contents)}", 1)
    body.append(Text(f"In a line: {line}.", "muted"))
    data = {
        "meeting": contents.meeting.isoformat(),
        "version": contents.version,
        "blockers": [{"said": each.said, "who": each.who} for each in missing],
        "late": bool(late),
    }
    return Card(f"{title_of(contents)} cannot be published yet", tuple(body), data=data, done=False)


def deadline_said(draft: InReview, today: date) -> str:
    """By when it is to be out, what kind of deadline that is, and how long there is."""
    if draft.pack.corrects_id:
        return "A correction has no deadline: it goes out as soon as it can."
    due, days = cycle_of(draft.meeting, draft.rules).publish_by, draft.rules.days
    kind = _kind(draft)
    if today > due:
        passed = len(days.between(due, today + timedelta(days=1))) or 1
        return f"It should have been out by {weekday(due)} (a {kind} deadline): {plural(passed, 'working day')} ago."
    left = len(days.between(today, due + timedelta(days=1)))
    how_long = f"{plural(left, 'working day')} left" if left else "that is today"
    return f"It is to be out by {weekday(due)} (a {kind} deadline): {how_long}."


def _kind(draft: InReview) -> str:
    """What kind of deadline its publication has."""
    return draft.contents.report.kind if draft.contents.report else draft.rules.publish_kind


def _as_before(session: Session, request: Request, draft: InReview) -> PackContents | None:
    """What a correction corrects, as it was published last; None of a pack that is published first."""
    if draft.pack.corrects_id is None:
        return None
    body = session.get_one(Board, draft.meeting.board_id) if draft.contents.report else None
    meant = PackMeant(draft.contents.meeting, draft.contents.version, body=body, supplement=draft.pack.supplement)
    return newest_pack(session, request, meant, published=True)[1]


def _as_published(
    draft: InReview,
    request: Request,
    lacks: str,
    given: Mapping[str, str],
    before: PackContents | None,
) -> PackContents:
    """The contents with how they are published: the sign-offs, and the reasons for what is out of the ordinary, after
    those that what it corrects has (`before`).
    """
    overridden, urgency = (before.overridden, before.urgency) if before else ("", "")
    post = next((each.title for each in request.asker.posts), "")
    who = post if post == request.asker.name or not post else f"{request.asker.name} ({post})"
    if "anyway" in given:
        overridden += f"{' ' if overridden else ''}Published on {day(request.today)} by {who} although {lacks}. "
        overridden += sentences([f"Reason: {given['anyway']}"])
    if "urgent" in given:
        due = cycle_of(draft.meeting, draft.rules).publish_by
        urgency = f"Published on {day(request.today)}, after its deadline of {day(due)} ({_kind(draft)}). "
        urgency += sentences([f"The chair’s reason for urgency: {given['urgent']}"])
    entries = tuple(_entry(each, request) for each in draft.found)
    return replace(draft.contents, sign_offs=entries, overridden=overridden, urgency=urgency, draft=False)


def _lacks(session: Session, draft: InReview, missing: Sequence[Gap], today: date) -> str:
    """What was lacking, as its first page says it in every version: what stands in parts that are not public is
    counted, for its words are theirs.
    """
    if not has_restricted(draft.contents):
        return "; ".join(each.said for each in missing)
    public = replace(draft, contents=public_version(draft.contents))
    sayable = {each.said for each in found_in(session, public, today)}
    named = [each.unquoted or each.said for each in missing if each.said in sayable or not each.check]
    rest = len(missing) - len(named)
    more = f"{plural(rest, 'more thing')} {'was' if rest == 1 else 'were'} to be mended"
    return "; ".join([*named, *([more] if rest else [])])


def _entry(each: Standing, request: Request) -> SignOffEntry:
    last = each.last
    if last is None or not each.settled:
        return SignOffEntry(each.review.name, "not signed off", each.post)
    by = last.by if last.by and last.by != each.post else ""
    words = last.row.words or ""
    if last.row.by_author:
        words = f"{AUTHOR_TOO}: {words}"
    on = last.row.at.astimezone(request.zone).date()
    return SignOffEntry(
        each.review.name, last.row.state.value, f"{each.post} ({by})" if by else each.post, on, last.version, words
    )


def _asked_first(contents: PackContents, out: str) -> Card:
    """Missing updates are no obstacle; who publishes without them has seen whose they are."""
    body = (
        Text(out),
        Text(
            "They print as “No return received”. Once it is published the pack is not compiled again. Nothing has been "
            "done yet."
        ),
        Actions((Button("Publish without them", "pack.publish_now", value_of(contents)),)),
    )
    data = {"meeting": contents.meeting.isoformat(), "version": contents.version, "state": "updates missing"}
    return Card(f"{title_of(contents)}: publish it without these?", body, data=data)
