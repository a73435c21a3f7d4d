"""What goes wrong outside the program, as one line for the operator: settings, the database, a platform's tokens.

Called by the command line when a command raises. It never shows a value that may hold a password.
"""

from tomllib import TOMLDecodeError

from pydantic import ValidationError
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from bot.platforms import PlatformRefuses
from bot.process import NoRecord
from bot.settings import NoSettingsFile
from models.record.database_errors import is_away
from models.record.organisation import WhichOrganisation
from models.record.sqlite_file import RecordInUse, RecordMoved
from schedules.wording import WrongWording


def said_of(error: Exception) -> str | None:
    """The line to print for an error that the operator can mend; None for any other, which is a fault of ours."""
    match error:
        case ValidationError(title=title) if title.endswith("Settings"):
            return " ".join(_setting(each["loc"], each["msg"], each.get("ctx", {})) for each in error.errors())
        case TOMLDecodeError():
            return f"The settings file cannot be read: {error}."
        case ArgumentError():
            return "SECRETARIAT_DATABASE_URL is no database address that can be used."
        case DatabaseError() if isinstance(error, OperationalError) or type(error) is DatabaseError or is_away(error):
            reason = str(error.orig).partition("\n")[0].rstrip(".")
            return f"The database that SECRETARIAT_DATABASE_URL names cannot be used: {reason}."
        case (
            NoRecord()
            | NoSettingsFile()
            | WhichOrganisation()
            | RecordInUse()
            | RecordMoved()
            | PlatformRefuses()
            | WrongWording()
        ):
            return str(error)
    match type(error).__name__:  # loading the modules of these takes longer than most commands
        case "WrongTemplate" | "WrongReportTemplate":
            return f"{getattr(error, 'setting', '')} cannot be used. {error}"
        case "CommandError":
            return "The record was made by a newer version of the program: run that one."
    return None


def _setting(place: tuple[int | str, ...], message: str, context: dict[str, object]) -> str:
    name = f"SECRETARIAT_{place[0]}".upper() if place else "A setting"
    wrong = context.get("error")
    return f"{name} {wrong}" if wrong else f"{name} cannot stand: {message}."
