"""Encodes single words as the sentence encoder all-MiniLM-L6-v2 does, with numpy alone.

The encoder (sentence-transformers, Apache-2.0) is BERT with six layers of 384; a text's encoding
is the mean over its tokens, of length one (Reimers and Gurevych, Sentence-BERT, 2019).
It is read from a local folder and never fetched; only one version of its weights is accepted.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from hashlib import file_digest
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

from bot.talk_model.utterances import DataUnfit

WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of model.safetensors at revision 1110a243 of the publisher's repository."""
VOCABULARY = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
"""SHA-256 of its vocab.txt."""
LAYERS, HEADS, WIDTH = 6, 12, 384
BATCH = 512
_EPSILON = 1e-12
_PART = re.compile(r"[a-z]+|'")
Numbers = NDArray[np.float32]


class Encoder:
    """The encoder, its weights in memory."""

    def __init__(self, folder: Path) -> None:
        """Read `folder`; raises DataUnfit unless it holds the one version known, OSError."""
        for name, expected in (("model.safetensors", WEIGHTS), ("vocab.txt", VOCABULARY)):
            with (folder / name).open("rb") as file:
                found = file_digest(file, "sha256").hexdigest()
            if found != expected:
                raise DataUnfit(
                    f"{folder / name}: SHA-256 {found[:12]}… is not all-MiniLM-L6-v2 as it was "
                    f"used here ({expected[:12]}…)"
                )
        self.vocabulary = (folder / "vocab.txt").read_text("utf-8").split("\n")
        self._places = {token: place for place, token in enumerate(self.vocabulary)}
        self.weights = _read(folder / "model.safetensors")

    def encode(
        self, words: Sequence[str], progress: Callable[[str], None] = lambda _: None
    ) -> Numbers:
        """Return the encodings of words of a-z and apostrophes, a row of WIDTH each."""
        by_length = defaultdict(list)
        for place, word in enumerate(words):
            tokens = self._tokens(word)
            by_length[len(tokens)].append((place, tokens))
        found = np.zeros((len(words), WIDTH), np.float32)
        done = 0
        for rows in by_length.values():
            for start in range(0, len(rows), BATCH):
                batch = rows[start : start + BATCH]
                encoded = self._encoded(np.array([tokens for _, tokens in batch]))
                found[[place for place, _ in batch]] = encoded
                done += len(batch)
                progress(f"encoding words, {done} of {len(words)}")
        return found

    def _tokens(self, word: str) -> list[int]:
        """Return the pieces of a word, the longest first, between the marks of start and end."""
        found = [self._places["[CLS]"]]
        for part in _PART.findall(word):
            start = 0
            pieces = []
            while start < len(part):
                for end in range(len(part), start, -1):
                    piece = ("##" if start else "") + part[start:end]
                    if piece in self._places:
                        break
                else:
                    pieces = [self._places["[UNK]"]]
                    break
                pieces.append(self._places[piece])
                start = end
            found += pieces
        return [*found, self._places["[SEP]"]]

    def _encoded(self, tokens: NDArray[np.int64]) -> Numbers:
        seen = (
            self.weights["embeddings.word_embeddings.weight"][tokens]
            + self.weights["embeddings.position_embeddings.weight"][: tokens.shape[1]]
            + self.weights["embeddings.token_type_embeddings.weight"][0]
        )
        seen = self._evened(seen, "embeddings.LayerNorm")
        for layer in range(LAYERS):
            name = f"encoder.layer.{layer}"
            given = self._through(self._attended(seen, name), f"{name}.attention.output.dense")
            seen = self._evened(seen + given, f"{name}.attention.output.LayerNorm")
            wide = self._through(seen, f"{name}.intermediate.dense")
            wide = (wide * 0.5 * (1 + erf(wide / np.sqrt(2)))).astype(np.float32)
            given = self._through(wide, f"{name}.output.dense")
            seen = self._evened(seen + given, f"{name}.output.LayerNorm")
        mean = seen.mean(1)
        return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), np.float32)

    def _attended(self, seen: Numbers, name: str) -> Numbers:
        many, length, _ = seen.shape

        def part(kind: str) -> Numbers:
            through = self._through(seen, f"{name}.attention.self.{kind}")
            heads = through.reshape(many, length, HEADS, WIDTH // HEADS).transpose(0, 2, 1, 3)
            return np.asarray(heads, np.float32)

        scores = part("query") @ part("key").transpose(0, 1, 3, 2) / np.sqrt(WIDTH // HEADS)
        raised = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (raised / raised.sum(-1, keepdims=True)) @ part("value")
        return np.asarray(mixed.transpose(0, 2, 1, 3).reshape(many, length, WIDTH), np.float32)

    def _through(self, seen: Numbers, name: str) -> Numbers:
        return seen @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]

    def _evened(self, seen: Numbers, name: str) -> Numbers:
        apart = seen - seen.mean(-1, keepdims=True)
        even = apart / np.sqrt((apart**2).mean(-1, keepdims=True) + _EPSILON)
        return np.asarray(
            even * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"], np.float32
        )


def _read(path: Path) -> Mapping[str, Numbers]:
    """Return the float32 tables of a safetensors file, whose hash is known to be right."""
    content = path.read_bytes()
    start = 8 + int.from_bytes(content[:8], "little")
    found = {}
    for name, about in json.loads(content[8:start]).items():
        if about.get("dtype") == "F32":
            begin, end = about["data_offsets"]
            table = np.frombuffer(content, "<f4", (end - begin) // 4, start + begin)
            found[name] = table.reshape(about["shape"])
    return found
