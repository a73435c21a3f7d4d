"""The words that trackers use for what a plan holds: one list of headings for each meaning, the likeliest first.

`headings` looks them up. A heading is compared in lower case, with everything but letters and digits as one space.
"""

from models.updates.answer import FIELDS
from papers.plan.contents import Held, Meaning

HEADINGS: dict[Held, tuple[str, ...]] = {
    **{each: each.headings for each in FIELDS.values()},
    Meaning.REF: (
        *("ref", "ref no", "ref number", "reference", "reference no", "reference number", "action ref"),
        *("action reference", "action no", "action number", "action id", "plan ref", "recommendation no"),
        *("recommendation number", "recommendation ref", "rec no", "rec ref", "unique ref", "unique reference"),
        *("unique id", "uid", "id", "item no", "item number", "no", "number", "nr", "s no", "sr no", "#"),
    ),
    Meaning.TITLE: (
        *("action", "actions", "priority improvement action", "improvement action", "action title"),
        *("action required", "actions required", "required action", "agreed action", "agreed actions"),
        *("action to be taken", "actions to be taken", "action point", "action description"),
        *("description of action", "what we will do", "what will we do", "what are we going to do"),
        *("what we are going to do", "what do we need to do", "what needs to be done", "planned action"),
        *("recommendation", "recommendations", "requirement", "must do", "deliverable", "task", "task name"),
        *("objective", "objectives", "milestone", "title", "description", "activity"),
    ),
    Meaning.AREA: (
        *("area", "priority area", "area of improvement", "area for improvement", "improvement area", "key area"),
        *("area of focus", "focus area", "theme", "improvement theme", "key theme", "improvement priority"),
        *("priority", "priority theme", "domain", "strand", "pillar", "section", "chapter", "key line of enquiry"),
        *("kloe", "aim", "goal"),
    ),
    Meaning.BOARD: (
        *("board", "delivery board", "responsible board", "lead board", "reporting board", "oversight board"),
        *("accountable board", "governance board", "monitored by", "overseen by", "reporting to", "reports to"),
        *("delivery group", "committee", "sub group", "subgroup", "governance", "workstream", "work stream"),
    ),
    Meaning.OWNER: (
        *("sro", "senior responsible officer", "senior responsible owner", "action owner", "owner"),
        *("accountable officer", "responsible officer", "lead officer", "action lead", "lead", "named lead"),
        *("responsible lead", "lead responsible", "accountable lead", "executive lead", "exec lead"),
        *("lead director", "operational lead", "lead person", "named person", "responsible person"),
        *("person responsible", "assigned to", "responsible", "accountable", "by whom", "who", "officer"),
    ),
    Meaning.DUE: (
        *("due", "due date", "date due", "deadline", "target date", "by when", "target completion date"),
        *("target completion", "completion due", "to be completed by", "complete by", "date for completion"),
        *("original due date", "original deadline", "original target date", "original date", "approved date"),
        *("baseline date", "baseline finish", "planned completion date", "planned completion"),
        *("planned end date", "planned finish", "completion date", "end date", "finish date", "finish"),
        *("timescale", "timescales", "timeframe", "when", "target"),
    ),
    Meaning.REVISED: (
        *("revised date", "new date", "revised deadline", "revised due date", "revised target date"),
        *("revised target", "revised completion date", "revised end date", "revised finish", "revised timescale"),
        *("new deadline", "new due date", "new target date", "new end date", "extended to", "extension date"),
        *("extended date", "rebaselined date", "re baselined date", "revised"),
    ),
    Meaning.MEASURE: (
        *("measure", "measures", "impact measure", "impact measures", "success measure", "success measures"),
        *("measure of success", "measures of success", "how will we know", "how we will know"),
        *("how will we know it has worked", "how will we know it is working", "how will we measure success"),
        *("how will we measure impact", "success criteria", "success indicator", "success indicators"),
        *("performance measure", "performance indicator", "outcome measure", "kpi", "kpis"),
        *("what good looks like", "what does good look like", "what will success look like"),
        *("what success looks like", "expected outcome", "intended outcome", "desired outcome"),
    ),
    Meaning.MEASURE_AGREED: ("measure agreed", "agreed measure", "is the measure agreed"),
    Meaning.UPDATED: (
        *("updated", "updated on", "last updated", "date updated", "date of update", "update date"),
        *("date of last update", "last update date", "date of latest update", "as at"),
    ),
    Meaning.ADDED: ("added", "added on", "date added", "date raised", "raised on", "date opened"),
    Meaning.ENDED: ("ended", "how ended"),
    Meaning.ENDED_ON: ("ended on", "date ended", "date withdrawn", "withdrawn on"),
    Meaning.REASON: ("reason", "reason ended", "reason for closure", "reason closed", "reason withdrawn"),
}

EXAMPLES: dict[str, tuple[str, ...]] = {
    "the action": ("Action", "Recommendation", "Objective"),
    "its number": ("Ref", "Ref No.", "No"),
    "who leads": ("SRO", "Lead officer", "Owner"),
    "the date": ("Due", "Deadline", "By when"),
    "the rating": ("BRAG", "RAG", "Status"),
}
"""What an error says is understood."""
