"""Metrics for Prometheus: counters, gauges and durations, of nobody (guarantee G15).

Events are told by the day, up to yesterday, and only where ten or more stand behind a figure:
live counts of a small bot would tell at what hour somebody was in danger.
What is told live is how the machine does: queues, retries, durations, when retention ran.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.operating.durations import REGISTRY
from bot.operating.queues import Queue, overdue, queues
from bot.settings import Settings
from bot.store import counting, retention, schema
from bot.store.errors import StoreError
from bot.store.opening import Store
from bot.telegram.webhook import listen

EVENT = re.compile(r"[a-z][a-z_]{0,39}")
"""What the name of an event looks like; no other becomes a label."""
FIRST = date(2020, 1, 1)
"""A day before any count."""


@dataclass(frozen=True, slots=True)
class Readings:
    """What the database says at a moment."""

    up: bool
    people: int = 0
    retention: float | None = None
    """Seconds since retention ran."""
    overdue: float = 0.0
    """Seconds for which the oldest check-in that is due has been due."""
    queues: dict[str, Queue] = field(default_factory=dict)
    events: dict[str, int] = field(default_factory=dict)


async def read(store: Store, now: datetime) -> Readings:
    """Return the readings; never raises for a database that does not answer."""
    try:
        async with store.database.read() as connection:
            people = await connection.scalar(select(func.count()).select_from(schema.person))
            ran = await retention.last_ran(connection)
            late = await overdue(connection, now)
            waiting = await queues(connection, now)
            events = await counting.published(connection, FIRST, now.date() - timedelta(days=1))
    except StoreError:
        return Readings(up=False)
    return Readings(
        True,
        people or 0,
        (now - ran).total_seconds() if ran else None,
        late,
        waiting,
        {name: count for name, count in events.items() if EVENT.fullmatch(name)},
    )


class _Shown(Collector):
    """The readings as metrics."""

    def __init__(self, readings: Readings) -> None:
        self._readings = readings

    def collect(self) -> Iterator[Metric]:
        shown = self._readings
        yield _gauge("database_up", "Whether the database answers.", shown.up)
        if shown.people >= counting.FEWEST:
            yield _gauge("people", "People of whom something is kept; from ten on.", shown.people)
        if shown.retention is not None:
            yield _gauge("retention_age_seconds", "Since retention last ran.", shown.retention)
        late = "Seconds the oldest check-in that is due has been due."
        yield _gauge("checkin_overdue_seconds", late, shown.overdue)
        for name, words in (
            ("waiting", "Rows waiting."),
            ("retried", "Rows waiting that were tried before."),
            ("dead", "Rows given up, kept a week."),
            ("waited", "Seconds the oldest row that is due has waited."),
        ):
            each = ((queue, getattr(how, name)) for queue, how in shown.queues.items())
            yield _labelled(f"queue_{name}", words, "queue", each)
        yield _labelled(
            "events", "Events up to yesterday; from ten on.", "event", shown.events.items()
        )


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(f"porchlight_{name}", words, value=float(value))


def _labelled(name: str, words: str, label: str, rows: Iterable[tuple[str, float]]) -> Metric:
    family = GaugeMetricFamily(f"porchlight_{name}", words, labels=[label])
    for one, value in rows:
        family.add_metric([one], float(value))
    return family


async def page(store: Store, now: datetime) -> bytes:
    """Return the page that Prometheus fetches."""
    registry = CollectorRegistry()
    registry.register(_Shown(await read(store, now)))
    return generate_latest(registry) + generate_latest(REGISTRY)


class _Metrics(RequestHandler):
    def initialize(self, store: Store, clock: Callable[[], datetime]) -> None:
        self.store, self.clock = store, clock

    async def get(self) -> None:
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(await page(self.store, self.clock()))


@asynccontextmanager
async def serving(
    settings: Settings, store: Store, clock: Callable[[], datetime]
) -> AsyncIterator[None]:
    """Serve `/metrics` meanwhile where the settings say; raises SettingsError if taken."""
    if settings.metrics_listen is None:
        yield
        return
    routes = [("/metrics", _Metrics, {"store": store, "clock": clock})]
    server = HTTPServer(Application(routes, log_function=lambda handler: None))
    listen(server, "PORCHLIGHT_METRICS_LISTEN", settings.metrics_listen)
    try:
        yield
    finally:
        server.stop()
        await server.close_all_connections()
