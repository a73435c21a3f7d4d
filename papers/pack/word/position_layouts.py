"""How each section about the plan's position is laid out in the default Word template: a function for each.

Headings and labels stand here; every figure, and every sentence with one, comes by the fields of `fields`. What stands
behind them is in `report_layouts`.
"""

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Cm

from papers.pack.trend import TITLE
from papers.pack.word.blocks import (
    IMPACT_IS_RATED,
    RATED,
    Column,
    Line,
    add_caption,
    add_grid,
    add_labelled,
    add_lines,
    add_list,
    add_table,
    begin_page,
    fill_row,
    keep_whole,
    rests_on,
    share_width_by_content,
)


def written_sections(document: WordDocument, before: str, on_a_new_page: bool = False) -> None:
    """The sections that people have written, in the place that the outline has for them."""
    add_lines(document, f"{{%p for section in sections if section.before == '{before}' %}}")
    heading = document.add_heading("{{ section.title }}")
    if on_a_new_page:
        begin_page(heading)
    add_lines(document, "{%p for paragraph in section.paragraphs %}")
    paragraph = document.add_paragraph("{{ paragraph.number }}", "Numbered paragraph")
    paragraph.add_run("\t{{ paragraph.text }}")
    add_lines(document, "{%p endfor %}", "{%p endfor %}")


def summary(document: WordDocument) -> None:
    """The position in short: the headline with how well it is known, the table, the Reds, questions, what is asked."""
    document.add_paragraph("Summary", "Front heading")
    document.add_paragraph("{{ headline }}", "Headline")
    _ratings(document)
    document.add_paragraph("{{ scale.reds }}", "Front heading")
    add_lines(document, ("{{ reds_said }}", "Front lead"), "{%p if front.reds %}")
    add_table(
        document,
        "How late these actions are, and when they will be recovered",
        "red_in_short in front.reds",
        Column("Ref", 1.3, ["{{ red_in_short.ref }}"]),
        Column("Action", 5.6, ["{{ red_in_short.title }}"]),
        Column("Activity", 2.4, [RATED.format("red_in_short.activity")]),
        Column("Impact", 2.4, [RATED.format("red_in_short.impact")], IMPACT_IS_RATED),
        Column("When", 4.9, ["{{ red_in_short.when }}"]),
    )
    add_lines(
        document, "{%p endif %}", "{%p if front.more_reds %}", ("{{ front.more_reds }}", "Front text"), "{%p endif %}"
    )
    add_lines(document, "{%p if front.questions %}", ("Questions worth asking", "Front heading"))
    add_list(document, "front.questions", style="Front bullet")
    add_lines(document, "{%p endif %}", ("What the board is asked", "Front heading"))
    add_lines(document, "{%p for line in front.asked %}", ("{{ line }}", "Front text"), "{%p endfor %}")
    add_lines(document, "{%p if front.more_asked %}", ("{{ front.more_asked }}", "Front text"), "{%p endif %}")


def headline(document: WordDocument) -> None:
    """How the plan stands: the sentence, the table of ratings with its notes, the picture and the key."""
    add_lines(document, "{%p if sections and sections[0].before == 'headline' %}")
    document.add_heading("Headline")
    add_lines(document, "{%p else %}")
    begin_page(document.add_heading("Headline"))
    add_lines(document, "{%p endif %}")
    document.add_paragraph("{{ headline }}", "Headline")
    add_caption(document, "Table", "Actions by rating, with their share of all")
    _ratings(document)
    add_lines(document, "{%p for note in notes %}", ("{{ note }}", "Small print"), "{%p endfor %}")
    add_caption(document, "Table", "Key to the ratings")
    add_table(
        document,
        f"What each rating means{{% if {IMPACT_IS_RATED} %}} for activity and for impact{{% endif %}}",
        "entry in key",
        Column("Rating", 2.6, [RATED.format("entry.rating")]),
        Column(
            f"{{% if {IMPACT_IS_RATED} %}}Activity{{% else %}}Meaning{{% endif %}}",
            7,
            ["{{ entry.activity }}"],
        ),
        Column("Impact", 7, ["{{ entry.impact }}"], IMPACT_IS_RATED),
    )
    add_lines(document, "{%p if trend %}")
    add_caption(document, "Figure", TITLE)
    add_lines(document, "{{ trend }}", "{%p endif %}")


