"""What an operator may set: from the environment, from a file, or left as it is.

Each setting is named `PORCHLIGHT_<NAME>` in the environment and `<name>` in `porchlight.toml`;
the environment wins.
A secret may also stand in a file of its own, named by `PORCHLIGHT_<NAME>_FILE`, as container
platforms hand them over.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from platformdirs import user_config_path, user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from dialogues.errors import PorchlightError

PREFIX = "PORCHLIGHT_"
FILE = "porchlight.toml"
SECRET = ("token", "webhook_secret", "database_url", "keyring_url")
"""Settings that may stand in a file of their own, and whose values are never shown."""
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class SettingsError(PorchlightError):
    """A setting is wrong; each line names one, says what is wrong and how to mend it."""


def data_folder() -> Path:
    """Return the folder of the platform for what a program keeps."""
    return user_data_path("porchlight", appauthor=False)


def config_folder() -> Path:
    """Return the folder of the platform for settings and keys, apart from the data folder.

    Where the platform has one folder for both (macOS, Windows) it is a neighbour of it, so that
    whoever copies the data has not copied the keys.
    """
    folder = user_config_path("porchlight", appauthor=False)
    return folder if folder != data_folder() else folder.with_name("porchlight-settings")


class Settings(BaseSettings):
    """Every setting with its default; `repr` shows no secret."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, extra="forbid", hide_input_in_errors=True, frozen=True
    )

    token: SecretStr = SecretStr("")
    """The bot's token, as BotFather gave it."""
    database_url: str = Field(
        default_factory=lambda: f"sqlite:///{data_folder() / 'porchlight.db'}", repr=False
    )
    """Where the store is: `sqlite:///FILE` or `postgresql://NAME:PASSWORD@HOST/DATABASE`."""
    keyring_url: str | None = Field(default=None, repr=False)
    """Where people's wrapped keys are; None means apart from the store, beside the key file."""
    key_file: Path = Field(default_factory=lambda: config_folder() / "master.key")
    """The master key; made at the first start."""
    language: str = Field(default="en", pattern=r"^[a-z]{2}(-[A-Z]{2})?$")
    """The language of the words."""
    directory: Path | None = None
    """A TOML file of local services (docs/directory.sample.toml); None when there is none."""
    mode: Literal["polling", "webhook"] = "polling"
    """Whether updates are fetched, or Telegram brings them."""
    webhook_url: str | None = None
    """Where Telegram brings them: https, on port 443, 80, 88 or 8443."""
    webhook_secret: SecretStr = SecretStr("")
    """What Telegram shows to prove itself; derived from the token when left empty."""
    listen: str = "127.0.0.1:8080"
    """HOST:PORT for webhooks and the health pages, behind a reverse proxy."""
    api_url: str = "https://api.telegram.org"
    """The Bot API server."""
    poll_seconds: int = Field(default=30, ge=0, le=50)
    """How long one fetch of updates may wait for something to happen."""
    burst_seconds: float = Field(default=2.5, ge=0, le=8)
    """How long a plain message waits for the next one of the same burst; 0 answers each."""
    rate_overall: float = Field(default=30, gt=0)
    """Messages a second to everybody together; Telegram allows a bot about 30."""
    rate_chat: float = Field(default=1, gt=0)
    """Messages a second to one chat; Telegram asks for no more than about one."""
    workers: int = Field(default=8, ge=1, le=256)
    """How many people's turns are worked on at once."""
    senders: int = Field(default=6, ge=1, le=32)
    """How many messages are on their way at once: enough for 30 a second at 250 ms each.

    After a crash it is unknown of each whether it arrived; above 32 the HTTP client gets slow.
    """
    take_over: bool = False
    """Whether to poll although a webhook is set, which removes the webhook."""
    metrics_listen: str | None = None
    """HOST:PORT for metrics; None keeps them off."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """The least serious event that is logged."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return the sources, the strongest first: argument, environment, secret files, file."""
        return (
            init_settings,
            env_settings,
            _SecretFiles(settings_cls),
            TomlConfigSettingsSource(settings_cls),
        )

    @field_validator("listen", "metrics_listen")
    @classmethod
    def _host_and_port(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                address(value)
            except ValueError:
                raise ValueError("give HOST:PORT, for example 127.0.0.1:8080") from None
        return value

    @field_validator("api_url", "webhook_url")
    @classmethod
    def _encrypted(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme == "https" and parts.hostname:
            return value.rstrip("/")
        if parts.scheme == "http" and parts.hostname in LOOPBACK:
            return value.rstrip("/")
        raise ValueError("give an address that begins with https:// (http only on this machine)")

    @field_validator("webhook_secret")
    @classmethod
    def _header_safe(cls, value: SecretStr) -> SecretStr:
        secret = value.get_secret_value()
        plain = secret.isascii() and secret.replace("_", "").replace("-", "").isalnum()
        if secret and not (plain and 16 <= len(secret) <= 256):
            raise ValueError("give 16 to 256 letters, digits, _ or - (or leave it out)")
        return value

    @model_validator(mode="after")
    def _whole(self) -> Settings:
        if self.mode == "webhook" and not self.webhook_url:
            raise ValueError("webhook_url: mode is webhook, so give the https address of this bot")
        return self

    def bot_token(self) -> str:
        """Return the token; raises SettingsError when there is none or it cannot be one."""
        token = self.token.get_secret_value().strip()
        number, _, rest = token.partition(":")
        if not token:
            raise SettingsError(f"{PREFIX}TOKEN: not set; ask @BotFather for one and set it")
        if not (number.isdigit() and rest and rest.isascii() and "/" not in rest):
            raise SettingsError(
                f"{PREFIX}TOKEN: this is no token; copy all of what @BotFather gave: digits, "
                "a colon, letters"
            )
        return token

    def secret_of_webhook(self) -> str:
        """Return what Telegram shows: as set, or derived from the token, alike everywhere."""
        given = self.webhook_secret.get_secret_value()
        key = self.bot_token().encode()
        return given or hmac.new(key, b"porchlight webhook", hashlib.sha256).hexdigest()


class _SecretFiles(PydanticBaseSettingsSource):
    """Reads `PORCHLIGHT_<NAME>_FILE` for the secret settings."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        path = os.environ.get(f"{PREFIX}{field_name.upper()}_FILE")
        if field_name not in SECRET or not path:
            return None, field_name, False
        try:
            return Path(path).read_text("utf-8").strip(), field_name, False
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or "not UTF-8 text"
            raise SettingsError(
                f"{PREFIX}{field_name.upper()}_FILE: cannot read {path} ({why}); "
                "name a file this process may read"
            ) from None

    def __call__(self) -> dict[str, Any]:
        """Return what the files hold."""
        found = {name: self.get_field_value(field, name)[0]
                 for name, field in self.settings_cls.model_fields.items()}  # fmt: skip
        return {name: value for name, value in found.items() if value is not None}


def address(value: str) -> tuple[str, int]:
    """Return host and port of `HOST:PORT`; raises ValueError."""
    host, _, port = value.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or not 0 <= int(port) < 65536:
        raise ValueError("no HOST:PORT")
    return host.strip("[]"), int(port)


def load(file: Path | None = None) -> Settings:
    """Return the settings of the environment and of `file` (else of `porchlight.toml` if any).

    `porchlight.toml` is looked for in the working folder, then in the settings folder.

    Raises:
        SettingsError: A setting is wrong, or the file cannot be read; no value is shown.
    """
    if file is not None and not file.is_file():
        raise SettingsError(f"{file}: no such settings file; check the path after --settings")
    candidates = (file,) if file else (Path(FILE), config_folder() / FILE)
    found = next((path for path in candidates if path.is_file()), None)

    class Located(Settings):
        model_config = SettingsConfigDict(toml_file=found)

    try:
        return Located()
    except ValidationError as error:
        raise SettingsError("\n".join(_line(one, found) for one in error.errors())) from None
    except (ValueError, OSError) as error:
        why = getattr(error, "strerror", None) or "not valid TOML"
        raise SettingsError(f"{found}: {why}; mend the file or name another") from None


def _line(error: Any, file: Path | None) -> str:
    """Return one line on one fault; names settings, never values."""
    names = [str(part) for part in error["loc"]]
    what = str(error["msg"]).removeprefix("Value error, ")
    if not names:
        name, _, what = what.partition(": ")
        names = [name]
    if error["type"] == "extra_forbidden":
        known = ", ".join(sorted(Settings.model_fields))
        return f"{file}: {names[0]}: no such setting; there are: {known}"
    return f"{PREFIX}{'_'.join(names).upper()}: {what[:1].lower()}{what[1:]}"
