"""`porchlight evaluate hearing FILE…`: talk, categories and frames heard in invented messages.

The messages are JSON lines with "text", "talk", and where they are labelled "categories" and
"frames": what a good listener would have taken up. Nothing is trained; what ships is judged.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.intervals import wilson
from bot.talk_model.utterances import Utterance, read_invented
from dialogues.listening.heard import Heard
from dialogues.listening.hearing import hear
from dialogues.safety import assess
from dialogues.understanding import understood

SIDES = {"change", "sustain"}


@dataclass(frozen=True, slots=True)
class _Judged:
    said: Utterance = field(repr=False)
    rules: Heard = field(repr=False)
    fused: Heard = field(repr=False)
    categories: frozenset[str] | None
    frames: frozenset[str] | None

    @property
    def kinds(self) -> set[str]:
        """Return the categories heard, without their side where the labels name none."""
        bare = bool(self.categories) and not any(one[-1] in "+-" for one in self.categories or ())
        return {one[:-1] if bare else one for one in self.rules.categories}

    def meanings(self, heard: Heard) -> set[str]:
        """Return the frames heard, and the signals that a label may name as well."""
        return {hit.name for hit in heard.frames}.union(
            (self.frames or frozenset()).intersection(heard.signals)
        )


def evaluate_hearing(path: Path, misses: bool = False) -> Iterator[str]:
    """Yield the figures for a file of messages, then what was missed; raises DataUnfit."""
    judged = list(_judged(path))
    yield f"{path.name}: {len(judged)} messages; what ships, as a first message; 95 % Wilson"
    yield _talk("rules", [(one.said.talk, one.rules.talk.value) for one in judged])
    yield _talk(
        "rules and models fused", [(one.said.talk, one.fused.talk.value) for one in judged]
    )
    for name, pairs in (
        ("categories", [(one.categories, one.kinds) for one in judged]),
        ("frames, rules", [(one.frames, one.meanings(one.rules)) for one in judged]),
        ("frames, and guessed", [(one.frames, one.meanings(one.fused)) for one in judged]),
    ):
        labelled = [(labels, found) for labels, found in pairs if labels is not None]
        if labelled:
            yield _recall(name, labelled)
    if misses:
        for one in judged:
            yield from _missed(one)


def _judged(path: Path) -> Iterator[_Judged]:
    utterances = read_invented(path)
    rows = []
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    for place, said in enumerate(utterances):
        row = rows[place] if rows else {}
        yield _Judged(
            said,
            hear(said.text),
            understood(said.text, assess(said.text), before=said.before)[0],
            frozenset(row["categories"]) if "categories" in row else None,
            frozenset(row["frames"]) if "frames" in row else None,
        )


def _talk(name: str, pairs: Sequence[tuple[str, str]]) -> str:
    right = sum(meant == read for meant, read in pairs)
    turned = sum({meant, read} == SIDES for meant, read in pairs)
    sided = sum(meant in SIDES for meant, _ in pairs)
    each = ", ".join(
        f"{talk} {sum(m == r == talk for m, r in pairs)} of {sum(m == talk for m, _ in pairs)}"
        for talk in ("change", "sustain", "ambivalent", "neutral")
    )
    return (
        f"talk, {name}: {_share(right, len(pairs))} ({each}); "
        f"polarity errors {_share(turned, sided)} of those with one side"
    )


def _recall(name: str, pairs: Sequence[tuple[frozenset[str], set[str]]]) -> str:
    meant = sum(len(labels) for labels, _ in pairs)
    found = sum(len(labels & heard) for labels, heard in pairs)
    heard = sum(len(heard) for labels, heard in pairs)
    of_some = [bool(labels & said) for labels, said in pairs if labels]
    return (
        f"{name}: recall {_share(found, meant)}; precision {_share(found, heard)}; "
        f"at least one of a message's {_share(sum(of_some), len(of_some))}"
    )


def _share(part: int, whole: int) -> str:
    if not whole:
        return "none"
    low, high = wilson(part, whole)
    return f"{part / whole:.3f} ({low:.3f}-{high:.3f}, {part} of {whole})"


def _missed(one: _Judged) -> Iterator[str]:
    read = one.fused.talk.value
    frames = sorted((one.frames or frozenset()) - one.meanings(one.fused))
    if read != one.said.talk or frames:
        text = one.said.text.replace("\n", " / ")
        missing = f"; not heard: {', '.join(frames)}" if frames else ""
        yield f"  {one.said.talk}, read as {read}{missing}: {text}"