def _ratings(document: WordDocument) -> None:
    """The table of ratings."""
    _by_rating(document, "Count and percentage of each rating", "brag", "Rating", "row", "rating", "shares")


def total_change(document: WordDocument) -> None:
    """Why there are more actions, or fewer, than at the previous board."""
    document.add_heading("Change in the number of actions")
    add_lines(document, "{{ total_change.said }}")
    add_list(document, "total_change.lines")
    unexplained = ("No reason is recorded for {{ total_change.unexplained }}.", "Warning")
    add_lines(document, "{%p if total_change.unexplained %}", unexplained, "{%p endif %}")


def movements(document: WordDocument) -> None:
    """What moved since the previous board, and by how much."""
    document.add_heading("Movements")
    off_track = ("{%p if movements.off_track %}", "{{ movements.off_track }}", "{%p endif %}")
    add_lines(document, ("{{ movements.said }}", "Introduction"), *off_track, "{%p if movements.moved %}")
    add_caption(document, "Table", "Actions whose ratings moved")
    add_table(
        document,
        f"Actions with {{% if {IMPACT_IS_RATED} %}}both ratings{{% else %}}their rating{{% endif %}} at the previous "
        "board and now",
        "move in movements.moved",
        Column("Ref", 1.3, ["{{ move.ref }}"]),
        Column("Action", 4.9, ["{{ move.title }}"]),
        Column("Activity was", 2.05, [RATED.format("move.activity_was")]),
        Column("Activity is", 2.05, [RATED.format("move.activity")]),
        Column("Impact was", 2.05, [RATED.format("move.impact_was")], IMPACT_IS_RATED),
        Column("Impact is", 2.05, [RATED.format("move.impact")], IMPACT_IS_RATED),
        Column("Direction", 2.2, ["{{ move.direction }}"]),
    )
    add_lines(document, "{%p endif %}", "{%p for matrix in movements.matrices %}")
    _matrix(document)
    add_lines(document, "{%p endfor %}")
    add_lines(document, "{%p if pace %}")
    add_labelled(document, "Pace", "pace")
    add_lines(document, "{%p endif %}")
    add_lines(
        document, "{%p if dates_moved %}", ("Dates moved with approval since the previous board:", "Introduction")
    )
    add_list(document, "dates_moved")
    add_lines(document, "{%p endif %}", "{%p if dates_moved_undecided %}")
    add_lines(document, ("Dates moved since the previous board with no decision recorded:", "Introduction"))
    add_list(document, "dates_moved_undecided")
    add_lines(document, "{%p endif %}")


def _matrix(document: WordDocument) -> None:
    """From which rating to which."""
    described = "From the rating at the previous board to that of now"
    add_caption(document, "Table", f"{{{{ matrix.by }}}}: {described[0].lower()}{described[1:]}")
    _by_rating(document, described, "matrix", "From", "matrix_row", "was", "counts")


def _by_rating(
    document: WordDocument, described: str, of: str, first: str, row: str, rating: str, figures: str
) -> None:
    """A table with a row for each rating, and as many columns of figures as the pack has."""
    figure = "Table figure"
    table = add_grid(document, described, [4.15] * 4, rows=5)
    share_width_by_content(table)
    heading = "Table figure heading"
    fill_row(
        table.rows[0],
        first,
        f"{{%tc for heading in {of}.headings %}}",
        Line("{{ heading }}", heading),
        "{%tc endfor %}",
    )
    fill_row(table.rows[1], f"{{%tr for {row} in {of}.rows %}}")
    loop = (f"{{%tc for figure in {row}.{figures} %}}", Line("{{ figure }}", figure), "{%tc endfor %}")
    fill_row(table.rows[2], RATED.format(f"{row}.{rating}"), *loop)
    fill_row(table.rows[3], "{%tr endfor %}")
    fill_row(
        table.rows[4], "Total", f"{{%tc for total in {of}.totals %}}", Line("{{ total }}", figure), "{%tc endfor %}"
    )
    for place in (0, 2, 4):
        keep_whole(table.rows[place], repeated=place == 0)
    for paragraph in table.rows[0].cells[0].paragraphs:
        paragraph.style = "Table heading"
    for cell in table.rows[2].cells:  # so short a table stays on one page
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.set(qn("w:lastRow"), "1")
    look.set(qn("w:val"), "04E0")


