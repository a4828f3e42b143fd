"""Plots as inline SVG that read in black and white and on a phone: shapes and dashes, not colour.

Every plot has a title and a description for those who do not see it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 360, 180
LEFT, RIGHT, TOP, BOTTOM = 34, 10, 12, 24
DASHES = ("", "6 3", "2 3")
"""Of the first, second and third line of a plot."""
FILLS = ("#222", "url(#hatch)", "#fff")
"""Of the first, second and third part of a bar."""
PATTERNS = (
    '<svg width="0" height="0" aria-hidden="true"><defs><pattern id="hatch" width="5" height="5" '
    'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" '
    'fill="#fff"/><line x1="0" y1="0" x2="0" y2="5" stroke="#222" stroke-width="2"/></pattern>'
    "</defs></svg>"
)
"""Stands once in the page, before the plots that use it."""


def lines(
    title: str, series: Mapping[str, Sequence[float]], *, top: float, aim: float | None = None
) -> str:
    """Return a plot of some lines from 0 to `top`, with a dotted one at `aim`."""
    inner = [_axes([f"{top:g}", f"{top / 2:g}", "0"])]
    if aim is not None:
        height = _y(aim, top)
        inner.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{height:.1f}" y2="{height:.1f}" '
            'stroke="#888" stroke-dasharray="1 4" stroke-width="2"/>'
        )
    for dash, values in zip(DASHES, series.values(), strict=False):
        if values:
            points = " ".join(
                f"{_x(place, len(values)):.1f},{_y(value, top):.1f}"
                for place, value in enumerate(values)
            )
            inner.append(
                f'<polyline points="{points}" fill="none" stroke="#222" stroke-width="2" '
                f'stroke-dasharray="{dash}"/>'
            )
    said = "; ".join(
        f"{name}: {', '.join(f'{value:.2f}' for value in values)}"
        for name, values in series.items()
    )
    return _figure(title, inner, _key(list(series), DASHES), said)


def stacked(title: str, parts: Mapping[str, Sequence[int]]) -> str:
    """Return bars, one a place, each of up to three parts one on the other."""
    columns = list(zip(*parts.values(), strict=True))
    top = max((sum(column) for column in columns), default=0) or 1
    inner = [_axes([f"{top}", "", "0"])]
    wide = (WIDTH - LEFT - RIGHT) / max(1, len(columns))
    for place, column in enumerate(columns):
        base = 0
        for fill, count in zip(FILLS, column, strict=False):
            if count:
                upper = _y(base + count, top)
                inner.append(
                    f'<rect x="{LEFT + place * wide + 1:.1f}" y="{upper:.1f}" '
                    f'width="{max(1.0, wide - 2):.1f}" height="{_y(base, top) - upper:.1f}" '
                    f'fill="{fill}" stroke="#222"/>'
                )
                base += count
    said = "; ".join(f"{name}: {', '.join(map(str, counts))}" for name, counts in parts.items())
    return _figure(title, inner, _key(list(parts), FILLS, filled=True), said)


def steps(title: str, levels: Sequence[str], path: Sequence[str]) -> str:
    """Return a path over named levels, the first at the bottom."""
    top = max(1, len(levels) - 1)
    inner = [
        f'<text x="4" y="{_y(place, top) + 4:.1f}" font-size="12">{escape(level)}</text>'
        for place, level in enumerate(levels)
    ]
    points = []
    left = 116
    wide = (WIDTH - left - RIGHT) / max(1, len(path))
    for place, level in enumerate(path):
        height = _y(levels.index(level), top)
        points += [f"{left + place * wide:.1f},{height:.1f}",
                   f"{left + (place + 1) * wide:.1f},{height:.1f}"]  # fmt: skip
    inner.append(
        f'<polyline points="{" ".join(points)}" fill="none" stroke="#222" stroke-width="3"/>'
    )
    return _figure(title, inner, "", " → ".join(path))


def bars(title: str, counts: Mapping[str, int]) -> str:
    """Return lying bars with their numbers, for a few names."""
    most = max(counts.values(), default=0) or 1
    high = 22
    inner = []
    for place, (name, count) in enumerate(counts.items()):
        y = 6 + place * high
        inner.append(
            f'<text x="4" y="{y + 12}" font-size="11">{escape(name)}</text>'
            f'<rect x="150" y="{y}" width="{160 * count / most:.1f}" height="15" '
            f'fill="url(#hatch)" stroke="#222"/>'
            f'<text x="{154 + 160 * count / most:.1f}" y="{y + 12}" font-size="11">{count}</text>'
        )
    said = "; ".join(f"{name}: {count}" for name, count in counts.items())
    return _figure(title, inner, "", said, height=12 + high * len(counts))


def _x(place: int, count: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * (place / max(1, count - 1))


def _y(value: float, top: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * min(value, top) / top


def _axes(labels: Sequence[str]) -> str:
    span = HEIGHT - TOP - BOTTOM
    marks = "".join(
        f'<text x="4" y="{TOP + span * place / 2 + 4:.1f}" font-size="11">{label}</text>'
        for place, label in enumerate(labels)
    )
    base = HEIGHT - BOTTOM
    return (
        f'{marks}<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{base}" y2="{base}" stroke="#222"/>'
        f'<line x1="{LEFT}" x2="{LEFT}" y1="{TOP}" y2="{base}" stroke="#222"/>'
    )


def _key(names: Sequence[str], marks: Sequence[str], *, filled: bool = False) -> str:
    parts = []
    for name, mark in zip(names, marks, strict=False):
        drawn = (
            f'<rect x="1" y="1" width="16" height="10" fill="{mark}" stroke="#222"/>'
            if filled
            else '<line x1="0" x2="24" y1="6" y2="6" stroke="#222" stroke-width="2" '
            f'stroke-dasharray="{mark}"/>'
        )
        parts.append(f'<span><svg width="26" height="12">{drawn}</svg> {escape(name)}</span>')
    return f"<figcaption>{' '.join(parts)}</figcaption>"


def _figure(title: str, inner: Sequence[str], key: str, said: str, *, height: int = HEIGHT) -> str:
    return (
        f'<figure><h2>{escape(title)}</h2><svg viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(title)}"><desc>{escape(said)}</desc>{"".join(inner)}</svg>'
        f"{key}</figure>"
    )
