"""How long turns and calls to Telegram take: sums of all, of nobody."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Histogram

REGISTRY = CollectorRegistry()
"""What this process measures of itself."""
TURN = Histogram(
    "porchlight_turn_seconds", "From claiming somebody's updates to the commit of the turn.",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10), registry=REGISTRY,
)  # fmt: skip
CALL = Histogram(
    "porchlight_send_seconds", "One call to Telegram that brings a message.",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20), registry=REGISTRY,
)  # fmt: skip
