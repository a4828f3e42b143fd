"""The encoder: BERT with six layers, begun from all-MiniLM-L6-v2, then taught our messages.

(Devlin and others, BERT, 2019; Wang and others, MiniLM, 2020; Reimers and Gurevych,
Sentence-BERT, 2019.) It stands in `data/<language>/encoder.zip`, written by `porchlight
train-sense`, and is run by ONNX Runtime; docs/sense-model.md says from what, and how well it does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZipFile

import numpy as np
from numpy.typing import NDArray

from dialogues.errors import DataError
from dialogues.shipped import shipped

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

VERSION = 3
"""Of the file, and of what the encoder is given to read."""
ABOUT, PIECES, GRAPH = "about.json", "pieces.txt", "encoder.onnx"
"""What the file holds: its description, the vocabulary in order, and the sums."""
HEADS = frozenset({"family", "register", "talk", "frame"})
"""What is asked of every message."""
VECTOR = "vector"
"""What the heads are asked of: mean and highest of what each reader makes of the pieces."""
WIDTH = 1536
"""Numbers in it: two readers, two of each of 384."""
GIVEN = "pieces"
"""The name under which the sums are given the places of pieces, a row for each chunk."""
_SILENT = 4
Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Encoder:
    """Everything taught, ready to be asked."""

    places: Mapping[str, int]
    names: Mapping[str, tuple[str, ...]]
    """What each head tells apart."""
    session: InferenceSession = field(repr=False)

    def scores(self, pieces: Sequence[int]) -> dict[str, Numbers]:
        """Return the scores of every head for the pieces of one chunk, and the `VECTOR`.

        The scores stand in the order of `names`.
        """
        wanted = [*self.names, VECTOR]
        said = self.session.run(wanted, {GIVEN: np.array([pieces], np.int64)})
        return {name: row[0] for name, row in zip(wanted, said, strict=True)}


def read_encoder(file: IO[bytes], name: str) -> Encoder:
    """Return the encoder in an open file; raises DataError when it is not whole or not ours.

    The archive's own sums tell damage.
    """
    try:
        with ZipFile(file) as archive:
            about = json.loads(archive.read(ABOUT))
            if about["version"] == VERSION and about["heads"].keys() == HEADS:
                pieces = archive.read(PIECES).decode().split("\n")
                return Encoder(
                    {piece: place for place, piece in enumerate(pieces)},
                    {head: tuple(names) for head, names in about["heads"].items()},
                    _session(archive.read(GRAPH)),
                )
    except Exception as error:  # whatever a damaged file makes its readers raise
        raise DataError(
            f"{name}: not an encoder, or a damaged one ({type(error).__name__})"
        ) from error
    raise DataError(
        f"{name}: of version {about['version']}, tells {', '.join(about['heads'])}; this program "
        f"reads {VERSION}, {', '.join(sorted(HEADS))}: train it anew"
    )


def _session(graph: bytes) -> Any:
    """Return the sums, ready to be run on one core, silent, and telling nobody."""
    import onnxruntime  # here, so that a command that hears nothing does not wait for it

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = _SILENT
    options.enable_cpu_mem_arena = False  # a long message would hold its memory for good
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


_shipped = shipped("dialogues.sense", "encoder.zip", read_encoder)


def encoder(language: str = "en") -> Encoder:
    """Return the shipped encoder of a language, loaded once; raises DataError."""
    return _shipped(language)
