"""`porchlight sbom`: the bill of materials."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.parsing import Commands


def add(commands: Commands) -> None:
    """Name it."""
    sbom = commands.command(
        "sbom", run, "print the bill of materials of the pinned packages, as CycloneDX JSON",
        "porchlight sbom requirements.txt > sbom.json",
    )  # fmt: skip
    sbom.add_argument("pins", nargs="?", type=Path, default=Path("requirements.txt"),
                      metavar="FILE", help="the pins (requirements.txt)")  # fmt: skip


def run(given: argparse.Namespace) -> int:
    """Print it."""
    import json

    from bot.operating.materials import bill

    print(json.dumps(bill(given.pins), indent=1))
    return 0
