"""Settings: where they come from, what wins, and one clear line for each that is wrong."""

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, address, load

TOKEN = "123456:AAHcanarycanarycanary"  # noqa: S105 - nobody's


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting and no file of the machine reaches a test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def test_nothing_but_the_token_needs_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The defaults run: polling, SQLite in the data folder, the key in another folder."""
    monkeypatch.setenv("PORCHLIGHT_TOKEN", TOKEN)
    settings = load()

    assert settings.bot_token() == TOKEN
    assert settings.mode == "polling"
    store = Path(settings.database_url.removeprefix("sqlite:///"))
    assert store.parent != settings.key_file.parent


def test_g05_where_data_and_settings_share_a_folder_the_keys_stand_outside_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As on macOS and Windows: a copy of the data folder holds no key."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "data"))
    settings = load()
    store = Path(settings.database_url.removeprefix("sqlite:///")).parent

    assert not settings.key_file.is_relative_to(store)
    assert not store.is_relative_to(settings.key_file.parent)


def test_the_environment_wins_over_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A file sets, the environment overrides."""
    (tmp_path / "porchlight.toml").write_text('language = "de"\nworkers = 3\n')
    monkeypatch.setenv("PORCHLIGHT_WORKERS", "5")
    settings = load()

    assert (settings.language, settings.workers) == ("de", 5)


def test_a_named_file_is_read_and_a_missing_one_is_named(tmp_path: Path) -> None:
    """--settings names the one file."""
    file = tmp_path / "mine.toml"
    file.write_text("burst_seconds = 0\n")

    assert load(file).burst_seconds == 0
    with pytest.raises(SettingsError, match=r"other\.toml: no such settings file"):
        load(tmp_path / "other.toml")


def test_a_secret_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As container platforms hand it over, with a line end."""
    (tmp_path / "secret").write_text(TOKEN + "\n")
    monkeypatch.setenv("PORCHLIGHT_TOKEN_FILE", str(tmp_path / "secret"))

    assert load().bot_token() == TOKEN


def test_an_unreadable_secret_file_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With what to do."""
    monkeypatch.setenv("PORCHLIGHT_TOKEN_FILE", str(tmp_path / "none"))

    with pytest.raises(SettingsError, match=r"PORCHLIGHT_TOKEN_FILE: cannot read .*none"):
        load()


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("MODE", "canary", "MODE: input should be 'polling' or 'webhook'"),
        ("LISTEN", "canary", "LISTEN: give HOST:PORT"),
        ("BURST_SECONDS", "99", "BURST_SECONDS: input should be less than or equal to 8"),
        ("API_URL", "http://canary.example", "API_URL: give an address that begins with https"),
        ("WEBHOOK_SECRET", "can ary", "WEBHOOK_SECRET: give 16 to 256"),
        ("LANGUAGE", "canary", "LANGUAGE: string should match"),
        ("WORKERS", "canary", "WORKERS: input should be a valid integer"),
        ("METRICS_LISTEN", "canary:", "METRICS_LISTEN: give HOST:PORT"),
    ],
)
def test_a_wrong_setting_is_one_line_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    """Each line begins with the setting and never shows what was given."""
    monkeypatch.setenv(f"PORCHLIGHT_{name}", value)

    with pytest.raises(SettingsError) as caught:
        load()
    assert f"PORCHLIGHT_{says}" in str(caught.value)
    assert "canary" not in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_every_wrong_setting_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """One round of mending, not five."""
    monkeypatch.setenv("PORCHLIGHT_MODE", "x")
    monkeypatch.setenv("PORCHLIGHT_LISTEN", "x")

    with pytest.raises(SettingsError) as caught:
        load()
    assert len(str(caught.value).splitlines()) == 2


def test_a_webhook_needs_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mode alone is not enough."""
    monkeypatch.setenv("PORCHLIGHT_MODE", "webhook")

    with pytest.raises(SettingsError, match="PORCHLIGHT_WEBHOOK_URL: mode is webhook"):
        load()


def test_an_unknown_name_in_the_file_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    """A slip of the pen shall not go unseen."""
    (tmp_path / "porchlight.toml").write_text('tokne = "canary"\n')

    with pytest.raises(
        SettingsError, match="tokne: no such setting; there are: api_url"
    ) as caught:
        load()
    assert "canary" not in str(caught.value)


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    """By its path, without what is in it."""
    (tmp_path / "porchlight.toml").write_text("token canary\n")

    with pytest.raises(SettingsError, match=r"porchlight\.toml: not valid TOML") as caught:
        load()
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("token", ["", "canary", "12:", "x:canary", "12:can/ary"])
def test_what_is_no_token_is_refused_without_showing_it(token: str) -> None:
    """Before Telegram is asked."""
    with pytest.raises(SettingsError, match="PORCHLIGHT_TOKEN") as caught:
        Settings(token=token).bot_token()
    assert "canary" not in str(caught.value)


def test_no_secret_stands_in_repr_or_json() -> None:
    """Token, webhook secret and the password in a database's address."""
    settings = Settings(
        token=TOKEN,
        webhook_secret="canarycanarycanary",  # noqa: S106
        database_url="postgresql://bot:canary@db/porchlight",
        keyring_url="postgresql://bot:canary@db/keys",
    )

    assert "canary" not in repr(settings)
    assert "canary" not in str(settings)


def test_the_webhook_secret_is_the_same_on_every_machine_with_the_token() -> None:
    """So that adding a process needs no setting; another token has another."""
    one, same, other = (
        Settings(token=token).secret_of_webhook() for token in (TOKEN, TOKEN, "1:other")
    )

    assert one == same != other
    assert TOKEN not in one


def test_an_address_may_be_ipv6() -> None:
    """In brackets, as everywhere."""
    assert address("[::1]:8080") == ("::1", 8080)
