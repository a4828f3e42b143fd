"""The bill of materials: every pinned package with its hashes, as CycloneDX JSON (G24).

Fields as in the CycloneDX 1.6 specification, https://cyclonedx.org/docs/1.6/json/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bot import reading
from dialogues.errors import PorchlightError

_PIN = re.compile(r"([A-Za-z0-9._-]+)==(\S+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


class NotPinned(PorchlightError):
    """A line of the pins is none."""


def bill(pins: Path) -> dict[str, Any]:
    """Return the bill of materials of the pins; raises NotPinned, OSError."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application", "bom-ref": "porchlight", "name": "porchlight",
                "version": version("porchlight"),
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": list(_components(pins)),
    }  # fmt: skip


def _components(pins: Path) -> Iterator[dict[str, Any]]:
    text = reading.text(pins).replace("\\\n", " ")
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        pin, hashes = _PIN.match(line), _HASH.findall(line)
        if pin is None or not hashes:
            raise NotPinned(f"{pins}: entry {number} has no version or no hash; do: make pins")
        name, release = pin[1].lower(), pin[2]
        url = f"pkg:pypi/{name}@{release}"
        yield {
            "type": "library", "bom-ref": url, "name": name, "version": release, "purl": url,
            "externalReferences": [
                {"type": "distribution", "url": url,
                 "hashes": [{"alg": "SHA-256", "content": one} for one in hashes]}
            ],
        }  # fmt: skip
