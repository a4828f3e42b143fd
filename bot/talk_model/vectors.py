"""`porchlight make-vectors FOLDER PATH`: makes the word vectors that ship.

64 numbers a word: the first principal components of the encodings of the words of a corpus.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from bot import reading
from bot.talk_model.encoding import Encoder
from bot.talk_model.shipping import write
from bot.talk_model.training import names_in
from bot.talk_model.utterances import read_annomi, read_invented
from dialogues.leaning.vectors import SIZE

SHIPPED = Path(__file__).parents[2] / "dialogues" / "leaning" / "data" / "en" / "vectors.npz"
OFTEN = 2
"""Times a word unknown to the encoder's vocabulary must occur; what occurs once is a slip."""
COMMON = 1e-3
"""The share of all words at which a word counts half (Arora and others, 2017)."""
_WORD = re.compile(r"[a-z']+")
_WHOLE = re.compile(r"[a-z']{1,18}")


def make_vectors(
    folder: Path,
    path: Path,
    typed: Sequence[Path],
    out: Path = SHIPPED,
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[str]:
    """Yield what was made from what, and write it to `out`; raises DataUnfit, OSError.

    `folder` holds the encoder; how often words occur is counted in `path` (a CSV of AnnoMI's
    form) and in the invented messages of `typed`, and names that stand in `path` are left out.
    """
    reading.writable(out)
    utterances = read_annomi(path)
    encoder = Encoder(folder)
    counts = Counter(word for text in _texts(path, typed) for word in _WORD.findall(text.lower()))
    of_encoder = {word for word in encoder.vocabulary if _WHOLE.fullmatch(word)}
    words = sorted(of_encoder | {word for word, count in counts.items() if count >= OFTEN})
    encoded = encoder.encode(words, progress)
    often = np.array([counts[word] for word in words])
    encoded = encoded - encoded.mean(0)
    _, _, axes = np.linalg.svd(encoded[often > 0], full_matrices=False)
    axes = axes[:SIZE]
    heaviest = axes[np.arange(SIZE), np.abs(axes).argmax(1)]
    table = encoded @ (axes * np.sign(heaviest)[:, None]).T  # an axis has no sign of its own
    table /= np.linalg.norm(table, axis=1).mean()
    names = names_in([text for one in utterances for text in (one.text, one.before)])
    kept = [
        place
        for place, word in enumerate(words)
        if word in of_encoder or (word not in names and "'" not in word)
    ]
    table = table[kept]
    scale = np.float32(np.abs(table).max() / 127)
    stored = {
        "words": np.array("\n".join(words[place] for place in kept)),
        "table": np.round(table / scale).astype(np.int8),
        "scale": scale,
        "weight": (COMMON / (COMMON + often / often.sum()))[kept].astype(np.float16),
    }
    write(stored, out)
    yield f"{len(kept)} words, {SIZE} numbers each, from {len(words)} encoded"
    yield f"written to {out} ({out.stat().st_size / 1e6:.2f} MB)"


def _texts(path: Path, typed: Sequence[Path]) -> Iterator[str]:
    yield from (row["utterance_text"] for _, row in reading.table(path)[1])
    for one in typed:
        yield from (message.text for message in read_invented(one))
