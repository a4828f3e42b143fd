"""Teaches the encoder everything at once: families of danger, registers, talk, and frames.

Each step hides some pieces of words, so that no single word carries a meaning alone, and no
label is quite certain (label smoothing), since each has one rater. AdamW, a rate that rises and
falls in straight lines; bfloat16 where the machine multiplies so (Loshchilov and Hutter,
Decoupled weight decay regularization, 2019; Szegedy and others, Rethinking the Inception
architecture, 2016).
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from bot.sense.network import FILLING, LENGTHS, Parts, begin, filled, scores
from dialogues.sense.encoder import Numbers

EPOCHS = 3
RATE, HEADS_RATE, MANY_RATE = 1.8e-4, 1e-3, 2e-3
"""Of the encoder, of what is asked of it, and of the head that tells many."""
LATE_RATE, LATE_PASSES, AGAIN = 0.4, 2, 12_000
"""Of the last stretch: its share of those rates, how often what comes late is gone through, and
how many of the other lessons are drawn again beside it, so that nothing is unlearnt."""
KEPT = 0.5
"""How much of what was known before the last stretch stays: the weights of before and after are
averaged, which keeps most of what is new and nearly all that was known (Wortsman and others,
Robust fine-tuning of zero-shot models, 2022)."""
WARMED = 0.06
"""The share of all steps over which the rate rises."""
HIDDEN, DROPPED = 0.1, 0.1
MANY, PIECES = 128, 4096
"""A step sees at most so many messages and, filled up, pieces."""
EXPONENT = 0.25
"""Of the class weights: 1 would be balanced, 0 none."""
RARE = -4.0
"""The score from which each of many begins: one message in fifty-five."""
_HIDING = "[MASK]"


Progress = Callable[[str], None]
Labels = Mapping[str, tuple[int, ...]]
"""By head, the places of what a message is: one, or any number where the head tells many."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One chunk of a message, and what each head that is taught with it should say."""

    pieces: tuple[int, ...] = field(repr=False)
    labels: Labels
    weight: float = 1.0
    late: bool = False
    """Whether it is taught in the last stretch only."""


@dataclass(frozen=True, slots=True)
class Head:
    """What is told apart, and how much it counts."""

    names: tuple[str, ...]
    weight: float
    smoothed: float
    many: bool = False
    """Whether a message may be several of them, or none: each is then asked for itself."""


def teach(
    folder: Path,
    lessons: Sequence[Lesson],
    heads: Mapping[str, Head],
    seed: int = 0,
    progress: Progress = lambda _: None,
) -> tuple[Parts, Parts]:
    """Return what stayed as it was and what was taught; raises DataUnfit, OSError.

    `folder` holds all-MiniLM-L6-v2.
    """
    torch.manual_seed(seed)
    draw = random.Random(seed)  # noqa: S311 - the order of lessons
    vocabulary, fixed, taught = begin(folder, {name: len(h.names) for name, h in heads.items()})
    with torch.no_grad():
        for name in (name for name, head in heads.items() if head.many):
            taught[f"{name}.bias"].fill_(RARE)
    early = [one for one in lessons if not one.late]
    plans = [list(_batches(early, draw)) for _ in range(EPOCHS)]
    balance = {name: _balance(early, name) for name, head in heads.items() if not head.many}
    known = Known(fixed, taught, heads, vocabulary.index(_HIDING), balance)
    _stretch(known, [batch for plan in plans for batch in plan], 1.0, progress)
    further(known, lessons, seed, progress)
    return fixed, taught


@dataclass(frozen=True, slots=True)
class Known:
    """An encoder while it is taught."""

    fixed: Parts
    taught: Parts
    heads: Mapping[str, Head]
    hiding: int
    """The piece that stands for a hidden one; those after it may be hidden."""
    balance: Mapping[str, Mapping[int, float]]
    """By head that tells one, the weight of each place."""


def further(known: Known, lessons: Sequence[Lesson], seed: int, progress: Progress) -> None:
    """Teach the last stretch: what comes late, and some of the rest again."""
    late = [one for one in lessons if one.late]
    if not late:
        return
    torch.manual_seed(seed)
    draw = random.Random(seed)  # noqa: S311 - the order of lessons
    early = [one for one in lessons if not one.late]
    again = draw.sample(early, min(AGAIN, len(early)))
    plan = list(_batches([*again, *late * LATE_PASSES], draw))
    before = {name: part.detach().clone() for name, part in known.taught.items()}
    _stretch(known, plan, LATE_RATE, progress)
    with torch.no_grad():
        for name, part in known.taught.items():
            part.lerp_(before[name], KEPT)


