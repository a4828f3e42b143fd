"""`porchlight evaluate typed FILE`: change, sustain, ambivalent and neutral in typed messages.

Ten parts by cross-validation: the model of typed messages and the fusing are taught without the
part they are judged on; the classifier beneath learnt from spoken utterances only; what the
encoder makes of a message is on record from one that was not taught with it.
Other invented messages may be given to learn from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import sqrt
from pathlib import Path

from sklearn.model_selection import StratifiedKFold

from bot.sense import record
from bot.sense.record import Record
from bot.talk_model.teaching import lessons, teach
from bot.talk_model.training import see, train
from bot.talk_model.utterances import Utterance, read_annomi, read_invented
from dialogues.leaning import fusing
from dialogues.leaning.linear import linear
from dialogues.leaning.model import Model
from dialogues.leaning.typed import READINGS, Typed
from dialogues.sense.pieces import lines

PARTS = 10


def evaluate_typed(
    path: Path,
    spoken: Path,
    extra: Sequence[Path] = (),
    misses: bool = False,
    progress: Callable[[str], None] = lambda _: None,
    recorded: Path = record.SHIPPED,
) -> Iterator[str]:
    """Yield the lines of the evaluation over a file of typed messages; raises DataUnfit.

    `recorded` is the record that train-sense made; a message it lacks is judged without.
    """
    messages = read_invented(path)
    others = [one for file in extra for one in read_invented(file)]
    progress("training the classifier")
    trained = Model(train(see(read_annomi(spoken))), "the model just trained")
    progress("hearing every message")
    learnt, known = lessons(trained, messages), lessons(trained, others)
    rules = [next(name for name in READINGS if one.seen.get(f"rules {name}")) for one in learnt]
    known_by, alone = Record(recorded), [""] * len(messages)
    sensed = [known_by.of(lines(one.text), "talk") or () for one in messages]
    read = [""] * len(messages)
    labels = [one.label for one in learnt]
    folds = StratifiedKFold(PARTS, shuffle=True, random_state=1)
    for number, (learn, judge) in enumerate(folds.split(labels, labels), start=1):
        progress(f"fold {number} of {PARTS}")
        stored = teach([*(learnt[place] for place in learn), *known])
        typed, fuse = Typed.of(stored), linear(stored, "fuse", len(READINGS))
        for place in judge:
            one = learnt[place]
            scores = fuse.scores(one.seen | fusing.heard_as(typed.scores(one.text)))
            alone[place] = fusing.choose(scores, rules[place])[0]
            scores = scores + fusing.SENSE * fusing.by_sense(sensed[place])
            read[place] = fusing.choose(scores, rules[place])[0]
    yield f"{path.name}: {len(messages)} messages, {PARTS} folds; {len(others)} more to learn from"
    yield _line("rules alone", messages, rules)
    yield _line("rules and classifiers fused", messages, alone)
    yield _line(f"and the encoder, for {sum(map(bool, sensed))} of them", messages, read)
    if misses:
        for one, name in zip(messages, read, strict=True):
            if one.talk != name:
                yield f"  {one.talk} read as {name}: {one.text!r}"


def _line(name: str, messages: Sequence[Utterance], read: Sequence[str]) -> str:
    counts = Counter((one.talk, said) for one, said in zip(messages, read, strict=True))
    share = sum(counts[label, label] for label in READINGS) / len(messages)
    half = 1.96 * sqrt(share * (1 - share) / len(messages))
    turned = counts["change", "sustain"] + counts["sustain", "change"]
    table = "; ".join(
        f"{label} {[counts[label, said] for said in READINGS]}" for label in READINGS
    )
    return f"{name}: accuracy {share:.3f} ± {half:.3f}, polarity errors {turned}; {table}"
