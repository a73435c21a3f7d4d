"""The values of the fields of a Word template: made of a pack's contents; what is missing there is said here in words.

`writing` fills a template with them, and tries one on a `specimen`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from models.plan.ratings import Rating, RatingClass, scale
from models.position.movements import MovementMatrix
from models.updates.answer import LACKING_OF_A_RED, OF_A_RED, AnswerField
from papers.pack.contents import OF_AN_ACTION, ActionEntry, PackContents, Red
from papers.pack.front_page import front_page
from papers.pack.word.field_kinds import element, is_fields, kinds
from papers.pack.word.fields import (
    AcronymFields,
    ActionFields,
    AreaFields,
    AskedFields,
    BragFields,
    EvidenceFields,
    EvidenceListedFields,
    FindingFields,
    FindingsFields,
    FrontFields,
    GapFields,
    HighlightFields,
    KeyFields,
    LikelyFields,
    MatrixFields,
    MatrixRowFields,
    MovedFields,
    MovementsFields,
    PackFields,
    ParagraphFields,
    RatingFields,
    RatingRowFields,
    RedFields,
    RedInShortFields,
    ReturnFields,
    ReturnsFields,
    ScaleFields,
    SectionFields,
    SignOffFields,
    SlowFields,
    TotalChangeFields,
)
from papers.rating_colours import fill_of
from papers.wording import NOT_COUNTED_BEFORE, NOT_COUNTED_NOW, NOT_RATED, day, joined, moment, share


def fields_of(contents: PackContents, trend: object, trend_words: str) -> dict[str, Any]:
    """The values of the fields of `PackFields` for this pack; `trend` is what prints the picture."""
    filled = PackFields(
        organisation=contents.organisation,
        plan=contents.plan,
        board=contents.board,
        meeting=day(contents.meeting),
        title=contents.title,
        paper=contents.name,
        data_month=f"{contents.data_month:%B %Y}",
        author=contents.author,
        version=contents.version,
        figures_fixed=moment(contents.frozen_at, ZoneInfo(contents.zone)),
        published_said=contents.published_said,
        is_first_version=contents.version == 1,
        changed=contents.changed,
        sections=[
            SectionFields(
                *(each.key, each.number, each.title, each.before),
                [ParagraphFields(one.number, one.text) for one in each.paragraphs],
            )
            for each in contents.written
        ],
        front=_front(contents),
        headline=" ".join(filter(None, (contents.headline, contents.known))),
        scale=ScaleFields(
            contents.scale.name,
            contents.scale.rates_impact,
            contents.reds_title,
            contents.red_by,
            contents.scale.named(RatingClass.DONE),
        ),
        brag=_brag(contents),
        notes=contents.notes,
        key=[
            KeyFields(rating_fields(each.rating), each.activity, each.impact if scale().rates_impact else NOT_RATED)
            for each in contents.key
        ],
        trend=trend,
        trend_words=trend_words,
        total_change=TotalChangeFields(
            contents.total_change.said, contents.total_change.lines, joined(contents.total_change.unexplained)
        ),
        movements=MovementsFields(
            contents.movements.said,
            _moved(contents),
            contents.movements.off_track,
            [_matrix(each) for each in contents.movements.matrices],
        ),
        reds_said=contents.reds_said,
        reds=[_red(each) for each in contents.reds],
        dates_moved=contents.dates_moved,
        dates_moved_undecided=contents.dates_moved_undecided,
        asked=[
            AskedFields(each.number, each.what, each.change, each.by, each.said, each.not_given)
            for each in contents.asked
        ],
        arising=contents.arising,
        highlights=[
            HighlightFields(each.ref, each.title, each.text, rating_fields(each.activity), _impact(each.impact))
            for each in contents.highlights
        ],
        plan_version=contents.plan_version,
        pace=contents.pace,
        likely_said=contents.likely_said,
        likely=[
            LikelyFields(
                *(each.ref, each.title, rating_fields(each.activity), _impact(each.impact)),
                *(each.deadline, each.owner, each.why),
            )
            for each in contents.likely
        ],
        slow_said=contents.slow_said,
        slow=[
            SlowFields(each.ref, each.title, rating_fields(each.activity), _impact(each.impact), each.why)
            for each in contents.slow
        ],
        gap_said=contents.gap_said if scale().rates_impact else "Impact is not rated.",
        gap=[GapFields(each.ref, each.title, _impact(each.impact)) for each in contents.gap],
        findings=_findings(contents),
        evidence_listed=EvidenceListedFields(
            contents.evidence_listed.there,
            [
                EvidenceFields(each.name, each.what, each.about, each.link, joined(each.actions))
                for each in contents.evidence_listed.rows
            ],
            contents.evidence_listed.hidden,
        ),
        returns=_returns(contents),
        areas=[
            AreaFields(
                "" if each.number is None else each.number,
                each.title,
                each.heading,
                each.name,
                each.source,
                each.said,
                [_action(one) for one in each.actions],
            )
            for each in contents.areas
        ],
        appendices=[each.said for each in contents.appendices],
        sign_offs=[
            SignOffFields(
                *(each.review, each.state, each.by, day(each.on) if each.on else ""),
                *(str(each.version or ""), each.words),
            )
            for each in contents.sign_offs
        ],
        acronyms=[AcronymFields(each.acronym, each.meaning or "not defined") for each in contents.acronyms],
    )
    return {name: getattr(filled, name) for name in PackFields.__slots__}


def specimen(filled: bool) -> dict[str, Any]:
    """Values for every field, to try a template on: one of everything, or nothing at all."""
    return {name: _specimen(kind, filled) for name, kind in kinds(PackFields).items()}


def _specimen(kind: Any, filled: bool) -> Any:
    if kind is RatingFields:
        return rating_fields(Rating.OFF_TRACK)
    if (inner := element(kind)) is not None:
        return [_specimen(inner, filled)] if filled else []
    if is_fields(kind):
        return kind(**{name: _specimen(each, filled) for name, each in kinds(kind).items()})
    if kind is object:
        return ""
    return kind(filled) if kind in (bool, int) else "…" * filled


def rating_fields(rating: Rating) -> RatingFields:
    """A rating as a template prints it."""
    fill, ink = (colour.removeprefix("#") for colour in fill_of(rating))
    # A run of its own, as `{{r … }}` asks for.
    look = f'<w:b/><w:color w:val="{ink}"/><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    written = escape(f"{rating.letter} {rating.word}".replace("/", f"/{_MAY_BREAK}"))
    label = Markup(f"<w:r><w:rPr>{look}</w:rPr><w:t>{written}</w:t></w:r>")
    return RatingFields(rating.letter, rating.word, fill, label)


_MAY_BREAK = "\u200b"
"""A zero-width space: a narrow column breaks “Amber/Green” behind the stroke, and not where it happens to end."""


def _impact(rating: Rating | None) -> RatingFields:
    """A rating for impact; where none was rated, a template that asks for it all the same prints that in words."""
    if rating is None or not scale().rates_impact:
        return _in_place_of_a_rating(NOT_RATED)
    return rating_fields(rating)


def _in_place_of_a_rating(words: str) -> RatingFields:
    return RatingFields("", words, "auto", Markup(f"<w:r><w:t>{words}</w:t></w:r>"))


def _front(contents: PackContents) -> FrontFields:
    page = front_page(contents)
    return FrontFields(
        [
            RedInShortFields(each.ref, each.title, rating_fields(each.activity), _impact(each.impact), each.when)
            for each in page.reds
        ],
        *(page.more_reds, page.questions, page.asked, page.more_asked),
    )


def _brag(contents: PackContents) -> BragFields:
    return BragFields(
        headings=[column.heading for column in contents.columns],
        rows=[
            RatingRowFields(rating_fields(rating), [share(column.counts[rating]) for column in contents.columns])
            for rating in scale().ratings
        ],
        totals=[str(column.total) for column in contents.columns],
    )


def _moved(contents: PackContents) -> list[MovedFields]:
    return [
        MovedFields(
            each.ref,
            each.title,
            rating_fields(each.activity_was),
            rating_fields(each.activity),
            _impact(each.impact_was),
            _impact(each.impact),
            each.direction,
        )
        for each in contents.movements.moved
    ]


def _matrix(matrix: MovementMatrix) -> MatrixFields:
    headings = [NOT_COUNTED_NOW if each is None else str(rating_fields(each)) for each in matrix.to]
    rows = [
        MatrixRowFields(
            rating_fields(row.was) if row.was else _in_place_of_a_rating(NOT_COUNTED_BEFORE),
            [f"{count:,}" for count in (*row.counts, row.total)],
        )
        for row in matrix.rows
    ]
    totals = [f"{total:,}" for total in (*matrix.totals, matrix.total)]
    return MatrixFields(matrix.by.capitalize(), [*headings, "Total"], rows, totals)


def _red(red: Red) -> RedFields:
    return RedFields(
        ref=red.ref,
        title=red.title,
        dimension=red.dimension,
        owner=red.owner,
        deadline=red.deadline,
        days_overdue=red.days_overdue,
        **_said(red, OF_A_RED, LACKING_OF_A_RED) | {"help_needed": red.help_told},
        recovery=" ".join(red.recovery),
        by_the_rules=" ".join(red.by_the_rules),
        waits_on=" ".join(red.waits_on),
        standing=red.standing,
        no_return=red.no_return,
    )


def _findings(contents: PackContents) -> FindingsFields:
    found = contents.findings
    rows = [
        FindingFields(
            each.name,
            each.source,
            each.reference,
            each.place,
            each.text,
            joined(each.actions) or "none",
            each.state,
            each.attention,
        )
        for each in found.rows
    ]
    return FindingsFields(found.said, found.by_source, found.others, rows)


def _returns(contents: PackContents) -> ReturnsFields:
    returns = contents.returns
    return ReturnsFields(
        said=returns.said,
        due=day(returns.due),
        frozen=moment(returns.frozen, ZoneInfo(contents.zone)),
        rows=[
            ReturnFields(each.answerer, each.boards, each.expected, each.received, each.state) for each in returns.rows
        ],
    )


def _action(action: ActionEntry) -> ActionFields:
    return ActionFields(
        ref=action.ref,
        title=action.title,
        owner=action.owner,
        board=action.board,
        original=action.original,
        approved=action.approved,
        days_overdue=action.days_overdue,
        **_said(action, OF_AN_ACTION, {"commentary": LACKING_OF_A_RED["commentary"]}),
        standing=action.standing,
        no_return=action.no_return,
        by_the_rules=" ".join(action.by_the_rules),
        waits_on=" ".join(action.waits_on),
        measure=action.measure.said if action.measure else "",
        measured=action.measure.measured if action.measure else "",
    )


def _said(entry: ActionEntry | Red, answers: Sequence[AnswerField], missing: Mapping[str, str]) -> dict[str, Any]:
    """These fields of an answer as they are printed; `missing` is what stands instead of those that are not given."""
    said = {each.name: getattr(entry, each.name) for each in answers}
    printed = {name: _printed(value) if value else missing.get(name, "") for name, value in said.items()}
    return printed | {"impact": _impact(entry.impact)}


def _printed(value: Rating | date | str) -> RatingFields | str:
    return rating_fields(value) if isinstance(value, Rating) else day(value) if isinstance(value, date) else value
