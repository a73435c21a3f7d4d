"""In the small: processes that are killed while a faulty Slack counts lose nothing and send nothing twice."""

from pathlib import Path

import typer

from models.record.database import Database
from tests.crash.trial import Size, run

SIZE = Size(messages=36, kills=3, processes=2, seed=1, seconds=600, seconds_a_kill=1.0)


def test_nothing_is_lost_or_sent_twice_though_processes_are_killed_and_slack_is_faulty(
    database: Database, tmp_path: Path
) -> None:
    outcome = run(database, SIZE, tmp_path, typer.echo)
    assert outcome.lost == []
    assert outcome.twice_in_outbox == 0
    assert outcome.received_twice == 0
    assert outcome.faults.total() > 0
    assert outcome.lookups > 0
    assert outcome.plain_lines == []
