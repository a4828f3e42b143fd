"""Intervals of shares."""

from __future__ import annotations

from math import sqrt

_Z = 1.96


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927); `whole` must be above 0."""
    share, spread = part / whole, _Z * _Z / whole
    middle = (share + spread / 2) / (1 + spread)
    reach = _Z * sqrt(share * (1 - share) / whole + spread / whole / 4) / (1 + spread)
    return max(0.0, middle - reach), min(1.0, middle + reach)
