"""`porchlight report`: one page about written talks, with plots and without a client's words.

It holds counts, codes, stages and template ids; no reply, as a reply says a client's words back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import Any

from bot.reports.charts import PATTERNS, bars, lines, stacked, steps
from dialogues.fidelity import measure, report
from dialogues.phrasing import Phrasebook
from dialogues.stages import Stage

Talk = Sequence[dict[str, Any]]
BEGINS = "<!doctype html><!-- porchlight report -->"
"""The first characters of every page, by which one is known that may be written over."""
PATHS = 6
"""The most stage paths drawn, one a talk."""
MOST = 20
"""Templates listed as most used; the never used ones are listed by folder."""
NAMES = 30
"""Characters of the name at the front of a line of figures."""
KINDS = {"mirror": "their words", "frame": "a meaning", "feeling": "a feeling",
         "double_sided": "both sides"}  # fmt: skip
"""Kinds of reflection shown by name."""
STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:1rem;"
    "color:#111;background:#fff}h1{font-size:1.4rem}h2{font-size:1rem;margin:.2rem 0}"
    "figure{margin:1.2rem 0}figure svg[role=img]{width:100%;height:auto}"
    "figcaption span{margin-right:1rem;white-space:nowrap}"
    "table{border-collapse:collapse;width:100%;font-size:.85rem}"
    ".figures td:first-child{width:42%}"
    "td,th{border-bottom:1px solid #999;text-align:left;padding:.2rem;overflow-wrap:anywhere}"
    "@media print{figure{break-inside:avoid}}"
)


def page(talks: Sequence[Talk], language: str = "en") -> str:
    """Return the page; every talk has at least one turn."""
    talked = [list(talk) for talk in talks]
    each = [measure([talk]) for talk in talked]
    name = f"{len(talks)} talk" + ("s" if len(talks) > 1 else "")
    parts = [
        f"<h1>Porchlight: {name}, {sum(map(len, talked))} turns</h1>",
        "<p>Counts from the bot's own traces. No message and no reply stands on this page.</p>",
        PATTERNS,
        lines("Reflections for each question, talk by talk",
              {"reflections : questions": _joined([one.ratio for one in each])}, top=4, aim=2),
        lines("Complex reflections and open questions, talk by talk",
              {"complex of reflections": _joined([one.complex_share for one in each]),
               "open of questions": _joined([one.open_share for one in each])}, top=1, aim=0.5),
        _directions(talked),
        *_paths(talked),
        bars("Reflections by kind", _kinds(talked)),
        "<h2>Figures</h2><table class='figures'>",
        *map(_figure, report(measure(talked))),
        "</table>",
        *_templates(talked, language),
    ]  # fmt: skip
    return (
        f'{BEGINS}<html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Porchlight: {name}</title><style>{STYLE}</style></head><body>"
        + "\n".join(parts)
        + "</body></html>\n"
    )


def _figure(line: str) -> str:
    """Return a row of the table: what is counted, and how much; what it should be stands below."""
    name, (value, _, aim) = line[:NAMES].strip(), line[NAMES:].strip().partition("   ")
    below = f"<br><small>{escape(aim.strip())}</small>" if aim else ""
    return f"<tr><td>{escape(name)}</td><td>{escape(value)}{below}</td></tr>"


def _joined(values: Sequence[float]) -> list[float]:
    """Return at most sixty values: means of as many neighbours as it takes."""
    wide = -(-len(values) // 60)
    means = [sum(values[n : n + wide]) / len(values[n : n + wide])
             for n in range(0, len(values), wide)]  # fmt: skip
    return means * 2 if len(means) == 1 else means


def _directions(talks: Sequence[Talk]) -> str:
    length = max(map(len, talks))
    counts = {name: [0] * length for name in ("change", "sustain", "ambivalent")}
    for talk in talks:
        for place, turn in enumerate(talk):
            direction = (turn.get("heard") or {}).get("talk")
            if direction in counts:
                counts[direction][place] += 1
    return stacked("Change, sustain and both, turn by turn", counts)


def _paths(talks: Sequence[Talk]) -> list[str]:
    levels = [stage.value for stage in Stage]
    found = []
    for number, talk in enumerate(talks[:PATHS], start=1):
        path = [turn["stage"] for turn in talk if turn.get("stage") in levels]
        if path:
            found.append(steps(f"Stage path, talk {number}", levels, path))
    return found


def _kinds(talks: Sequence[Talk]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for talk in talks:
        for turn in talk:
            for move in turn["moves"]:
                _, _, rest = move["template"].partition("reflection/")
                if rest:
                    folder, _, leaf = rest.partition("/")
                    counts[KINDS.get(folder) or KINDS.get(leaf) or "another way"] += 1
    return dict(counts.most_common())


def _templates(talks: Sequence[Talk], language: str) -> list[str]:
    used = Counter(move["template"] for talk in talks for turn in talk for move in turn["moves"])
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td>{count}</td></tr>"
        for name, count in used.most_common(MOST)
    )
    never = [name for name in Phrasebook(language).templates() if name not in used]
    folders = Counter(name.rpartition("/")[0] for name in never)
    rest = "".join(
        f"<details><summary>{escape(folder)}: {count}</summary>"
        + ", ".join(escape(n.rpartition("/")[2]) for n in never if n.rpartition("/")[0] == folder)
        + "</details>"
        for folder, count in sorted(folders.items())
    )
    return [
        f"<h2>Most used wordings, by file</h2><table><tr><th>file</th><th>times</th></tr>{rows}"
        "</table>",
        f"<h2>Never used in these talks: {len(never)} files</h2>{rest}",
    ]
