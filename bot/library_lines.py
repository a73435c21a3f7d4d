"""Lines that libraries log, warn or die with, in the form of our own: JSON, and without what anybody typed.

Set up by `bot.process.configure_logging`; `serve` adds `note_uncaught`. What a library says about an error is kept but
for the error's own words, which may repeat typed text: its type and place are logged instead, under a number.
"""

import logging
import sys
import threading
from types import TracebackType

from handlers.failures import note_failure
from handlers.log import log


class LibraryLines(logging.Handler):
    """Takes everything that is logged by the standard library's `logging`."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log one line of a library."""
        try:
            error = record.exc_info[1] if record.exc_info else None
            said = record.getMessage().strip()
            if isinstance(error, Exception):
                for spelt in filter(None, (repr(error), str(error))):
                    said = said.replace(spelt, type(error).__name__)
                note_failure(said, error, logger=record.name)
            else:
                log.log(record.levelno, said, logger=record.name)
        except Exception:
            self.handleError(record)


def take_library_lines(level: int) -> None:
    """Log what libraries say from WARNING on, and the web server from INFO on: below, Slack's client logs texts."""
    root = logging.getLogger()
    root.handlers = [each for each in root.handlers if not isinstance(each, LibraryLines)]
    root.addHandler(LibraryLines())
    root.setLevel(max(level, logging.WARNING))
    logging.getLogger("uvicorn").setLevel(max(level, logging.INFO))
    logging.captureWarnings(True)


def note_uncaught() -> None:
    """Log an error that ends the process or a thread in the same form."""

    def ended(_kind: type[BaseException], error: BaseException, _where: TracebackType | None) -> None:
        if isinstance(error, Exception):
            note_failure("process failed", error)

    def thread_ended(thread: threading.ExceptHookArgs) -> None:
        if isinstance(thread.exc_value, Exception):
            note_failure("thread failed", thread.exc_value)

    sys.excepthook, threading.excepthook = ended, thread_ended
