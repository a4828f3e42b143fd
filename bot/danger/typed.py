"""Typed messages as examples of danger: all ordinary, but for those that readers took for more.

They are the everyday talk that the bot gets: long, roundabout, about buses, sisters and rent. Of
messages written to look like danger alone, none of it would be known.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from bot import reading
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
    files = {path: read_invented(path) for path in paths}
    told = {folder: _dangers(folder / DANGERS) for folder in {path.parent for path in paths}}
    met, found = set(known), []
    for path, messages in files.items():
        for one in messages:
            label = told[path.parent].get(one.text, ORDINARY)
            if one.text not in met and label != UNSURE:
                found.append(Example(label, TALK, "-", one.text, path.stem))
            met.add(one.text)
    return found


def _dangers(file: Path) -> dict[str, str]:
    if not file.is_file():
        raise DataUnfit(f"{file}: not there; it has to list which of those messages are dangers")
    found = {}
    for number, line in enumerate(reading.text(file).splitlines(), 1):
        label, _, text = line.partition("\t")
        if label not in {*LABELS, UNSURE} or not text:
            raise DataUnfit(f"{file}:{number}: wants a family or {UNSURE!r}, and the text")
        found[text.replace("\\n", "\n")] = label
    return found
