"""The words that trackers use for what a plan holds: one list of headings for each meaning, the likeliest first.

`headings` looks them up. A heading is compared in lower case, with everything but letters and digits as one space.
"""

from models.updates.answer import FIELDS
from papers.plan.contents import Held, Meaning

PERCENTAGES = (
    *("percent complete", "percentage complete", "percent completed", "percentage completion", "percent completion"),
    *("percent done", "percent progress", "completion percent", "progress percent"),
)
"""How much of an action is done: a rating where the sheet has no other."""

HEADINGS: dict[Held, tuple[str, ...]] = {
    **{each: each.headings for each in FIELDS.values()},
    FIELDS["activity"]: (*FIELDS["activity"].headings, *PERCENTAGES),
    Meaning.REF: (
        *("ref", "ref no", "ref number", "reference", "reference no", "reference number", "action ref"),
        *("action reference", "action no", "action number", "action id", "plan ref", "recommendation no"),
        *("recommendation number", "recommendation ref", "rec no", "rec ref", "unique ref", "unique reference"),
        *("unique id", "uid", "id", "item no", "item number", "no", "number", "nr", "s no", "sr no", "#", "rec id"),
        *("rec number", "recommendation id", "issue key", "task id", "task no", "task number", "issue no"),
        *("issue number", "issue ref", "issue reference", "issue id", "finding ref", "finding no", "finding number"),
        *("objective no", "objective ref", "item ref", "item id", "work item id", "ticket", "ticket no", "ticket id"),
        *("key", "code", "action code", "log no", "log number", "log ref", "serial", "serial no", "raid id"),
        *("raid ref", "action log no", "action log ref", "ref id", "row id", "line no", "wbs", "risk id", "risk ref"),
        *("minute ref", "minute no", "minute reference", "paragraph", "para", "para ref"),
        *(
            "poam id",
            "exception id",
            "audit reference number",
            "afi ref",
            "finding id",
            "objective id",
            "milestone id",
            "action log id",
        ),
    ),
    Meaning.TITLE: (
        *("action", "actions", "priority improvement action", "improvement action", "action title"),
        *("action required", "actions required", "required action", "agreed action", "agreed actions"),
        *("action to be taken", "actions to be taken", "action point", "action description", "description of action"),
        *("what we will do", "what will we do", "what are we going to do", "what we are going to do"),
        *("what do we need to do", "what needs to be done", "planned action", "action decision", "action detail"),
        *("action details", "details of action", "action name", "action text", "action agreed", "action summary"),
        *("actions agreed", "action plan", "key action", "key actions", "specific action", "specific actions"),
        *("smart action", "smart actions", "proposed action", "next step", "next steps", "management action"),
        *("management actions", "agreed management action", "improvement", "what action will be taken"),
        *("what actions will be taken", "what action is required", "recommendation", "recommendations"),
        *("recommended action", "recommended actions", "auditor recommendation", "remediation plan"),
        "overall remediation plan",
        *("requirement", "requirements", "must do", "should do", "deliverable", "deliverables", "task", "task name"),
        *("task description", "task title", "tasks", "work item", "objective", "objectives", "milestone"),
        *("milestones", "key milestone", "initiative", "title", "summary", "subject", "what", "description"),
        *("detail", "details", "action item", "action items", "card name", "card title", "item name", "name", "item"),
        *("items", "issue", "issue description", "issues", "issue title", "issue summary", "finding", "findings"),
        *("risk description", "commitment", "commitments", "decision", "activity"),
        *(
            "short description",
            "brief description",
            "action step",
            "action steps",
            "our response action",
            "actions to be taken forward",
            "actions agreed to",
        ),
    ),
    Meaning.AREA: (
        *("area", "priority area", "area of improvement", "area for improvement", "improvement area", "key area"),
        *("area of focus", "focus area", "theme", "improvement theme", "key theme", "improvement priority"),
        *("priority", "priority theme", "domain", "strand", "pillar", "section", "chapter", "key line of enquiry"),
        *("kloe", "kloes", "aim", "goal", "strategic priority", "strategic theme", "strategic objective", "topic"),
        *("category", "project", "heading", "workstream theme", "bucket name", "bucket", "component s", "components"),
        *("component", "epic", "epic name", "parent summary", "areas", "themes", "standard", "regulation"),
        *("service area", "programme area", "list name", "section column", "area name"),
        *("theme name", "thematic area"),
    ),
    Meaning.BOARD: (
        *("board", "delivery board", "responsible board", "lead board", "reporting board", "oversight board"),
        *("accountable board", "governance board", "monitored by", "overseen by", "reporting to", "reports to"),
        *("delivery group", "committee", "sub group", "subgroup", "governance", "workstream", "work stream"),
        *("steering group", "forum", "responsible committee", "assurance committee", "monitoring group"),
        *("responsible group", "monitoring committee", "where monitored"),
    ),
    Meaning.OWNER: (
        *("sro", "senior responsible officer", "senior responsible owner", "action owner", "owner"),
        *("accountable officer", "responsible officer", "lead officer", "action lead", "lead", "named lead"),
        *("responsible lead", "lead responsible", "accountable lead", "executive lead", "exec lead", "lead director"),
        *("operational lead", "lead person", "named person", "responsible person", "person responsible"),
        *("accountable", "responsible", "assigned to", "by whom", "who", "officer", "task owner", "delivery lead"),
        *("assignee", "responsibility", "responsible owner", "issue owner", "owned by", "delivery owner"),
        *("recommendation owner", "business owner", "project lead", "workstream lead", "theme lead", "lead name"),
        *("lead manager", "responsible manager", "manager responsible", "service lead", "strategic lead"),
        *("clinical lead", "implementation lead", "implementing officer", "owner name", "officer responsible"),
        *("lead responsibility", "assigned", "allocated to", "action by", "action for", "who will do it", "by who"),
        *("who is responsible", "who will lead", "who by", "responsible party", "responsible director", "director"),
        *("responsible officer title", "accountable person", "accountable owner", "accountable director", "leads"),
        *("members", "person", "people", "assignees", "action holder", "task lead", "improvement lead"),
        *("responsible team", "lead agency", "lead organisation", "lead department", "responsible department"),
        *("department", "team", "manager", "lead s", "owners", "responsible team member", "team member"),
        *("point of contact", "contact person"),
        *(
            "identified lead",
            "person in charge",
            "lead dept",
            "lead service",
            "accountable exec",
            "lead team",
            "responsible service",
            "delivery partner",
        ),
    ),
    Meaning.DUE: (
        *("due", "due date", "date due", "deadline", "target date", "by when", "target completion date"),
        *("target completion", "completion due", "to be completed by", "complete by", "date for completion"),
        *("original due date", "original deadline", "original target date", "original date", "approved date"),
        *("baseline date", "baseline finish", "planned completion date", "planned completion", "planned end date"),
        *("planned finish", "completion date", "end date", "finish date", "finish", "timescale", "timescales"),
        *("timeframe", "time period", "when", "target", "implementation date", "original implementation date"),
        *("agreed implementation date", "implement by", "target implementation date", "implementation target date"),
        *("agreed date", "agreed completion date", "agreed target date", "agreed timescale", "completion target"),
        *("due by", "due for completion", "due on", "original completion date", "original target"),
        *("original timescale", "original due", "planned date", "proposed completion date", "target end date"),
        *("target deadline", "target finish", "date required", "required by", "date to be completed"),
        *("date to be completed by", "to be completed", "completion by", "completed by date", "delivery date"),
        *("target delivery date", "date for implementation", "time scale", "time frame", "time line", "timeline"),
        *("timelines", "timing", "by when date", "when by", "action due", "action due date", "action deadline"),
        *("task due date", "milestone date", "planned end", "target completed", "target date for completion"),
        *("expected by", "finish by", "deadline date", "baseline end date", "end", "original"),
        *("original dates", "baseline", "scheduled completion date", "scheduled completion"),
    ),
    Meaning.REVISED: (
        *("revised date", "new date", "revised deadline", "revised due date", "revised target date"),
        *("revised target", "revised completion date", "revised end date", "revised finish", "revised timescale"),
        *("new deadline", "new due date", "new target date", "new end date", "extended to", "extension date"),
        *("extended date", "rebaselined date", "re baselined date", "revised", "revised implementation date"),
        *("revised timescales", "revised timeframe", "revised date for completion", "amended date"),
        *("amended due date", "amended target date", "amended deadline", "updated due date", "updated target date"),
        *("updated deadline", "current due date", "current target date", "current deadline", "extension"),
        *("new completion date", "new implementation date", "latest due date", "re forecast date"),
    ),
    Meaning.MEASURE: (
        *("measure", "measures", "impact measure", "impact measures", "success measure", "success measures"),
        *("measure of success", "measures of success", "how will we know", "how we will know"),
        *("how will we know it has worked", "how will we know it is working", "how will we measure success"),
        *("how will we measure impact", "success criteria", "success indicator", "success indicators"),
        *("performance measure", "performance indicator", "outcome measure", "kpi", "kpis", "what good looks like"),
        *("what does good look like", "what will success look like", "what success looks like", "expected outcome"),
        *("intended outcome", "desired outcome"),
        *("how we ll know", "how will success be measured", "how will we know we have succeeded", "target outcome"),
    ),
    Meaning.MEASURE_AGREED: (*("measure agreed", "agreed measure", "is the measure agreed"),),
    Meaning.UPDATED: (
        *("updated", "updated on", "last updated", "date updated", "date of update", "update date"),
        *("date of last update", "last update date", "date of latest update", "as at", "last modified", "modified"),
        *("modified on", "date modified", "updated at", "updated date", "last reviewed", "date reviewed"),
        *("last review date", "position as at", "status date"),
        *("last updated date",),
    ),
    Meaning.ADDED: (
        *("added", "added on", "date added", "date raised", "raised on", "date opened", "opened", "opened on"),
        *("created", "created date", "date created", "created on", "created at", "creation date", "date logged"),
        *("logged on", "raised", "raised date", "open date", "date identified"),
    ),
    Meaning.ENDED: (*("ended", "how ended"),),
    Meaning.ENDED_ON: (*("ended on", "date ended", "date withdrawn", "withdrawn on"),),
    Meaning.REASON: (*("reason", "reason ended", "reason for closure", "reason closed", "reason withdrawn"),),
}

WEAK_TITLES = (
    *("decision", "description", "detail", "details", "finding", "findings", "issue", "issue description"),
    *("issue summary", "issue title", "issues", "item", "item name", "items", "name", "risk description", "summary"),
    *("next step", "next steps", "title", "what", "short description", "brief description"),
)
"""What may be the action, and yields to what stands for it in `TITLES_ELSE`."""

ABOUT_RISKS = (
    *("mitigating action", "mitigating actions", "mitigation action", "mitigation actions", "response action"),
    "response actions",
)
"""Where one of these is the action, the list is of risks or issues, and Impact is what those would do."""

TITLES_ELSE = (
    *("activity", "corrective action", "corrective actions", "remedial action", "remedial actions"),
    *("recovery action", "recovery actions", *ABOUT_RISKS),
)
"""What is a field of an answer where another column has the action, and else the action itself."""

EXAMPLES: dict[str, tuple[str, ...]] = {
    "the action": ("Action", "Recommendation", "Objective"),
    "its number": ("Ref", "Ref No.", "No"),
    "who leads": ("SRO", "Lead officer", "Owner"),
    "the date": ("Due", "Deadline", "By when"),
    "the rating": ("BRAG", "RAG", "Status"),
}
"""What an error says is understood."""
