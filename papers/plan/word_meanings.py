"""What single words in a heading tell of its column, where `vocabulary` has no phrase for it: one list, with weights.

`leanings` reads headings by it. Words are in the singular and in lower case; 3 is as good as said, 1 a mere hint.
"""

from models.updates.answer import FIELDS
from papers.plan.contents import Held, Meaning

ACTIVITY, COMMENTARY, FORECAST = FIELDS["activity"], FIELDS["commentary"], FIELDS["forecast"]


def _weighed(*groups: tuple[float, str]) -> dict[str, float]:
    return {word: weight for weight, words in groups for word in words.split()}


def words_of(*lines: str) -> frozenset[str]:
    """The words of these lines."""
    return frozenset(" ".join(lines).split())


NOUNS: dict[Held, dict[str, float]] = {
    Meaning.TITLE: _weighed(
        (3, "action task recommendation"),
        (2.5, "step todo actionable countermeasure remediation"),
        (
            2.2,
            "milestone deliverable initiative commitment mitigation intervention activity undertaking treatment pledge",
        ),
        (1.8, "improvement solution requirement proposal instruction resolution remedy"),
        (1.8, "follow"),
        (1.5, "work ask tactic enhancement intention"),
        (1.2, "measure project strategy change fix goal story issue finding plan objective concern target"),
        (1, "control item title content description weakness gap problem observation deficiency"),
        (1, "designation headline"),
        (0.8, "name summary text statement response risk decision process subject aim outcome"),
    ),
    Meaning.OWNER: _weighed(
        (3, "owner lead officer accountable accountability responsible responsibility assignee actionee pic"),
        (2.5, "leader manager director assigned allocated poc spoc coordinator owned led steward custodian"),
        (2.2, "organiser organizer holder implementer sponsor supervisor delegate champion"),
        (2, "department directorate agency person individual dept who entity ministry"),
        (2, "councillor trustee clerk teacher nurse"),
        (1.7, "team division organisation organization contact executive body party role facilitator staff"),
        (1.4, "branch unit partner member office actor function position stakeholder resource minister institution"),
        (1.2, "user"),
        (1, "service group name by"),
    ),
    ACTIVITY: _weighed(
        (3, "status rag brag"),
        (2.3, "rating state light"),
        (2, "progress percent complete health confidence"),
        (1.6, "completion stage tracking tracker performance condition rate"),
        (1.3, "implementation delivery closed completed finished done achieved achievement situation flag"),
        (1.3, "implemented position"),
        (1, "result indicator assessment level open conclusion validation verification"),
    ),
    COMMENTARY: _weighed(
        (3, "comment update updating commentary narrative remark"),
        (2.5, "progress note"),
        (2, "achievement accomplishment status highlight"),
        (1.6, "position explanation situation feedback development done"),
        (1.8, "observation"),
        (0.9, "result implementation"),
    ),
    Meaning.REF: _weighed(
        (3, "ref reference id identifier uid"),
        (2.5, "no number code nr num sn serial"),
        (2, "rec"),
        (1.5, "index key para paragraph"),
        (1.2, "action recommendation item task finding issue objective step risk"),
    ),
    Meaning.AREA: _weighed(
        (3, "theme pillar area"),
        (2.5, "category domain strand topic goal priority"),
        (2.2, "focus workstream section dimension chapter heading ambition"),
        (2, "objective aim direction programme program"),
        (1.6, "outcome strategy standard regulation component subject principle element principal criterion"),
        (1.4, "finding recommendation issue requirement improvement concern commitment milestone"),
        (1.3, "project service function group capability process audit unit"),
        (1, "type review plan location site report risk source"),
    ),
    Meaning.BOARD: _weighed((2.5, "board committee"), (2, "forum governance panel"), (1.3, "group")),
    Meaning.MEASURE: _weighed(
        (3, "kpi"),
        (2.5, "measure indicator metric success measurement"),
        (2, "criterion evaluation"),
        (1.5, "outcome target output benefit goal result"),
    ),
    FIELDS["difference"]: _weighed((2, "difference")),
    FIELDS["evidence"]: _weighed((2.6, "evidence"), (2, "proof assurance")),
    FIELDS["cause"]: _weighed((2, "cause barrier obstacle blocker")),
    FIELDS["help_needed"]: _weighed((2, "escalation help")),
}

