"""What a pack lacks: a pack that is not complete or not signed off cannot be published (`domain.md` 1 and 4.3).

How much each kind of gap weighs is a setting (`models.record.pack_checks`); sign-offs always block.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from handlers.cards import Button
from handlers.errors import Mistake
from handlers.pack.asking import InReview
from handlers.pack.named_passages import passage_said, passages_for
from handlers.pack.naming import behind_verb, full_contents_of, meeting_value, take_back_button, value_of, whose
from handlers.pack.notices import how_mended, lacking, who_mends
from handlers.pack.reading_decisions import read_decision
from handlers.pack.reports import enclosure_gaps, required_of
from handlers.pack.standing import said_of
from handlers.pack.supplements import numbering_gaps
from handlers.pack.written_sections import appendix_entries
from models.boards.boards import Board, Meeting, names_by_alias
from models.packs.appendices import appendices_in
from models.packs.key_decisions import DECISION, Decision
from models.packs.own_sections import needed, own_sections
from models.packs.packs import Pack
from models.packs.papers import paper_with_sections
from models.packs.sign_offs import SETTLED, SignOffState
from models.people.people import holders
from models.plan.ratings import in_scale
from models.record.pack_checks import Weight
from models.record.rules import Rules
from papers.bound_figures import bound_in
from papers.checking.mending import mended
from papers.checking.of_pack import Typed, paper_of, typed_in
from papers.checking.paper import Finding
from papers.outlines import SUPPLEMENT_REQUIRES
from papers.pack.contents import PackContents, Red
from papers.plan.contents import Meaning
from papers.wording import joined, plural, shortened

THE_SECRETARIAT = "the secretariat"


@dataclass(frozen=True)
class Gap:
    """Something that a pack lacks, or that is wrong in it, in words; `button` takes the last step that mends it, once
    the others are taken, and `who` can mend it.
    """

    said: str
    button: Button
    who: str = THE_SECRETARIAT
    check: str = ""
    """Which of `PACK_CHECKS` found it; empty: it is a sign-off, or an appendix."""
    finding: Finding | None = None
    """What is wrong in a typed text, if it is that."""
    unquoted: str = ""
    """How it is said where what somebody typed of a part that is not public must not be, if that is another way."""

    @property
    def sentence(self) -> str:
        """It as a sentence of its own, with who can mend it."""
        return f"{self.said[:1].upper()}{self.said[1:]}. Who can mend it: {self.who}."


def what_is_missing(contents: PackContents, published: bool = False) -> Iterator[Gap]:
    """Each thing that is missing, with its place and how it is mended; what is `published` is compiled no more.

    A return that did not arrive is printed as a nil return, so it is complete without it.
    """
    on = meeting_value(contents)
    compiles = Button("Compile again", "pack.compile", on)
    for each in contents.reds if contents.has_position else ():
        yield from _of_a_red(
            contents, each, Button(f"Take in {each.ref}", "pack.compile", f"{on} with {each.ref}"), published
        )
    how = f"a plan file with a column “{Meaning.REASON.value}” brings it, then “/pack compile”"
    for ref in contents.total_change.unexplained if contents.has_position else ():
        yield Gap(f"no reason is recorded for {ref} coming or going ({how})", compiles, check="total")
    for each_title in contents.sections_missing:
        yield _unwritten(each_title, contents)
    for section in contents.written:
        how = f"“/pack write for {whose(contents)} {section.key}” puts it right, then “/pack compile”"
        for paragraph in section.paragraphs:
            for each_name in bound_in(paragraph.text):
                said = f"“{each_name.typed}” names no figure, section or passage that there is ({how})"
                yield Gap(f"{section.title}, paragraph {paragraph.number}: {said}", compiles, check="names")
    if contents.has_position and (out := missing_updates(contents)):
        yield Gap(f"{out} They print as “No return received”", compiles, "those who owe them", "returns")
    if undefined := undefined_acronyms(contents):
        how = "“/secretariat acronyms” says what one stands for"
        said = f"{plural(len(undefined), 'acronym')} not explained: {joined(undefined)} ({how})"
        yield Gap(said, compiles, check="acronyms")


def undefined_acronyms(contents: PackContents) -> list[str]:
    """The acronyms of a pack that nobody has explained."""
    return [each.acronym for each in contents.acronyms if not each.meaning]


def _of_a_red(contents: PackContents, red: Red, takes_in: Button, published: bool) -> Iterator[Gap]:
    called, who = _called(contents, red), red.owner or THE_SECRETARIAT
    then = " for the next board" if published else f", then “/pack compile with {red.ref}”"
    how = f"“/update {red.ref}” takes it{then}"
    if not red.commentary:
        yield Gap(f"{called} has no commentary ({how})", takes_in, who, "reds")
    lacking = [
        name
        for name, given in (
            ("cause", red.cause),
            ("corrective action", red.corrective_action),
            ("recovery date", red.recovery_date),
        )
        if not given
    ]
    if lacking:
        yield Gap(f"{called} has no {joined(lacking, 'and no')} ({how})", takes_in, who, "recovery")
    if not red.escalated and not red.help_needed:
        how = f"“/action {red.ref} escalate” does it"
        yield Gap(f"{called} asks for no help and was escalated to nobody ({how})", takes_in, who, "escalation")


def typed_wrong(
    contents: PackContents, meeting_id: int, today: date, rules: Rules, boards: Mapping[str, str]
) -> Iterator[Gap]:
    """What is wrong in the typed texts of a pack, or was left over in them; `boards` as in `check_typed`."""
    from papers.checking.checking import check_typed  # whose rules take long to load

    with in_scale(contents.scale):
        found = check_typed(paper_of(contents), today, rules.calendar, boards)
    typed = {each.line.place: each for each in typed_in(contents)}
    mends = {typed[each.place].section for each in found if each.place in typed and mended(each)}
    for each in found:
        source = typed[each.place]
        printed = f": “{shortened(each.printed, 200)}”" if each.printed else ""
        should = f" should be “{shortened(each.should, 200)}”" if each.should else ""
        said = f"{each.place}{printed}{should}. {each.why.rstrip('.')}"
        yield Gap(
            said,
            _mends(contents, source, meeting_id, source.section in mends),
            source.owner or THE_SECRETARIAT,
            each.check,
            each,
        )


def _mends(contents: PackContents, source: Typed, meeting_id: int, is_computed: bool) -> Button:
    """The next step with a typed text: its figures as they are computed, writing it anew, or taking in a better one."""
    on = meeting_value(contents)
    paper = f"{meeting_id}{f'-{contents.supplement.number}' if contents.supplement else ''}"
    section = next((each for each in contents.written if each.key == source.section), None)
    if section and is_computed and not section.nothing and section.key != DECISION:
        value = f"{paper} {section.key} {section.version} 0"
        return Button(f"{section.title}: use the computed figures", "pack.use_figures", value)
    if section:
        return Button(f"Write {section.title}", "pack.write_form", f"{paper} {section.key}", opens_form=True)
    if source.owner:
        return Button(f"Take in {source.ref}", "pack.compile", f"{on} with {source.ref}")
    return Button("Compile again", "pack.compile", on)


def sections_behind(session: Session, meeting: Meeting, contents: PackContents, rules: Rules, today: date) -> list[Gap]:
    """What was written for the paper, attached to it or required of it since a pack of it was compiled; and what the
    notice of its key decision lacks. `today` is local.
    """
    its = contents.supplement
    board = session.get_one(Board, meeting.board_id)
    own = contents.own_sections if its else own_sections(board)
    outline = replace(contents, own_sections=own).outline
    paper, written = paper_with_sections(session, meeting.id, outline.kind, str(its.number) if its else "")
    printed = {each.key: each.version for each in contents.written}
    compiles = Button("Compile again", "pack.compile", meeting_value(contents))
    if its:
        required: Sequence[str] = SUPPLEMENT_REQUIRES
    else:
        required = required_of(session, meeting, contents) if contents.report else needed(rules.cover_requires, board)
    again = f"/pack compile{behind_verb(contents)}"
    since = [
        Gap(
            f"the section “{part.title}” was written since version {contents.version} was compiled "
            f"(“{again}” takes it in)",
            compiles,
            check="sections",
        )
        for part in outline.written
        if part.key in written and written[part.key].version.number != printed.get(part.key)
    ]
    if own != contents.own_sections:
        since.append(
            Gap(
                f"the list of sections has changed since version {contents.version} was compiled (“{again}” takes that "
                "in)",
                compiles,
            )
        )
    if appendix_entries(appendices_in(paper), its.appendices if its else 0) != contents.appendices:
        since.append(
            Gap(
                f"the appendices, or who may have them, have changed since version {contents.version} was compiled "
                f"(“{again}” takes that in)",
                compiles,
            )
        )
    missing = [each for each in outline.written if each.key in required and each.key not in written]
    if contents.report and (found := written.get(DECISION)):
        since += _notice_missing(found.version.decided, meeting, rules, today, contents)
    return since + [_unwritten(each.title, contents) for each in missing if each.title not in contents.sections_missing]


def passages_behind(session: Session, contents: PackContents, organisation_id: int, today: date) -> Iterator[Gap]:
    """The passages that a draft has taken and that read otherwise by now, and those past their day of review."""
    sections = [each for each in contents.written if each.passages]
    now = passages_for(session, organisation_id, (one.typed for each in sections for one in each.paragraphs))
    again = f"“/pack compile{behind_verb(contents)}” takes that in"
    compiles = Button("Compile again", "pack.compile", meeting_value(contents))
    for section in sections:
        for taken in section.passages:
            its, place = now.get(taken.name), f"{section.title}: the passage “{taken.name}”"
            if its is None:
                yield Gap(f"{place} is used no more ({again})", compiles, check="sections")
            elif its.version.text != taken.text:
                said = f"{place} was written anew since version {contents.version} was compiled ({again})"
                yield Gap(said, compiles, check="sections")
            elif its.version.review_on < today:
                button = Button(f"Change: {taken.name}", "pack.passage_form", f"{its.version.id}", opens_form=True)
                owned = passage_said(its, today)
                said = f"{section.title}: {owned[:1].lower()}{owned[1:].rstrip('.')}"
                yield Gap(said, button, f"the {its.owner}, who can say that it still holds", "passages")


def _notice_missing(
    decision: Decision | None, meeting: Meeting, rules: Rules, today: date, contents: PackContents
) -> Iterator[Gap]:
    """That a report is for a key decision of which there is no notice in time, and no exception."""
    lacks = lacking(decision, meeting.on, rules.days)
    if not lacks:
        return
    who, again = THE_SECRETARIAT, f"“/pack decision for {whose(contents)} …” says it"
    if decision:
        who = who_mends(meeting.on, today, rules.days, THE_SECRETARIAT)
        again = how_mended(meeting.on, today, rules.days)
    button = Button("Decision type", "pack.write_form", f"{meeting.id} {DECISION}", opens_form=True)
    yield Gap(f"{lacks} ({again})", button, who, "decision")


def _unwritten(title: str, contents: PackContents) -> Gap:
    called = next((each.called for each in contents.outline.written if each.title == title), title)
    writes = f"/pack write for {whose(contents)} {called}"
    again = f"/pack compile{behind_verb(contents)}"
    return Gap(
        f"the section “{title}” is required, and nobody has written it (“{writes}”, then “{again}”)",
        Button("Compile again", "pack.compile", meeting_value(contents)),
        check="sections",
    )


def found_in(session: Session, draft: InReview, today: date, published: bool = False) -> list[Gap]:
    """All that a pack lacks and that is wrong in it, but what is not looked for; of one that is `published`, what it
    has by itself. `today` is the local date.
    """
    boards = names_by_alias(session, draft.pack.organisation_id)
    wrong = [*typed_wrong(draft.contents, draft.meeting.id, today, draft.rules, boards)]
    if draft.pack.corrects_id and not published:
        button = take_back_button(draft.contents)
        behind = [Gap(said, button) for said in enclosure_gaps(session, draft.pack, draft.contents)]
        before = session.get_one(Pack, draft.pack.corrects_id)
        said = [*typed_wrong(full_contents_of(before), draft.meeting.id, today, draft.rules, boards)]
        found = [*_corrected_wrongly(draft.contents, wrong, {each.said for each in said})]
        found += [*_decision_corrected(draft, today), *behind, *_sign_offs_missing(session, draft, today)]
    else:
        found = [*what_is_missing(draft.contents, published), *wrong]
        if not published:
            found += sections_behind(session, draft.meeting, draft.contents, draft.rules, today)
            found += passages_behind(session, draft.contents, draft.pack.organisation_id, today)
            found += [
                Gap(said, Button("Compile again", "pack.compile", meeting_value(draft.contents)))
                for said in (
                    *enclosure_gaps(session, draft.pack, draft.contents),
                    *numbering_gaps(session, draft.meeting, draft.contents),
                )
            ]
            found += _sign_offs_missing(session, draft, today)
    return [each for each in found if weight_of(each, draft) is not Weight.OFF]


def _corrected_wrongly(contents: PackContents, wrong: Sequence[Gap], before: Collection[str]) -> list[Gap]:
    """What is wrong in what was put in by a correction, or by what that makes of the words around it, also where these
    are not public. What the pack lacked when it was published (`before`) was said then, and a correction could not mend
    it.
    """
    put = [each.becomes for each in contents.corrections]
    return [
        replace(each, button=_correct_button(contents), who=THE_SECRETARIAT)
        for each in wrong
        if each.said not in before
        or (each.finding and each.finding.printed and any(each.finding.printed in text for text in put))
    ]


def _correct_button(contents: PackContents) -> Button:
    return Button("Correct it", "pack.correct_form", value_of(contents), opens_form=True)


def _decision_corrected(draft: InReview, today: date) -> Iterator[Gap]:
    """What the decision type of a report lacks as a correction has it."""
    contents = draft.contents
    part = contents.outline.by_key.get(DECISION)
    places = [place for each in contents.corrections for place in each.place.split("; ")]
    if part is None or not any(each.startswith(f"{part.title}, ") for each in places):
        return
    said = " ".join(one.text for each in contents.written if each.key == DECISION for one in each.paragraphs)
    decision = None
    with suppress(Mistake):
        decision = read_decision(said, None, today)
    for gap in _notice_missing(decision, draft.meeting, draft.rules, today, contents):
        yield replace(gap, button=_correct_button(contents))


def weight_of(gap: Gap, draft: InReview) -> Weight:
    """How much a gap weighs; a sign-off always blocks."""
    return draft.rules.weights(draft.contents.board)[gap.check] if gap.check else Weight.BLOCKER


def blocking(found: Sequence[Gap], draft: InReview) -> list[Gap]:
    """Those without which a pack is not published: first what it lacks, then what was typed, last the sign-offs."""
    hard = [each for each in found if weight_of(each, draft) is Weight.BLOCKER]
    return sorted(hard, key=lambda each: (not each.check, each.finding is not None))


def blockers(session: Session, draft: InReview, today: date) -> list[Gap]:
    """Everything that stands in the way of publishing a draft. `today` is the local date."""
    return blocking(found_in(session, draft, today), draft)


def _sign_offs_missing(session: Session, draft: InReview, today: date) -> list[Gap]:
    contents, open_ones = draft.contents, [each for each in draft.found if not each.settled]
    value = value_of(contents)
    asks, shows = (
        Button("Send to the reviewers", "pack.review", value),
        Button("See the sign-offs", "pack.signoffs", value),
    )
    if open_ones and not draft.begun:
        return [Gap(f"nobody was asked to sign it off yet: {joined([each.review.name for each in open_ones])}", asks)]
    held = {post_id for post_id, _, _ in holders(session, draft.pack.organisation_id, today)} if open_ones else set()
    gaps = []
    for each in open_ones:
        name, last = each.review.name, each.last
        if each.review.ended_at:
            name += " (taken off only after it was asked for)"
        if each.review.post_id not in held and not (last and last.row.state is SignOffState.RETURNED):
            said = f"nobody can sign it off for {name}: the post {each.post} is vacant"
            how = f"{THE_SECRETARIAT}: “/pack reviewers add {each.review.name} by …” gives it to somebody else"
            gaps.append(Gap(said, shows, how))
        elif each.waits and each.asked:
            gaps.append(Gap(f"{name} has not signed it off", shows, f"the {each.post}"))
        elif last is None:
            gaps.append(
                Gap(f"{name} has not signed it off, and is asked when it is their turn", shows, f"the {each.post}")
            )
        elif each.withdrawn and last.row.state in SETTLED:
            why = f"{said_of(each.withdrawn)} changed since version {last.called}"
            gaps.append(Gap(f"what {name} signed off is withdrawn: {why}", asks))
        else:
            where = f" ({last.row.place})" if last.row.place else ""
            said = f"{name} returned it: “{shortened(last.row.words or '', 200)}”{where}"
            mends, who = Button("See the comments", "pack.comments"), "the secretariat, by an answer or a change"
            gaps.append(Gap(said, mends, who, unquoted=f"{name} returned it"))
    return gaps


def _called(contents: PackContents, red: Red) -> str:
    """An action that is off track, by the rating that says so: "Red 2.4"."""
    return f"{contents.scale[red.activity if red.activity.is_off_track else red.impact].name} {red.ref}"


def missing_updates(contents: PackContents) -> str:
    """How many updates are missing, whose and of which actions; empty when none is. They do not refuse a pack."""
    owing = [each for each in contents.returns.rows if each.outstanding]
    if not owing:
        return ""
    out, expected = sum(len(each.outstanding) for each in owing), sum(each.expected for each in contents.returns.rows)
    said = "; ".join(f"{each.answerer}: {joined(each.outstanding)}" for each in owing)
    return f"{out} of {plural(expected, 'update')} {'is' if out == 1 else 'are'} missing: {said}."
