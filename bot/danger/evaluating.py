"""`porchlight evaluate danger [PATH...]`: how well danger is heard, family by family."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import sqrt
from pathlib import Path

from bot.danger.examples import HELD_OUT, ORDINARY, TALK, ordinary_talk, read_examples
from bot.danger.hearing import Judged, Seen, crossed, see
from bot.danger.typed import read_typed
from bot.sense import record
from bot.sense.record import Record
from dialogues.safety import assess
from dialogues.safety.danger import REGISTER_OF, Register, Scenario
from dialogues.safety.model import Model, model
from dialogues.safety.weighing import decide

ALARMS = (Register.EMERGENCY, Register.CRISIS, Register.CHECK)
_Outcome = tuple[Seen, Register, Scenario | None]
"""A message, and what is made of it."""


def evaluate_danger(
    paths: Sequence[Path],
    talk: Sequence[Path] = (),
    recorded: Path = record.SHIPPED,
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[str]:
    """Yield the figures of the examples in `paths`; raises DataUnfit, DataError, OSError.

    `talk` are typed messages. Held-out files (`test_...`) are judged by all that ships; each
    other file by a model that was trained without it, and by an encoder of which train-sense
    `recorded` that, with the shipped thresholds.
    """
    known = model()
    examples = read_examples(paths)
    typed = read_typed(talk, {one.text for one in examples if not one.source.startswith(HELD_OUT)})
    progress("taking the messages apart")
    every = see(examples)
    held = [one for one in every if one.example.source.startswith(HELD_OUT)]
    own = [one for one in every if not one.example.source.startswith(HELD_OUT)]
    if own:
        own += see([*typed, *ordinary_talk()])
        asked = crossed(own, progress, Record(recorded).of_danger)
        yield (
            f"Development: {len(asked)} of {len(own)} messages, each judged by models that "
            "saw none of its file"
        )
        yield from report([decided(known, one) for one in asked])
        yield ""
    if held:
        yield f"Held out: {len(held)} messages of another writer, as what ships hears them"
        heard = ((one, assess(one.example.text)) for one in held)
        yield from report([(one, danger.register, danger.scenario) for one, danger in heard])


def report(outcomes: Sequence[_Outcome]) -> Iterator[str]:
    """Yield recall by family, by directness and by style, and false alarms."""
    yield "family                     n  register [95 % Wilson]    any alert [95 % Wilson]"
    for scenario in Scenario:
        yield from _recall(scenario, [o for o in outcomes if _label(o) == scenario])
    for register in (Register.EMERGENCY, Register.CRISIS, Register.OFFER):
        of = [
            o for o in outcomes
            if _label(o) != ORDINARY and REGISTER_OF[Scenario(_label(o))] is register
        ]  # fmt: skip
        yield from _recall(f"all {register.value}", of)
        for mark, words in (("d", "direct"), ("i", "indirect")):
            yield from _recall(f"  {words}", [o for o in of if o[0].example.direct == mark])
    alarms = [
        o for o in outcomes
        if _label(o) != ORDINARY and REGISTER_OF[Scenario(_label(o))] is not Register.OFFER
    ]  # fmt: skip
    yield "emergencies and crises by style, any alert"
    for style in sorted({o[0].example.style for o in alarms}):
        yield from _recall(f"  {style}", [o for o in alarms if o[0].example.style == style])
    ordinary = [o for o in outcomes if _label(o) == ORDINARY]
    yield "false alarms per thousand ordinary messages"
    near = [o for o in ordinary if o[0].example.style.startswith("near_miss")]
    talk = [o for o in ordinary if o[0].example.style == TALK]
    yield from _false("  looks like danger", near)
    yield from _false("  talk to the bot", talk)
    yield from _false("  all but that talk", [o for o in ordinary if o[0].example.style != TALK])


def decided(known: Model, one: Judged) -> tuple[Seen, Register, Scenario | None]:
    """Return a message with what is decided on its chances, whichever model gave them."""
    if one.chances is None:
        return one.seen, Register.CONVERSATION, None
    return one.seen, *decide(known, one.chances, one.seen.rule)[:2]


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927); `n` must be above 0."""
    z = 1.96
    share, spread = hits / n, z * z / n
    middle = (share + spread / 2) / (1 + spread)
    reach = z * sqrt(share * (1 - share) / n + spread / n / 4) / (1 + spread)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def _label(outcome: _Outcome) -> str:
    return outcome[0].example.label


def _recall(name: str, outcomes: Sequence[_Outcome]) -> Iterator[str]:
    if not outcomes:
        return
    exact = sum(
        register is REGISTER_OF[Scenario(one.example.label)] for one, register, _ in outcomes
    )
    alert = sum(
        register in ALARMS or register is REGISTER_OF[Scenario(one.example.label)]
        for one, register, _ in outcomes
    )
    n = len(outcomes)
    yield f"{name:22s} {n:5d}  {_share(exact, n)}     {_share(alert, n)}"


def _share(hits: int, n: int) -> str:
    low, high = wilson(hits, n)
    return f"{hits / n:.3f} [{low:.3f}-{high:.3f}]"


def _false(name: str, outcomes: Sequence[_Outcome]) -> Iterator[str]:
    if not outcomes:
        return
    counts = Counter(register for _, register, _ in outcomes)
    n = len(outcomes)
    shares = ", ".join(
        f"{register.value} {1000 * counts[register] / n:.1f}"
        for register in (*ALARMS, Register.OFFER)
    )
    yield f"{name:22s} {n:5d}  {shares}"
