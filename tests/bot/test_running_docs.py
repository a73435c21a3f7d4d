"""What operators are told is there: every setting and metric of `docs/running.md`, and the examples beside it."""

import re
import tomllib
from pathlib import Path

from bot.metrics import Metrics
from bot.platforms import all_settings
from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from models.record.database import Database
from tests.asking import Clock
from tests.databases import Engine, fill_nothing

ROOT = Path(__file__).parents[2]
RUNNING = (ROOT / "docs/running.md").read_text(encoding="utf-8")
TOLD = (ROOT / "docs/running.md", ROOT / "Dockerfile", *sorted((ROOT / "docs/examples").iterdir()))


def test_every_setting_that_is_named_exists() -> None:
    settings = {f"SECRETARIAT_{name}".upper() for name in all_settings()} | {"SECRETARIAT_CONFIG"}
    for file in TOLD:
        named = set(re.findall(r"\bSECRETARIAT_[A-Z_]+", file.read_text(encoding="utf-8")))
        assert named <= settings, file
    example = RUNNING.partition('    database_url = "')[1:]
    block = "".join(example).partition("\n\n")[0]
    assert set(tomllib.loads(re.sub(r"^ {4}", "", block, flags=re.MULTILINE))) <= set(all_settings())


def test_every_metric_is_told_and_no_other(sqlite: Engine, clock: Clock) -> None:
    with sqlite.fresh(fill_nothing) as database:
        found = _names(database, clock)
    told = set(re.findall(r"^\| `(secretariat_\w+|process_\w+)`", RUNNING, re.MULTILINE))
    assert {each for each in told if each.startswith("secretariat_")} == found
    assert len(told) == len(found) + 1


def _names(database: Database, clock: Clock) -> set[str]:
    """The names of all metrics but those of the process itself, as they are written in an alarm."""
    families = Metrics(Dispatcher(database, registry, clock)).registry.collect()
    suffixes = {"counter": "_total", "info": "_info"}
    names = {each.name + suffixes.get(each.type, "") for each in families}
    return {each for each in names if not each.startswith("process_")}


def test_the_container_gets_every_package_of_the_distribution() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert set(re.findall(r"^COPY (\w+) \1$", dockerfile, re.MULTILINE)) == packages
    for file in re.findall(r"^COPY (.+) \./$", dockerfile, re.MULTILINE)[0].split():
        assert (ROOT / file).is_file()
