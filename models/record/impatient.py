"""A connection to PostgreSQL that gives up on a silent server; how long it waits is in `timeouts`.

Made by `database`, which loads this module, and psycopg with it, only where the record is on PostgreSQL.
"""

from typing import Any

import psycopg
from psycopg.errors import OperationalError, _WaitTimeout

from models.record import timeouts


class Impatient(psycopg.Connection[Any]):
    """A connection that does not wait for ever, for the server's own limit does not reach through a dead network."""

    takes_time = False
    """Whether the transaction may take long."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait for one answer. Raises `OperationalError`, having given up the connection, when there is none."""
        if timeout is None and not self.takes_time:
            timeout = timeouts.SILENCE_SECONDS
        try:
            return super().wait(gen, interval, timeout)
        except _WaitTimeout:
            self.pgconn.finish()
            raise OperationalError(f"no answer in {timeout} seconds") from None


def connect_impatiently(_dialect: Any, _record: Any, words: Any, options: Any) -> Impatient:
    """Connect as SQLAlchemy would, with such a connection; listens for `do_connect`."""
    return Impatient.connect(*words, **options)


def be_impatient_again(connection: Any, _record: Any) -> None:
    """Whoever has a connection next does not take time; listens for `checkin`."""
    if connection is not None:  # None: it was given up
        connection.takes_time = False
