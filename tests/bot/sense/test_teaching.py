"""Teaching an encoder, where PyTorch is installed: what is taught is what is read at run time.

CI installs no PyTorch, so there these are passed over; the file that ships is tested without it.
"""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnxscript")

from bot.sense import network, packing, teaching  # noqa: E402 - after the skip
from bot.sense.network import LAYERS, WIDTH, Parts  # noqa: E402
from bot.sense.teaching import Head, Lesson, asked, teach  # noqa: E402
from dialogues.sense import encoder  # noqa: E402
from dialogues.sense.pieces import LONGEST  # noqa: E402

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "blue", "tea", "now", "é"]
HEADS = {"family": Head(("calm", "danger"), 1.0, 0.0)}
CALM, DANGER = (2, 6, 7, 3), (2, 5, 7, 3)


def begun(folder: Path, heads: dict[str, int]) -> tuple[list[str], Parts, Parts]:
    """Return small random numbers where all-MiniLM-L6-v2 would be read."""

    def draw(*shape: int) -> torch.Tensor:
        return torch.randn(*shape) * 0.05

    taught = {"position": draw(LONGEST, WIDTH)}
    taught |= {"even.weight": torch.ones(WIDTH), "even.bias": torch.zeros(WIDTH)}
    shapes = dict.fromkeys(("query", "key", "value", "out"), (WIDTH, WIDTH))
    shapes |= {"widen": (4 * WIDTH, WIDTH), "narrow": (WIDTH, 4 * WIDTH)}
    for layer in range(LAYERS):
        for kind, shape in shapes.items():
            taught[f"{layer}.{kind}.weight"] = draw(*shape)
            taught[f"{layer}.{kind}.bias"] = draw(shape[0])
        for kind in ("out_even", "narrow_even"):
            taught[f"{layer}.{kind}.weight"] = torch.ones(WIDTH)
            taught[f"{layer}.{kind}.bias"] = torch.zeros(WIDTH)
    for name, width in heads.items():
        taught |= {f"{name}.weight": draw(width, 2 * WIDTH), f"{name}.bias": torch.zeros(width)}
    rows = {"rows": draw(len(VOCABULARY), WIDTH) * 20}
    return VOCABULARY, rows, {name: part.requires_grad_() for name, part in taught.items()}


@pytest.fixture
def taught(monkeypatch: pytest.MonkeyPatch) -> tuple[Parts, Parts]:
    """Return an encoder taught to tell "blue" from "tea"."""
    monkeypatch.setattr(teaching, "begin", begun)
    lessons = [Lesson(CALM, {"family": (0,)}), Lesson(DANGER, {"family": (1,)})] * 200
    return teach(Path("nowhere"), lessons, HEADS)


def test_what_is_taught_is_told_apart(taught: tuple[Parts, Parts]) -> None:
    """And asked in any order, whatever the lengths."""
    said = asked([DANGER, CALM, (2, 5, 3)], *taught, ["family"])["family"]

    assert said.argmax(axis=1).tolist() == [1, 0, 1]


def test_a_message_may_be_many_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is then asked for itself."""
    monkeypatch.setattr(teaching, "begin", begun)
    heads = {"frame": Head(("blue", "tea"), 1.0, 0.0, many=True)}
    both, none = (2, 5, 6, 3), (2, 7, 7, 3)
    meanings = {both: (0, 1), DANGER: (0,), CALM: (1,), none: ()}
    lessons = [Lesson(chunk, {"frame": places}) for chunk, places in meanings.items()] * 300

    said = asked(list(meanings), *teach(Path("nowhere"), lessons, heads), ["frame"])["frame"]

    assert (said > 0).tolist() == [[True, True], [True, False], [False, True], [False, False]]


def test_what_comes_late_is_learnt_and_the_rest_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last stretch draws some of the other lessons again."""
    monkeypatch.setattr(teaching, "begin", begun)
    monkeypatch.setattr(teaching, "LATE_PASSES", 6)
    early = [Lesson(CALM, {"family": (0,)}), Lesson(DANGER, {"family": (1,)})] * 200
    alike, far = (2, 8, 7, 3), (2, 5, 6, 3)
    late = [
        Lesson(alike, {"family": (1,)}, late=True),
        Lesson(far, {"family": (0,)}, late=True),
    ] * 100

    said = asked(
        [CALM, DANGER, alike, far], *teach(Path("nowhere"), [*early, *late], HEADS), ["family"]
    )

    assert said["family"].argmax(axis=1).tolist() == [0, 1, 1, 0]


@pytest.mark.filterwarnings("default")  # PyTorch's exporter uses what PyTorch deprecates
def test_the_file_says_at_run_time_what_was_taught(
    taught: tuple[Parts, Parts], tmp_path: Path
) -> None:
    """A byte a number is enough; pieces of other scripts are left out; readers are averaged."""
    out, (fixed, parts) = tmp_path / "encoder.zip", taught
    heads = dict.fromkeys(encoder.HEADS, ("calm", "danger"))
    parts = parts | {
        f"{head}.{part}": parts[f"family.{part}"] for head in heads for part in ("weight", "bias")
    }
    other = parts | {"family.bias": parts["family.bias"] + torch.tensor([1.0, 0.0])}
    known = packing.pack(VOCABULARY, fixed, [parts, other], heads, {"x": "0"}, out)
    with out.open("rb") as file:
        read = encoder.read_encoder(file, "encoder.zip")

    assert known == len(VOCABULARY) - 3  # [PAD], [MASK] and the accent
    names = dict(enumerate(VOCABULARY))
    for chunk in (CALM, DANGER):
        mine = read.scores([read.places[names[place]] for place in chunk])["family"]
        theirs = asked([chunk], *taught, ["family"])["family"][0] + [0.5, 0]  # of both at the mean
        assert np.abs(mine - theirs).max() < 0.1 * np.abs(theirs).max() + 0.05


def test_filling_up_changes_nothing(taught: tuple[Parts, Parts]) -> None:
    """A short message beside a long one is read as by itself."""
    alone = asked([CALM], *taught, ["family"])["family"][0]
    beside = asked([CALM, (2, *[7] * 40, 3)], *taught, ["family"])["family"][0]

    assert np.allclose(alone, beside, atol=1e-3)
    assert network.filled([CALM, DANGER]).shape == (2, 8)