def _stretch(known: Known, plan: Sequence[list[Lesson]], share: float, progress: Progress) -> None:
    """Go through the batches of `plan`, at `share` of the rates."""
    groups: dict[float, list[Tensor]] = defaultdict(list)
    for name, part in known.taught.items():
        head = known.heads.get(name.split(".")[0])
        groups[RATE if head is None else MANY_RATE if head.many else HEADS_RATE].append(part)
    steer = torch.optim.AdamW(
        [{"params": parts} for parts in groups.values()], weight_decay=0.01, fused=True
    )
    for step, batch in enumerate(plan, 1):
        pace = share * min(step / (WARMED * len(plan)), 1 - (step - 1) / len(plan))
        for group, rate in zip(steer.param_groups, groups, strict=True):
            group["lr"] = rate * pace
        loss = _missed(known, batch)
        steer.zero_grad()
        (loss * min(1.0, len(batch) / 32)).backward()
        torch.nn.utils.clip_grad_norm_(list(known.taught.values()), 1.0)
        steer.step()
        if step % 100 == 0:
            progress(f"step {step} of {len(plan)}: {loss.item():.2f}")


def _missed(known: Known, batch: Sequence[Lesson]) -> Tensor:
    """Return how far off the encoder is on a batch, some of its pieces hidden."""
    pieces = filled([one.pieces for one in batch])
    hidden = (torch.rand(pieces.shape) < HIDDEN) & (pieces > known.hiding)
    pieces[hidden & (pieces != FILLING)] = known.hiding
    asked = list(batch[0].labels)
    with torch.autocast("cpu", torch.bfloat16):
        rows = known.fixed["rows"][pieces]
        said = scores(rows, pieces != FILLING, known.taught, asked, DROPPED)
    return sum(
        (
            _loss(said[name], batch, name, known.heads[name], known.balance.get(name))
            for name in asked
        ),
        start=torch.zeros(()),
    )


def asked(
    chunks: Sequence[Sequence[int]], fixed: Parts, taught: Parts, heads: Sequence[str]
) -> dict[str, Numbers]:
    """Return the scores of each of `heads` for `chunks`, in their order."""
    found: dict[str, list[Tensor]] = {name: [torch.empty(0)] * len(chunks) for name in heads}
    order = sorted(range(len(chunks)), key=lambda place: len(chunks[place]))
    with torch.no_grad():
        for start in range(0, len(order), MANY):
            places = order[start : start + MANY]
            pieces = filled([chunks[place] for place in places])
            said = scores(fixed["rows"][pieces], pieces != FILLING, taught, heads)
            for name in heads:
                for place, one in zip(places, said[name], strict=True):
                    found[name][place] = one
    return {
        name: np.asarray(torch.stack(rows).numpy(), np.float32) for name, rows in found.items()
    }


def _batches(lessons: Sequence[Lesson], draw: random.Random) -> Iterator[list[Lesson]]:
    """Yield the lessons of one epoch: those of one kind and of like length together."""
    waiting: dict[tuple[tuple[str, ...], int], list[Lesson]] = defaultdict(list)
    full = []
    for one in draw.sample(lessons, len(lessons)):
        length = next(each for each in LENGTHS if each >= len(one.pieces))
        batch = waiting[tuple(one.labels), length]
        batch.append(one)
        if len(batch) == min(MANY, PIECES // length):
            full.append(waiting.pop((tuple(one.labels), length)))
    full += waiting.values()
    draw.shuffle(full)
    yield from full


def _balance(lessons: Sequence[Lesson], name: str) -> dict[int, float]:
    counts = Counter(one for lesson in lessons for one in lesson.labels.get(name, ()))
    total = sum(count * count**-EXPONENT for count in counts.values()) / sum(counts.values())
    return {label: count**-EXPONENT / total for label, count in counts.items()}


def _loss(
    said: Tensor,
    batch: Sequence[Lesson],
    name: str,
    head: Head,
    balance: Mapping[int, float] | None,
) -> Tensor:
    if balance is None:
        each = functional.binary_cross_entropy_with_logits(
            said, _marked(batch, name, len(head.names)), reduction="none"
        )
        return head.weight * each.sum(1).mean()
    meant = torch.tensor([one.labels[name][0] for one in batch])
    each = functional.cross_entropy(said, meant, reduction="none", label_smoothing=head.smoothed)
    weights = torch.tensor([one.weight * balance[one.labels[name][0]] for one in batch])
    return head.weight * (each * weights).mean()


def _marked(batch: Sequence[Lesson], name: str, width: int) -> Tensor:
    """Return a row for each lesson, 1 at every place that is meant."""
    table = torch.zeros(len(batch), width)
    for row, one in zip(table, batch, strict=True):
        row[list(one.labels[name])] = 1
    return table
