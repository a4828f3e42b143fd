"""The real bot as a process of its own, as an operator starts it, on an emulated Telegram."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from support.botapi import BotApi

ROOT = Path(__file__).parents[2]
PUBLIC = "https://porchlight.example.org"
UNLIMITED = {"rate_overall": 100_000, "rate_chat": 100_000}
"""Settings that take Telegram's rate limits away, for benchmarks."""


def free_port() -> int:
    """Return a loopback port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class Porchlight:
    """One `porchlight run` with its data under `folder`.

    `settings` become PORCHLIGHT_ variables; several processes that share a PostgreSQL share
    the folder too. In webhook mode `join` puts them all behind one public address.
    """

    def __init__(self, folder: Path, api: BotApi, **settings: Any) -> None:
        """Take where to live and what to set; nothing runs yet."""
        self.program = ("-m", "bot")
        self.folder = folder
        self.api = api
        self.port = free_port()
        self.settings = {
            "token": api.token, "api_url": api.url, "burst_seconds": 0,
            "listen": f"127.0.0.1:{self.port}", **settings,
        }  # fmt: skip
        if self.webhook:
            self.settings.setdefault("webhook_url", PUBLIC + "/hook")
        self.settings.setdefault("database_url", f"sqlite:///{folder}/data/porchlight.db")
        self.settings.setdefault("key_file", folder / "keys" / "master.key")
        self._fetched = 0
        self.process: subprocess.Popen[bytes] | None = None
        self.log = folder / f"log-{self.port}.txt"

    @property
    def number(self) -> int:
        """Return the process's number; raise RuntimeError when it was never started."""
        if self.process is None:
            raise RuntimeError("it was never started")
        return self.process.pid

    @property
    def webhook(self) -> bool:
        """Return whether Telegram brings the updates."""
        return self.settings.get("mode") == "webhook"

    @property
    def local(self) -> str:
        """Return where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """Return the environment it runs in: a home of its own, and the settings."""
        mine = {f"PORCHLIGHT_{name.upper()}": str(value) for name, value in self.settings.items()}
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        return kept | {"HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder / "data"),
                       "XDG_CONFIG_HOME": str(self.folder / "config"), **mine}  # fmt: skip

    def launch(self) -> None:
        """Start it and return at once."""
        self._fetched = self.api.count("getUpdates")
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.program, "run"], cwd=ROOT, env=self.environment(),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip

    def starts(self, seconds: float = 60.0) -> None:
        """Start it; return when it takes updates; raise AssertionError when it does not."""
        if self.webhook:
            join(self)
        self.launch()
        end = time.monotonic() + seconds
        while not self.ready:
            if self.fell or time.monotonic() > end:
                raise AssertionError(f"it does not come up:\n{self.log.read_text()[-3000:]}")
            time.sleep(0.05)

    @property
    def ready(self) -> bool:
        """Return whether it takes updates since it was last started."""
        if not self.webhook:
            return self.api.count("getUpdates") > self._fetched
        page = HTTPConnection("127.0.0.1", self.port, timeout=5)
        with contextlib.closing(page), contextlib.suppress(OSError, HTTPException):
            page.request("GET", "/readyz")
            healthy = page.getresponse().status == 200
            return healthy and bool(self.api.call(lambda: self.api.world.webhook.url))
        return False

    @property
    def fell(self) -> bool:
        """Return whether it stopped by itself."""
        return self.process is not None and self.process.poll() is not None

    def dies(self) -> None:
        """Kill it with no chance to tidy up."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def stops(self, seconds: float = 15.0) -> int:
        """Ask it to stop; return its exit code; raise TimeoutExpired when it takes longer."""
        if self.process is None:
            raise RuntimeError("it was never started")
        self.process.terminate()
        return self._ended(seconds)

    def fails(self, seconds: float = 60.0) -> tuple[int, str]:
        """Start it expecting it to give up; return its exit code and what it said."""
        self.launch()
        if self.process is None:
            raise RuntimeError("it was never started")
        return self._ended(seconds), self.log.read_text()

    def _ended(self, seconds: float) -> int:
        """Return its exit code; one that does not end in time is killed, and TimeoutExpired."""
        assert self.process is not None
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.dies()
            raise


def join(*bots: Porchlight) -> None:
    """Put bots in webhook mode behind the public address, as a reverse proxy does."""
    bots[0].api.route(PUBLIC, *(bot.local for bot in bots))
