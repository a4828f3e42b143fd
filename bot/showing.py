"""Wordings as they come out, with sample slots, for the people who write them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

from dialogues.errors import DataError, UnknownTemplate
from dialogues.phrasing import Phrasebook, render, templates_folder


def samples(language: str = "en") -> dict[str, str]:
    """Return a sample for every variable (templates/<language>/samples.toml); raises DataError."""
    path = templates_folder().joinpath(language, "samples.toml")
    try:
        return dict(tomllib.loads(path.read_text("utf-8")))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"templates/{language}/samples.toml: {error}") from error


def show(template: str, language: str = "en") -> Iterator[str]:
    """Yield every wording of the templates that begin with `template`; raises UnknownTemplate."""
    phrasebook = Phrasebook(language)
    slots = samples(language)
    names = list(phrasebook.templates(template))
    if not names:
        part = template.strip("/").split("/")[-1]
        move = template.partition("/")[0]
        near = sorted(
            (name for name in phrasebook.templates() if part in name),
            key=lambda name: not name.startswith(move),
        )[:5]
        hint = f"; near it: {', '.join(near)}" if near else "; `ls templates/en` shows them all"
        raise UnknownTemplate(f"there is no template {template!r}{hint}")
    for name in names:
        yield name
        for wording in phrasebook.wordings(name):
            needs = f"   ({', '.join(sorted(wording.needs))})" if wording.needs else ""
            yield f"  {render(wording, slots)}{needs}"
