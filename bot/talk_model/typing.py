"""`porchlight evaluate typed FILE`: change, sustain, ambivalent and neutral in typed messages.

Ten parts by cross-validation: the fusing is taught without the part it is judged on; the
classifier beneath it learnt from spoken utterances only.
Other invented messages may be given to learn from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import sqrt
from pathlib import Path

from sklearn.model_selection import StratifiedKFold

from bot.talk_model.teaching import lessons, readings, teach
from bot.talk_model.training import see, train
from bot.talk_model.utterances import Utterance, read_annomi, read_invented
from dialogues.leaning import fusing
from dialogues.leaning.model import Model, linear

PARTS = 10


def evaluate_typed(
    path: Path,
    spoken: Path,
    extra: Sequence[Path] = (),
    misses: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[str]:
    """Yield the lines of the evaluation over a file of typed messages; raises DataUnfit."""
    messages = read_invented(path)
    others = [one for file in extra for one in read_invented(file)]
    progress("training the classifier")
    trained = Model(train(see(read_annomi(spoken))), "the model just trained")
    progress("hearing every message")
    seen, known = lessons(trained, messages), lessons(trained, others)
    labels, other_labels = readings(messages), readings(others)
    rules = [next(name for name in fusing.READINGS if one.get(f"rules {name}")) for one in seen]
    read = [""] * len(messages)
    folds = StratifiedKFold(PARTS, shuffle=True, random_state=1)
    for learn, judge in folds.split(labels, labels):
        stored = teach(
            [*(seen[place] for place in learn), *known], [*labels[learn], *other_labels]
        )
        fuse = linear(stored, "fuse", len(fusing.READINGS))
        for place in judge:
            read[place] = fusing.choose(fuse.scores(seen[place]), rules[place])[0]
    yield f"{path.name}: {len(messages)} messages, {PARTS} folds; {len(others)} more to learn from"
    yield _line("rules alone", messages, rules)
    yield _line("rules and classifier fused", messages, read)
    if misses:
        for one, name in zip(messages, read, strict=True):
            if one.talk != name:
                yield f"  {one.talk} read as {name}: {one.text!r}"


def _line(name: str, messages: Sequence[Utterance], read: Sequence[str]) -> str:
    counts = Counter((one.talk, said) for one, said in zip(messages, read, strict=True))
    share = sum(counts[label, label] for label in fusing.READINGS) / len(messages)
    half = 1.96 * sqrt(share * (1 - share) / len(messages))
    turned = counts["change", "sustain"] + counts["sustain", "change"]
    table = "; ".join(
        f"{label} {[counts[label, said] for said in fusing.READINGS]}" for label in fusing.READINGS
    )
    return f"{name}: accuracy {share:.3f} ± {half:.3f}, polarity errors {turned}; {table}"
