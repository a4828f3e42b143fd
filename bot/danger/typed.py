"""Typed messages as examples of danger: all ordinary, but for those that readers took for more.

They are the everyday talk that the bot gets: long, roundabout, about buses, sisters and rent. Of
messages written to look like danger alone, none of it would be known.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from bot.danger.examples import LABELS, ORDINARY, TALK, DataUnfit, Example
from bot.talk_model.utterances import read_invented

DANGERS = "dangers.tsv"
"""The file beside them of those that are not ordinary: label, text."""
UNSURE = "unsure"
"""The label of what readers could not tell; left out."""


def read_typed(paths: Sequence[Path], known: Collection[str] = ()) -> list[Example]:
    """Return the messages of the files, each once, without the texts of `known`.

    Raises DataUnfit naming file and line, and OSError.
    """
    told = {folder: _dangers(folder / DANGERS) for folder in {path.parent for path in paths}}
    met, found = set(known), []
    for path in paths:
        for one in read_invented(path):
            label = told[path.parent].get(one.text, ORDINARY)
            if one.text not in met and label != UNSURE:
                found.append(Example(label, TALK, "-", one.text, path.stem))
            met.add(one.text)
    return found


def _dangers(file: Path) -> dict[str, str]:
    found = {}
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        label, _, text = line.partition("\t")
        if label not in {*LABELS, UNSURE} or not text:
            raise DataUnfit(f"{file}:{number}: wants a family or {UNSURE!r}, and the text")
        found[text.replace("\\n", "\n")] = label
    return found
