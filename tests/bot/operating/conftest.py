"""Settings of an installation in a folder of its own, none of the machine's."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings, load

Set = Callable[..., Settings]


@pytest.fixture(name="settings")
def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Set:
    """Return a function that sets what it is given beside database and key, and loads it all."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith("PORCHLIGHT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def set_(**given: Any) -> Settings:
        for name, value in given.items():
            monkeypatch.setenv(f"PORCHLIGHT_{name.upper()}", str(value))
        return load()

    return set_
