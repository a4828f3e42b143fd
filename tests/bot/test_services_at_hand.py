"""The operator's file of services is heard in the terminal, as it is on Telegram."""

import subprocess
import sys
from pathlib import Path

SAMPLE = Path(__file__).parents[2] / "docs" / "directory.sample.toml"


def chat(*lines: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Talk to the real program."""
    return subprocess.run(
        [sys.executable, "-m", "bot", "chat", "--seed", "4"],
        input="\n".join(lines), capture_output=True, text=True, check=False, timeout=120,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(SAMPLE.parents[1]), **environment},
    )  # fmt: skip


def test_the_terminal_knows_the_services_on_file() -> None:
    """Asked for by place."""
    talked = chat("hiya", "is there a needle exchange in exampleton",
                  PORCHLIGHT_DIRECTORY=str(SAMPLE))  # fmt: skip

    assert "The Open Door" in talked.stdout


def test_a_file_that_cannot_be_read_stops_the_terminal_with_its_mend(tmp_path: Path) -> None:
    """It says which setting names it."""
    talked = chat("hiya", PORCHLIGHT_DIRECTORY=str(tmp_path / "gone.toml"))

    assert talked.returncode != 0
    assert "PORCHLIGHT_DIRECTORY" in talked.stderr
    assert "Traceback" not in talked.stderr