def reds(document: WordDocument) -> None:
    """The actions that are off track, each with its recovery."""
    document.add_heading("{{ scale.reds }}")
    add_lines(document, "{{ reds_said }}", "{%p for red in reds %}")
    document.add_heading("{{ red.ref }} {{ red.title }}", 2)
    add_table(
        document,
        "Ratings, owner and dates of this action",
        "",
        Column("{{ scale.red_by }}", 2.3, ["{{ red.dimension }}"], IMPACT_IS_RATED),
        Column("Activity", 2.05, [RATED.format("red.activity")]),
        Column("Impact", 2.05, [RATED.format("red.impact")], IMPACT_IS_RATED),
        Column("SRO", 2.7, ["{{ red.owner }}"]),
        Column("Deadline", 2.2, ["{{ red.deadline }}"]),
        Column("Days overdue", 2.0, ["{{ red.days_overdue }}"]),
        Column("Recovery date", 3.3, ["{{ red.recovery_date }}"]),
    )
    add_lines(document, "{%p if red.by_the_rules %}")
    document.add_paragraph("{{ red.by_the_rules }}", "By the rules").paragraph_format.space_before = Cm(0.3)
    add_lines(
        document, "{%p endif %}", "{%p if red.waits_on %}", ("{{ red.waits_on }}", "By the rules"), "{%p endif %}"
    )
    add_lines(document, "{%p if red.recovery %}", ("{{ red.recovery }}", "By the rules"), "{%p endif %}")
    add_lines(document, "{%p if red.standing %}", *rests_on("red"), "{%p endif %}")
    spaced = add_labelled(document, "Commentary", "red.commentary")
    spaced.paragraph_format.space_before = Cm(0.3)
    add_labelled(document, "Cause", "red.cause")
    add_labelled(document, "Corrective action", "red.corrective_action")
    for label, name in (
        ("Carried out by", "red.recovery_owner"),
        ("To be done by", "red.recovery_by"),
        ("Next review", "red.next_review"),
    ):
        add_lines(document, f"{{%p if {name} %}}")
        add_labelled(document, label, name)
        add_lines(document, "{%p endif %}")
    add_lines(document, "{%p if red.help_needed %}")
    add_labelled(document, "Help needed", "red.help_needed")
    add_lines(document, "{%p endif %}", "{%p endfor %}")


def asked(document: WordDocument) -> None:
    """What the board is to decide, and what it asked for and has not got."""
    add_lines(document, "{%p if asked or arising %}")
    document.add_heading("What the board is asked")
    add_lines(document, "{%p endif %}", "{%p if asked %}")
    add_caption(document, "Table", "What the board is asked to decide")
    add_table(
        document,
        "What the board is asked to decide, as it stands and as it is proposed",
        "request in asked",
        Column("No.", 1.3, ["{{ request.number }}"]),
        Column("What", 3.6, ["{{ request.what }}"]),
        Column("Now and proposed", 4.6, ["{{ request.change }}"]),
        Column("Proposed by", 2.8, ["{{ request.by }}"]),
        Column(
            "What is said of it",
            4.3,
            [
                "{%p for line in request.said %}",
                "{{ line }}",
                "{%p endfor %}",
                "{%p if request.not_given %}",
                "Not given: {{ request.not_given }}",
                "{%p endif %}",
            ],
        ),
    )
    add_lines(
        document,
        "{%p endif %}",
        "{%p if arising %}",
        ("Asked for by earlier decisions, and not done yet:", "Introduction"),
    )
    add_list(document, "arising")
    add_lines(document, "{%p endif %}")


