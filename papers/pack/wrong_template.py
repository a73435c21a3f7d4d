"""What is wrong with a Word template; apart from what reads one, which loads the library for Word."""


class WrongTemplate(Exception):
    """The template cannot be used. The message is for people: where the mistake is, and what to do next."""

    setting = "SECRETARIAT_PACK_TEMPLATE"


class WrongReportTemplate(WrongTemplate):
    """The same of a template of council reports."""

    setting = "SECRETARIAT_REPORT_TEMPLATE"
