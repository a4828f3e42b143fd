"""What the program is made of and what it promises on paper: secrets, pins, policy, threats."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import onnxruntime
import pytest

from bot import cli
from bot.operating.materials import NotPinned, bill

ROOT = Path(__file__).parents[1]
PINS = ROOT / "requirements.txt"
SECRETS = {
    "bot token": re.compile(rb"\b\d{8,12}:[A-Za-z0-9_-]{35}\b"),
    "private key": re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY"),
    "password in a URL": re.compile(rb"postgres(?:ql)?://\w+:[^@\s/<$]{3,}@(?!localhost|db\b)"),
    "cloud key": re.compile(rb"\bAKIA[0-9A-Z]{16}\b"),
    "master key": re.compile(rb'"identity":\s*"[A-Za-z0-9+/]{43}="'),
}
"""What a secret looks like."""
NOBODYS = {b"4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcK"}
"""The emulator's token, of no bot: no account at Telegram has it."""

REPEATED = re.compile(rb"(.)\1{7}|canary|hunter2|PASSWORD")
"""What tells a stand-in from a secret."""


def tracked() -> list[Path]:
    """Return every file of the repository; outside of one, every file but what is made."""
    made = {".venv", ".git", "__pycache__", "dist", "build"}
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
        ).stdout
        paths = [ROOT / name.decode() for name in listed.split(b"\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [path for path in ROOT.rglob("*") if not made & set(path.parts)]
    return [path for path in paths if path.is_file()]


def test_g23_no_secret_stands_in_the_repository() -> None:
    """Every file is searched for what tokens, keys and passwords look like."""
    found = [
        f"{name} in {path.relative_to(ROOT)}"
        for path in tracked()
        for name, shape in SECRETS.items()
        for hit in shape.findall(path.read_bytes())
        if hit not in NOBODYS and not REPEATED.search(hit)
    ]

    assert found == []


@pytest.mark.parametrize("secret", [
    b"token = 8123456789" + b":AAHfiqksKZ8WmR2zSjiQ7_v4TMAKdiHm9T0",
    b"-----BEGIN RSA" + b" PRIVATE KEY-----",
    b"postgresql://porchlight" + b":hunter22@server.example.org/porchlight",
])  # fmt: skip
def test_the_search_finds_secrets(secret: bytes) -> None:
    """A search that finds nothing must be able to find something."""
    assert any(shape.search(secret) for shape in SECRETS.values())


def test_g24_every_dependency_is_pinned_with_its_hashes() -> None:
    """What pyproject.toml asks for is pinned; pip takes nothing else (--require-hashes)."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[\[<>=!~; ]", one)[0].lower().replace("_", "-") for one in asked}
    pinned = {one["name"] for one in bill(PINS)["components"]}

    assert names - pinned == set()
    assert "--require-hashes" in (ROOT / "Makefile").read_text("utf-8")


def test_g24_the_bill_of_materials_lists_every_pin(capsys: pytest.CaptureFixture[str]) -> None:
    """As CycloneDX, with the hashes of each."""
    assert cli.main(["sbom", str(PINS)]) == 0
    listed = json.loads(capsys.readouterr().out)
    pins = re.findall(r"^([a-z0-9-]+)==(\S+)", PINS.read_text("utf-8"), re.MULTILINE)

    assert (listed["bomFormat"], listed["specVersion"]) == ("CycloneDX", "1.6")
    assert [(one["name"], one["version"]) for one in listed["components"]] == pins
    for one in listed["components"]:
        assert one["purl"] == f"pkg:pypi/{one['name']}@{one['version']}"
        assert one["externalReferences"][0]["hashes"]


def test_what_is_not_pinned_is_refused(tmp_path: Path) -> None:
    """Named by its place, with the mend."""
    pins = tmp_path / "requirements.txt"
    pins.write_text("numpy>=2\n")

    with pytest.raises(NotPinned, match="entry 1"):
        bill(pins)


def test_g16_no_wording_leads_anywhere_that_counts_clicks() -> None:
    """No shortener, no parameters, no picture from elsewhere: a link says where it goes."""
    links = [
        (path.name, link)
        for path in (ROOT / "templates").rglob("*.j2")
        for link in re.findall(r"(?:https?://|t\.me/|bit\.ly)\S*", path.read_text("utf-8"))
    ]
    tracking = re.compile(r"[?&#]|bit\.ly|tinyurl|goo\.gl|utm_|\.(png|jpe?g|gif)\b")

    assert [one for one in links if tracking.search(one[1])] == []


def test_g25_the_security_policy_says_what_it_must() -> None:
    """A private channel, three business days, safe harbour, the drill; requests, dated."""
    policy = " ".join((ROOT / "SECURITY.md").read_text("utf-8").split()).lower()
    requests = (ROOT / "docs" / "legal-requests.md").read_text("utf-8")

    for words in ("private", "3 business days", "safe harbour", "keys rotate", "/revoke"):
        assert words in policy
    assert re.search(r"20\d\d-\d\d-\d\d", requests)


def test_g25_the_threat_model_names_modules_that_are_there() -> None:
    """Every module the page names exists, and every test."""
    page = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
    named = set(re.findall(r"`((?:bot|dialogues|tests|templates|docs)/[\w./-]+)`", page))

    assert len(named) > 15
    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_g25_every_setting_is_in_the_operators_handbook() -> None:
    """With the name it has in the environment, and its number or word if it has one by itself."""
    from bot.settings import PREFIX, Settings

    page = (ROOT / "docs" / "operating.md").read_text("utf-8")
    told = dict(re.findall(rf"^\| `{PREFIX}([A-Z_]+)` \| ([^|]*) \|", page, re.MULTILINE))
    fixed = {
        name.upper(): str(field.default).lower() if field.default is False else str(field.default)
        for name, field in Settings.model_fields.items()
        if isinstance(field.default, (int, float, str))
    }

    assert set(told) == {name.upper() for name in Settings.model_fields}
    assert {name: text for name, text in fixed.items() if told[name].strip("`") != text} == {}


def test_what_runs_the_encoder_reports_to_nobody() -> None:
    """From 1.29 on ONNX Runtime sends what it sees to its maker; the pin keeps to before."""
    libraries = [*Path(onnxruntime.__file__).parent.rglob("*onnxruntime_pybind11_state*")]

    assert libraries
    assert not [one for one in libraries if b"telemetry_1ds" in one.read_bytes()]