def highlights(document: WordDocument) -> None:
    """The nominated improvements."""
    document.add_heading("Highlights")
    add_lines(document, "{%p if highlights %}")
    add_caption(document, "Table", "Highlights")
    add_table(
        document,
        "Nominated improvements with the ratings of their actions",
        "highlight in highlights",
        Column("Ref", 1.3, ["{{ highlight.ref }}"]),
        Column("Action", 4.5, ["{{ highlight.title }}"]),
        Column("What was achieved", 6.7, ["{{ highlight.text }}"]),
        Column("Activity", 2.05, [RATED.format("highlight.activity")]),
        Column("Impact", 2.05, [RATED.format("highlight.impact")], IMPACT_IS_RATED),
    )
    add_lines(document, "{%p else %}", "No improvement was nominated as a highlight.", "{%p endif %}")


def likely_to_slip(document: WordDocument) -> None:
    """What is likely to slip; nothing where that is not said."""
    add_lines(document, "{%p if likely_said %}")
    document.add_heading("Likely to slip")
    add_lines(document, ("{{ likely_said }}", "Introduction"), "{%p if likely %}")
    add_caption(document, "Table", "Actions that are likely to slip")
    add_table(
        document,
        "Actions that are likely to slip, with whose they are and the signs of it",
        "likely_action in likely",
        Column("Ref", 1.3, ["{{ likely_action.ref }}"]),
        Column("Action", 3.9, ["{{ likely_action.title }}"]),
        Column("Activity", 2.05, [RATED.format("likely_action.activity")]),
        Column("Impact", 2.05, [RATED.format("likely_action.impact")], IMPACT_IS_RATED),
        Column("Deadline", 2.0, ["{{ likely_action.deadline }}"]),
        Column("SRO", 2.6, ["{{ likely_action.owner }}"]),
        Column("Why", 2.7, ["{{ likely_action.why }}"]),
    )
    add_lines(document, "{%p endif %}", "{%p endif %}")


def slow_to_progress(document: WordDocument) -> None:
    """What is slow to progress, and by which rules."""
    document.add_heading("Slow to progress")
    add_lines(document, ("{{ slow_said }}", "Introduction"), "{%p if slow %}")
    add_caption(document, "Table", "Actions that are slow to progress")
    add_table(
        document,
        "Actions that are slow to progress, with the reasons",
        "slow_action in slow",
        Column("Ref", 1.3, ["{{ slow_action.ref }}"]),
        Column("Action", 5.7, ["{{ slow_action.title }}"]),
        Column("Activity", 2.05, [RATED.format("slow_action.activity")]),
        Column("Impact", 2.05, [RATED.format("slow_action.impact")], IMPACT_IS_RATED),
        Column("Why", 5.5, ["{{ slow_action.why }}"]),
    )
    add_lines(document, "{%p endif %}")


def done_without_impact(document: WordDocument) -> None:
    """What is done and has no impact to show; nothing where impact is not rated."""
    add_lines(document, f"{{%p if {IMPACT_IS_RATED} %}}")
    document.add_heading("Done without impact")
    add_lines(document, ("{{ gap_said }}", "Introduction"), "{%p if gap %}")
    add_caption(document, "Table", "Actions that are done without impact to show")
    add_table(
        document,
        "Actions that are {{ scale.done }} on activity, with their rating for impact",
        "gap_action in gap",
        Column("Ref", 1.3, ["{{ gap_action.ref }}"]),
        Column("Action", 13.25, ["{{ gap_action.title }}"]),
        Column("Impact", 2.05, [RATED.format("gap_action.impact")]),
    )
    add_lines(document, "{%p endif %}", "{%p endif %}")
