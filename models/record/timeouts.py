"""How long PostgreSQL has for an answer: a server, or a network, that goes silent must not hold up people for minutes.

What the address of the database sets for itself wins. Work that may take long says so with `take_time`.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

ANSWER_SECONDS = 15
"""For one statement, waiting for others included. The server ends it then."""

SILENCE_SECONDS = 20
"""For one answer of the server, whatever is between; the connection is given up then."""

FREE_SECONDS = 10
"""For a free connection, where all of a process are in use."""

LIMITS: Mapping[str, int] = {
    "connect_timeout": 5,
    "keepalives": 1,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""What the driver takes: seconds, and of the last one milliseconds."""


def limited(query: Mapping[str, Any]) -> dict[str, str | int]:
    """The driver's options for an address whose own are `query`."""
    limits: dict[str, str | int] = {name: value for name, value in LIMITS.items() if name not in query}
    theirs = str(query.get("options", ""))
    if "statement_timeout" not in theirs:
        limits["options"] = f"{theirs} -c statement_timeout={ANSWER_SECONDS}s".strip()
    return limits


def take_time(connection: Connection) -> None:
    """Let what follows in this transaction take as long as it takes: migrations, forgetting, freezing a position."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        driver: Any = connection.connection.driver_connection  # an `Impatient`: `database` makes no other
        driver.takes_time = True
