"""How the sections are laid out that stand behind the position in the default Word template: a function for each.

`position_layouts` has those before them.
"""

from docx.document import Document as WordDocument

from papers.pack.word.blocks import (
    IMPACT_IS_RATED,
    RATED,
    Column,
    Line,
    add_caption,
    add_labelled,
    add_lines,
    add_list,
    add_table,
    if_any,
    rests_on,
)


def findings(document: WordDocument) -> None:
    """What the plan answers; nothing where there are no findings."""
    add_lines(document, "{%p if findings.rows %}")
    document.add_heading("What the plan answers")
    add_lines(document, ("{{ findings.said }}", "Introduction"))
    add_list(document, "findings.by_source")
    add_lines(document, "{%p if findings.others %}", "{{ findings.others }}", "{%p endif %}")
    add_caption(document, "Table", "Findings and the actions that answer them")
    add_table(
        document,
        "Findings, what they say, and the actions that answer them; those that need attention first",
        "finding in findings.rows",
        Column("No.", 1.3, ["{{ finding.name }}"]),
        Column("Where", 3.1, ["{{ finding.place }}"]),
        Column("What it says", 5, ["{{ finding.text }}"]),
        Column("Answered by", 3, ["{{ finding.actions }}"]),
        Column("How it stands", 4.2, ["{{ finding.state }}"]),
    )
    add_lines(document, "{%p endif %}")


def evidence(document: WordDocument) -> None:
    """The register of evidence; nothing where there is none."""
    add_lines(document, "{%p if evidence_listed.there %}")
    document.add_heading("Evidence")
    add_lines(document, "{%p if evidence_listed.rows %}")
    add_caption(document, "Table", "Evidence and the actions that it is of")
    add_table(
        document,
        "Evidence, where it can be seen, and the actions that it is of",
        "item in evidence_listed.rows",
        Column("No.", 1.3, ["{{ item.name }}"]),
        Column("What", 5, ["{{ item.what }}"]),
        Column("Kind", 3.6, ["{{ item.about }}"]),
        Column("Of", 2.3, ["{{ item.actions }}"]),
        Column("Link", 4.4, ["{{ item.link }}"]),
    )
    add_lines(
        document, "{%p endif %}", "{%p if evidence_listed.hidden %}", "{{ evidence_listed.hidden }}", "{%p endif %}"
    )
    add_lines(document, "{%p endif %}")


def returns(document: WordDocument) -> None:
    """What was owed for the meeting, and what came."""
    document.add_heading("Returns")
    add_lines(document, "{{ returns.said }}")
    add_labelled(document, "Returns were due on", "returns.due")
    add_labelled(document, "Figures fixed at", "returns.frozen")
    add_lines(document, "{%p if returns.rows %}")
    add_caption(document, "Table", "Returns for this meeting")
    add_table(
        document,
        "What each person had to return, and what came",
        "answer in returns.rows",
        Column("Who answers", 3.6, ["{{ answer.answerer }}"]),
        Column("Boards", 4.2, ["{{ answer.boards }}"]),
        Column("Updates expected", 2.1, [Line("{{ answer.expected }}", "Table figure")]),
        Column("Updates received", 2.1, [Line("{{ answer.received }}", "Table figure")]),
        Column("In words", 4.6, ["{{ answer.state }}"]),
    )
    add_lines(document, "{%p endif %}")


def progress(document: WordDocument) -> None:
    """The progress report: an action's dates and words need the width of a page that lies."""
    document.add_heading("Progress report")
    add_lines(document, "{%p for area in areas %}")
    document.add_heading("{{ area.heading }}", 2)
    said = "{% if area.source %}Source: {{ area.source }}. {% endif %}{{ area.said }}"
    add_lines(document, (said, "Introduction"), "{%p if area.actions %}")
    add_caption(
        document,
        "Table",
        "Actions of {{ area.name }}",
    )
    dates = if_any(
        ("Original deadline", "action.original"),
        ("Approved deadline", "action.approved"),
        ("Days overdue", "action.days_overdue"),
        ("Forecast", "action.forecast"),
        ("Recovery date", "action.recovery_date"),
    )
    words = if_any(
        ("Difference made", "action.difference"),
        ("Help needed", "action.help_needed"),
        ("Evidence", "action.evidence"),
        ("Measure", "action.measure"),
        ("Last value", "action.measured"),
    )
    differs: list[Line | str] = [
        "{%p if action.by_the_rules %}",
        Line("{{ action.by_the_rules }}", "By the rules"),
        "{%p endif %}",
        "{%p if action.waits_on %}",
        Line("{{ action.waits_on }}", "By the rules"),
        "{%p endif %}",
    ]
    resting = rests_on("action")
    add_table(
        document,
        "The actions of this area with ratings, dates and commentary",
        "action in area.actions",
        Column("Ref", 1.4, ["{{ action.ref }}"]),
        Column(
            "Action, SRO and board",
            6,
            [
                "{{ action.title }}",
                Line("{{ action.owner }}", "Small print"),
                Line("{{ action.board }}", "Small print"),
            ],
        ),
        Column("Activity", 2.05, [RATED.format("action.activity")]),
        Column("Impact", 2.05, [RATED.format("action.impact")], IMPACT_IS_RATED),
        Column("Dates", 4.3, dates),
        Column("Progress", 9.5, [*differs, "{{ action.commentary }}", *words, *resting]),
    )
    add_lines(document, "{%p endif %}", "{%p else %}", "The plan has no actions.", "{%p endfor %}")


def appendices(document: WordDocument) -> None:
    """The files that belong to the paper; nothing where there are none."""
    add_lines(document, "{%p if appendices %}")
    document.add_heading("Appendices")
    add_list(document, "appendices")
    add_lines(document, "{%p endif %}")


def sign_offs(document: WordDocument) -> None:
    """Who signed the paper off; nothing where nobody is set to."""
    add_lines(document, "{%p if sign_offs %}")
    document.add_heading("Sign-off")
    add_caption(document, "Table", "Reviews before publication")
    add_table(
        document,
        "Each review with its state, by whom and when",
        "sign_off in sign_offs",
        Column("Review", 3.2, ["{{ sign_off.review }}"]),
        Column("State", 2.8, ["{{ sign_off.state }}"]),
        Column("By", 4.4, ["{{ sign_off.by }}"]),
        Column("Day", 2.6, ["{{ sign_off.on }}"]),
        Column("Version", 1.6, [Line("{{ sign_off.version }}", "Table figure")]),
        Column("Reason", 2.0, ["{{ sign_off.words }}"]),
    )
    add_lines(document, "{%p endif %}")


def acronyms(document: WordDocument) -> None:
    document.add_heading("Acronyms")
    add_lines(document, "{%p if acronyms %}")
    add_caption(document, "Table", "Acronyms used in this pack")
    add_table(
        document,
        "Acronyms and what they stand for",
        "acronym in acronyms",
        Column("Acronym", 3.2, ["{{ acronym.letters }}"]),
        Column("Meaning", 13.4, ["{{ acronym.meaning }}"]),
    )
    add_lines(document, "{%p else %}", "No acronym is used in this pack.", "{%p endif %}")
