"""From taught encoders to the file that ships: what ONNX Runtime runs, a byte a number."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile, ZipInfo

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor

from bot.sense.network import Parts, asked, pooled
from dialogues.sense.encoder import ABOUT, GIVEN, GRAPH, PIECES, VECTOR, VERSION
from dialogues.sense.pieces import LONGEST

SHIPPED = Path(__file__).parents[2] / "dialogues" / "sense" / "data" / "en" / "encoder.zip"
_STEPS = 127
_OPSET = 20
_WHEN = (1980, 1, 1, 0, 0, 0)
"""Of every member, so that the same numbers make the same file."""
_KEPT = re.compile(r"\[(CLS|SEP|UNK)\]|\[|(##)?[!-Z\\-~][!-~]*")


class _Reader(torch.nn.Module):
    """What is run: from one chunk's places to the readers' mean scores, and their vectors."""

    def __init__(self, rows: Tensor, readers: Sequence[Parts], heads: Sequence[str]) -> None:
        super().__init__()
        scale = rows.abs().amax(1, keepdim=True) / _STEPS
        self.register_buffer("rows", (rows / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)
        self.readers = torch.nn.ModuleList(
            torch.nn.ParameterList([part.detach() for part in taught.values()])
            for taught in readers
        )
        self.kinds, self.heads = tuple(readers[0]), tuple(heads)

    def forward(self, pieces: Tensor) -> tuple[Tensor, ...]:
        rows = self.rows[pieces].float() * self.scale[pieces]
        known = torch.ones_like(pieces, dtype=torch.bool)
        readers = [dict(zip(self.kinds, parts, strict=True)) for parts in self.readers]
        made = [pooled(rows, known, taught) for taught in readers]
        said = [asked(one, taught, self.heads) for one, taught in zip(made, readers, strict=True)]
        means = (torch.stack([one[head] for one in said]).mean(0) for head in self.heads)
        return (*means, torch.cat(made, 1))


def pack(
    vocabulary: Sequence[str],
    fixed: Parts,
    readers: Sequence[Parts],
    heads: Mapping[str, Sequence[str]],
    data: Mapping[str, str],
    out: Path = SHIPPED,
) -> int:
    """Write the encoder whole or not at all, and return how many pieces it knows.

    `readers` were taught from the same beginning, with the rows in `fixed`; `heads` says what each
    head that ships tells apart, `data` names what it was taught with.
    Raises OSError.
    """
    kept = worth(vocabulary)
    about = {
        "version": VERSION,
        "heads": {name: list(names) for name, names in heads.items()},
        "data": dict(data),
    }
    members = {
        ABOUT: json.dumps(about, sort_keys=True).encode(),
        PIECES: "\n".join(kept).encode(),
        GRAPH: graph(fixed["rows"][list(kept.values())], readers, list(heads)),
    }
    half = out.with_suffix(".part")
    half.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(half, "w") as archive:
        for name, content in members.items():
            archive.writestr(ZipInfo(name, _WHEN), content)
    half.replace(out)
    return len(kept)


def worth(vocabulary: Sequence[str]) -> dict[str, int]:
    """Return the pieces worth shipping, what can be met in English, and their places."""
    return {piece: place for place, piece in enumerate(vocabulary) if _KEPT.fullmatch(piece)}


def graph(rows: Tensor, readers: Sequence[Parts], heads: Sequence[str]) -> bytes:
    """Return the sums as an ONNX graph, its tables in bytes.

    Of a byte seven bits are used: with eight, processors without VNNI overflow (ONNX Runtime,
    Quantize ONNX models). What is asked of the last layer stays as it is.
    """
    reader = _Reader(rows, readers, heads).eval()
    length = torch.export.Dim("length", min=2, max=LONGEST)
    with TemporaryDirectory() as folder:
        exact, small = Path(folder, "exact.onnx"), Path(folder, "small.onnx")
        torch.onnx.export(
            reader, (torch.ones(1, 9, dtype=torch.int64),), exact,
            dynamo=True, external_data=False, verbose=False, opset_version=_OPSET,
            input_names=[GIVEN], output_names=[*heads, VECTOR], dynamic_shapes=({1: length},),
        )  # fmt: skip
        model = onnx.load(exact)
        model.graph.ClearField("value_info")  # some say one shape before weights are turned
        model.graph.ClearField("metadata_props")
        for node in model.graph.node:  # they name folders of the machine it was made on
            node.ClearField("metadata_props")
            node.ClearField("doc_string")
        quantize_dynamic(
            model, small, op_types_to_quantize=["MatMul"],
            weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
        )  # fmt: skip
        return small.read_bytes()