ANSWERS = words_of("responsible responsibility accountable accountability owner owned lead leader sro")
"""What says of somebody that they answer for an action, and are not only asked about it."""

NOTHING_HERE = words_of(
    "cost budget fund funding resource resourcing expenditure price saving payback score likelihood severity",
    "probability link url email phone tag attachment file version weight size effort hour day week duration",
    "dependency predecessor ward cabinet approver author approved reporter originator creator created consulted",
    "informed support supporting hazard rank indent modifier purpose rationale",
)
"""What a column is about that holds nothing of an action here."""

OF_SOMETHING_ELSE = words_of(
    "label tag type mode kind location site monitoring supplier vendor seller customer client patient pupil reviewer",
    "verifier checker raised identified requested found closed previous effectiveness acceptance approval compliance",
    "confidence trend risk school ward gate priority severity urgency importance criticality",
    "contingency fallback workaround",
)
"""What else a column is of whose cells may look like posts, states or refs."""

CARRIES = words_of(
    "description detail name title text statement summary heading wording list information info content column",
    "field value taken required needed agreed proposed planned identified be outline overview brief nature up",
    "full short",
)
"""Words that say no more of what a column is about: "Action description", "Outline of strategies"."""

DATES = words_of("date deadline timescale timeframe due when timeline eta timing timetable duedate")
MAYBE_DATES = words_of(
    "target schedule month quarter period year done completion finish end delivery implementation complete",
    "completed implemented expected anticipated forecast closure closed close original baseline revised planned",
    "estimated actual scheduled by until projected proposed",
)
"""Where the cells are dates, these say which."""

SAY_NO_DATE = words_of("year quarter month period done date the")
"""Alone, these do not say of what a date is."""

BEGINS = words_of("start begin commence commencement started beginning first birth hire effective from launch opening")
ENDS = words_of("end finish completion due to until")
DUE_WORDS = words_of(
    "due deadline target completion complete finish end delivery deliver timescale timeframe timeline when by",
    "eta until implementation implement planned agreed scheduled proposed required expected anticipated",
    "estimated timing timetable original baseline milestone action task goal",
)
"""What a date is of when it is the deadline; a date of anything else is not known."""

DUE_BY_ITSELF = words_of("due deadline target timescale timeframe when timeline duedate")
"""What is said of no other day."""

FINISHED_WORDS = words_of(
    "completed closed actual real resolved achieved finished closeout implemented delivered done closure",
)
OTHER_DATES = words_of(
    "meeting report audit review inspection next approval approved visit verified verification publication",
    "published decision follow assigned signed last reporting rejection rejected cancelled escalated issue",
    "board exec executive cabinet council committee panel scrutiny governors",
)
"""Of what else a date may be that says nothing here."""

UPDATED_WORDS = words_of("updated update modified reviewed checked changed edited refreshed status")
ADDED_WORDS = words_of(
    "raised created creation opened added identified logged recorded detected discovered issued reported",
    "received entered entry submitted discovery detection",
)
FORECAST_WORDS = words_of("forecast projected predicted")
REVISED_WORDS = words_of("revised new extended amended rescheduled extension rebaselined")

TO_COME = words_of("planned proposed further additional new selected required needed recommended agreed intended")
AS_IT_IS = words_of("existing current present taken done already past")
"""Of what is done about a thing, whether it is to come or is there already."""

OF_A_REF = words_of(
    "unique our plan log row serial line entry tracker register audit local new full short system sequential",
)
"""What a ref may be of, beside the action itself; one of another thing is another thing's."""
