"""The log: a line of JSON on standard error for each thing noted. No line has typed text or a secret in it.

structlog loads Rich with it, a twelfth of what a question at the terminal would load: it waits for the first line.
"""

import sys
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger


class _Log:
    """structlog's logger, loaded and set up when there is a line for it."""

    level: int | None = None
    """What was asked for and is not set up yet."""

    def __getattr__(self, name: str) -> Any:
        import structlog

        if self.level is not None:
            _set_up(self.level)
            self.level = None  # only now: of two threads with a first line each neither goes without
        return getattr(structlog.get_logger(), name)


_log = _Log()
log = cast("FilteringBoundLogger", _log)
"""What every line is noted with."""


def log_from(level: int) -> None:
    """Log lines of this level and above as JSON to standard error, from the next line on."""
    _log.level = level


def _set_up(level: int) -> None:
    import structlog
    from structlog.tracebacks import ExceptionDictTransformer

    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        # Each line in one write: processes share a log, and may be killed between two.
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )
