"""Settings, from the environment (`SECRETARIAT_...`) or a TOML file (`secretariat.toml`, or the one that
`SECRETARIAT_CONFIG` names). The environment wins. Read when a process starts, never at import.
"""

import os
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)


class Settings(BaseSettings):
    """Everything that an installation may set. Each field's description stands in the README's table."""

    model_config = SettingsConfigDict(env_prefix="SECRETARIAT_", extra="forbid")

    database_url: str = Field(
        default="sqlite:///secretariat.db",
        description="where the record is: a SQLite file, or `postgresql://user:password@host/name`",
    )
    organisation: str = Field(default="Our organisation", description="its name, for a new database")
    plan_title: str = Field(default="Improvement plan", description="the plan's title, for a new database")
    zone: str = Field(default="Europe/London", description="its time zone (IANA name), for a new database")
    host: str = Field(default="127.0.0.1", description="the address that `serve` listens on")
    port: int = Field(default=8023, description="the port that `serve` and `demo` listen on")
    slack_bot_token: SecretStr | None = Field(default=None, description="Slack's bot token, `xoxb-...`")
    slack_app_token: SecretStr | None = Field(
        default=None, description="Slack's app-level token, `xapp-...`: with it `serve` uses Socket Mode"
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None, description="Slack's signing secret: with it `serve` takes signed requests at `/slack/events`"
    )
    slack_api_url: str = Field(default="https://slack.com/api/", description="where Slack's Web API is")
    log_level: str = Field(default="INFO", description="what is logged: DEBUG, INFO, WARNING or ERROR")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then the TOML file."""
        file = Path(os.environ.get("SECRETARIAT_CONFIG", "secretariat.toml"))
        return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls, file))
