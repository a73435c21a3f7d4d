"""The outbox: every message that is to be sent or was, since when the record sends by itself, and what waits."""
