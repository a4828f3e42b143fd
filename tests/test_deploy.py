"""The deploy examples: each command, setting, path and secret file they name exists and fits."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from bot import cli
from bot.settings import PREFIX, SECRET, Settings
from bot.store.database import file_of
from bot.store.opening import keyring_at

DEPLOY = Path(__file__).parents[1] / "docs/deploy"
SERVICES = sorted(DEPLOY.glob("*.service"))
CONTAINER = (DEPLOY / "Containerfile").read_text()
COMPOSE = (DEPLOY / "compose.yaml").read_text()
PROGRAM = "/opt/porchlight/.venv/bin/porchlight"


def of(text: str, name: str) -> list[str]:
    """Return the values of one key of a unit, in order."""
    return re.findall(rf"^{name}=(.*)$", text, re.MULTILINE)


def environment(text: str) -> dict[str, str]:
    """Return the settings a unit makes."""
    return dict(value.split("=", 1) for value in of(text, "Environment"))


def exists(setting: str) -> bool:
    """Return whether PORCHLIGHT_... is a setting, or the file of a secret one."""
    name = setting.removeprefix(PREFIX).lower()
    return name in Settings.model_fields or (name.endswith("_file") and name[:-5] in SECRET)


def known(command: list[str]) -> bool:
    """Return whether the program has this command."""
    with pytest.raises(SystemExit) as ended:
        cli.main([*command, "--help"])
    return ended.value.code == 0


@pytest.mark.parametrize("path", sorted(DEPLOY.iterdir()), ids=lambda path: path.name)
def test_every_setting_named_exists(path: Path) -> None:
    """A name that is no setting would be passed over in silence."""
    named = set(re.findall(rf"\b{PREFIX}[A-Z_]+", path.read_text()))

    assert [name for name in sorted(named) if not exists(name)] == []


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_unit_runs_a_command_there_is_on_folders_it_may_write(path: Path) -> None:
    """Data and keys in two of its state folders, the same in every unit, under the same user."""
    text = path.read_text()
    (line,) = of(text, "ExecStart")
    program, *command = shlex.split(line)
    settings = environment(text)
    key_file, url = Path(settings["PORCHLIGHT_KEY_FILE"]), settings["PORCHLIGHT_DATABASE_URL"]
    (folders,) = of(text, "StateDirectory")
    writable = {Path("/var/lib") / name for name in folders.split()}
    data = file_of(url)

    assert program == PROGRAM
    assert known([part for part in command if not part.startswith("/")])
    assert {Path(part) for part in command if part.startswith("/")} <= writable
    assert data
    assert {data.parent, key_file.parent} <= writable
    assert data.parent != key_file.parent
    assert keyring_at(url, key_file).startswith(f"sqlite:///{key_file.parent}/")
    assert settings.items() >= {
        (name, value) for name, value in environment(SERVICES[0].read_text()).items()
        if not name.endswith("TOKEN_FILE")
    }  # fmt: skip
    assert of(text, "User") == ["porchlight"]
    assert of(text, "UMask") == ["0077"]


def test_the_token_of_the_unit_is_the_credential_it_is_handed() -> None:
    """It is on no command line and in no environment."""
    text = (DEPLOY / "porchlight.service").read_text()
    ((name, source),) = [one.split(":") for one in of(text, "LoadCredential")]

    assert environment(text)["PORCHLIGHT_TOKEN_FILE"] == f"%d/{name}"
    assert f"{source} (chmod 600)" in text


def test_the_container_runs_the_program_as_somebody_with_two_folders_of_their_own() -> None:
    """And asks for its health where it listens."""
    (program,) = re.findall(r'^ENTRYPOINT \["/venv/bin/(\w+)"\]', CONTAINER, re.MULTILINE)
    (command,) = re.findall(r'^CMD \["(\w+)"\]', CONTAINER, re.MULTILINE)
    (user,) = re.findall(r"^USER (\w+)", CONTAINER, re.MULTILINE)
    (listen,) = re.findall(r"PORCHLIGHT_LISTEN=(\S+)", CONTAINER)
    folders = dict(re.findall(r"XDG_(DATA|CONFIG)_HOME=(\S+)", CONTAINER))

    assert program == "porchlight"
    assert known([command])
    assert f"useradd --system --uid 10001 --home-dir /nonexistent {user}" in CONTAINER
    assert f"install -d -o {user} -m 700 {folders['DATA']} {folders['CONFIG']}" in CONTAINER
    assert f'VOLUME ["{folders["DATA"]}", "{folders["CONFIG"]}"]' in CONTAINER
    assert f"http://{listen}/readyz" in CONTAINER


def test_the_secrets_of_the_composition_reach_no_image_and_no_repository() -> None:
    """Each is a file that both ignore lists name, that a service is given and a setting reads."""
    secrets = dict(re.findall(r"^  (\w+): \{ file: \./(\w+) \}", COMPOSE, re.MULTILINE))
    left_out = (DEPLOY.parents[1] / ".dockerignore").read_text().splitlines()
    untracked = (DEPLOY.parents[1] / ".gitignore").read_text()

    assert set(secrets) == {"token", "database_password", "database_url"}
    for name, file in secrets.items():
        assert f"_FILE: /run/secrets/{name}\n" in COMPOSE
        assert f"docs/deploy/{file}" in left_out
        assert f"#   {file} " in COMPOSE
    assert "/docs/deploy/token" in untracked
    assert "/docs/deploy/database_*" in untracked
    assert "chown 10001 token database_url" in COMPOSE


def test_the_proxy_passes_on_what_the_bot_listens_to() -> None:
    """The path and the host of the address, the port inside, and the header that proves it."""
    proxy = (DEPLOY / "nginx.conf").read_text()
    (host, path) = re.findall(r"PORCHLIGHT_WEBHOOK_URL: https://([^/]+)(\S+)", COMPOSE)[0]
    (port,) = re.findall(r"PORCHLIGHT_LISTEN: 0\.0\.0\.0:(\d+)", COMPOSE)

    assert f"server_name {host};" in proxy
    assert f"location = {path} {{" in proxy
    assert f"bot:{port};" in proxy
    assert "X-Telegram-Bot-Api-Secret-Token" in proxy
    assert "access_log off;" in proxy
