"""Settings, from the environment (`SECRETARIAT_...`) or a TOML file (`secretariat.toml`, or the one that
`SECRETARIAT_CONFIG` names). The environment wins. Read when a process starts, never at import.
"""

import logging
import os
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, PrivateAttr, SecretStr, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

_OF_ONE = ("web_address", "wording", "pack_template", "report_template")
"""What belongs to one organisation, as its doors do: where its pages are, its words, and how its packs look."""

_DRIVERS = ("sqlite", "sqlite+pysqlite", "postgresql", "postgres", "postgresql+psycopg")


class NoSettingsFile(Exception):
    """The settings file that was named is not there: without it the settings would be others than somebody meant."""


def time_zone(name: str) -> str:
    """The IANA name of a time zone. Raises ValueError for any other, in words that go after what was to be one."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"is “{name}”, which is no time zone. Write one such as Europe/London.") from None
    return name


class _Read(BaseSettings):
    """Settings that are read where all are."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then the TOML file. May raise `NoSettingsFile`."""
        named = os.environ.get("SECRETARIAT_CONFIG")
        file = Path(named or "secretariat.toml")
        if named and not file.is_file():
            raise NoSettingsFile(f"SECRETARIAT_CONFIG names {named}, which is no file.")
        return (init_settings, env_settings, _File(settings_cls, file))


names_of_doors: list[Callable[[], Collection[str]]] = []
"""What gives the names of all settings, those of the doors included: `bot.platforms` says so here."""


class _File(TomlConfigSettingsSource):
    """The TOML file, for each reader without the settings that are a door's and not its own."""

    def __call__(self) -> dict[str, Any]:
        said = super().__call__()
        if not said:
            return said
        of_doors = {name for names in names_of_doors for name in names()}
        others = of_doors - set(Settings.model_fields) - set(self.settings_cls.model_fields)
        return {name: value for name, value in said.items() if name not in others}


class DoorSettings(_Read):
    """The base of what a door has to be told: fields whose names begin with the platform's."""

    model_config = SettingsConfigDict(env_prefix="SECRETARIAT_", extra="ignore")


class Settings(_Read):
    """Everything that an installation may set, but for its doors, which say what they need themselves.

    Each field's description stands in the README's table, those of the doors (`bot.platforms`) below them.
    """

    model_config = SettingsConfigDict(env_prefix="SECRETARIAT_", extra="forbid")

    database_url: str = Field(
        default="sqlite:///secretariat.db",
        description="where the record is: a SQLite file, or `postgresql://user:password@host/name`",
    )
    organisation: str = Field(
        default="Our organisation",
        description="whose doors these are, where the record has several organisations; its name, for a new database",
    )
    plan_title: str = Field(default="Improvement plan", description="the plan's title, for a new database")
    zone: str = Field(default="Europe/London", description="its time zone (IANA name), for a new database")
    host: str = Field(default="127.0.0.1", description="the address that `serve` listens on")
    port: int = Field(default=8023, description="the port that `serve` and `demo` listen on")
    web_address: str | None = Field(
        default=None,
        description="where people reach the pages, `https://board.example.org`: with it `serve` has them",
    )
    wording: Path | None = Field(
        default=None, description="a folder with the organisation's own words for reminders and summaries"
    )
    pack_template: Path | None = Field(
        default=None, description="the organisation's own Word template for board packs (.docx)"
    )
    report_template: Path | None = Field(
        default=None, description="the organisation's own Word template for council reports and supplements (.docx)"
    )
    tick_seconds: float = Field(default=10, gt=0, description="how often `serve` looks for what is due")
    lease_seconds: float = Field(
        default=120, gt=0, description="how long a message that a process has in hand is left to it"
    )
    retry_seconds: float = Field(
        default=15, gt=0, description="after how long a failed message is tried again at first"
    )
    metrics_token: SecretStr | None = Field(
        default=None, description="with it `serve` has `/metrics`, for whoever sends it as a bearer token"
    )
    log_level: str = Field(default="INFO", description="what is logged: DEBUG, INFO, WARNING or ERROR")

    _without_doors: bool = PrivateAttr(default=False)

    @property
    def without_doors(self) -> bool:
        """Whether they are for an organisation that none of the doors belongs to."""
        return self._without_doors

    @property
    def are_of_one(self) -> bool:
        """Whether any of what these settings say is one organisation's alone."""
        return any(getattr(self, name) is not None for name in _OF_ONE)

    def of(self, organisation: str | None) -> "Settings":
        """These settings for a command about this organisation: without what is another one's, if they name another."""
        if organisation is None:
            return self
        others = "organisation" in self.model_fields_set and organisation.casefold() != self.organisation.casefold()
        without = dict.fromkeys(_OF_ONE) if others else {}
        copied = self.model_copy(update={**without, "organisation": organisation})
        copied._without_doors = others
        return copied

    @field_validator("wording", "pack_template", "report_template")
    @classmethod
    def _is_there(cls, place: Path | None) -> Path | None:
        if place is not None and not place.exists():
            raise ValueError(f"names {place}, which is not there.")
        return place

    @field_validator("database_url")
    @classmethod
    def _names_a_database(cls, url: str) -> str:
        try:
            read = make_url(url)
        except (ArgumentError, ValueError):
            read = None
        # An unquoted @ leaves part of the password in the host, which a failing server's message would show.
        if read is None or read.drivername not in _DRIVERS or "@" in (read.host or ""):
            raise ValueError(
                "is no database address. Write sqlite:///FILE or postgresql://user:password@host/name, "
                "and in a password %40 for @."
            )
        return url

    @field_validator("zone")
    @classmethod
    def _is_a_zone(cls, zone: str) -> str:
        return time_zone(zone)

    @field_validator("web_address")
    @classmethod
    def _is_an_address(cls, address: str | None) -> str | None:
        if not address:
            return None
        parts = urlsplit(address.rstrip("/"))
        try:
            whole = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1)
        except ValueError:
            whole = None
        if not whole or parts.path or parts.query or parts.fragment or "@" in parts.netloc:
            raise ValueError(
                f"is “{address}”, which is no address of pages. Write one such as https://board.example.org, "
                "with nothing after the name but perhaps a port."
            )
        return f"{parts.scheme}://{parts.netloc}"

    @field_validator("port", mode="before")
    @classmethod
    def _is_a_port(cls, port: Any) -> int:
        if not str(port).isdecimal() or not 1 <= int(port) <= 65535:
            raise ValueError(f"is “{port}”, which is no port. Write a number from 1 to 65535.")
        return int(port)

    @field_validator("metrics_token")
    @classmethod
    def _is_hard_to_guess(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and (len(token.get_secret_value()) < 16 or not token.get_secret_value().isascii()):
            raise ValueError(
                "is too easy to guess. Write 16 or more letters and digits, as `openssl rand -hex 32` does."
            )
        return token

    @field_validator("log_level")
    @classmethod
    def _is_a_level(cls, level: str) -> str:
        if level.upper() not in logging.getLevelNamesMapping():
            raise ValueError(f"is “{level}”, which is no level. Write DEBUG, INFO, WARNING or ERROR.")
        return level
