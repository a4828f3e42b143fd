"""Which way a message leans: cues, vectors, the model file, and rules and models fused."""

import io
from pathlib import Path

import numpy as np
import pytest

from dialogues.errors import DataError
from dialogues.leaning.cues import asked, cues, plain, tail, words
from dialogues.leaning.features import context, grams
from dialogues.leaning.fusing import FAINTEST, by_sense, choose, fused
from dialogues.leaning.model import VERSION, Trail, model, read_model, softmax, vector
from dialogues.leaning.typed import READINGS, pieces, rated
from dialogues.leaning.vectors import SIZE, vectors
from dialogues.listening.hearing import hear
from dialogues.sense.encoder import VECTOR, WIDTH
from dialogues.sense.pieces import lines
from dialogues.sense.sensing import sense

SHIPPED = Path(__file__).parents[3] / "dialogues" / "leaning" / "data" / "en" / "model.npz"


def stored() -> dict[str, object]:
    """Return the arrays of the shipped model."""
    with np.load(SHIPPED) as file:
        return {key: file[key] for key in file.files}


def written(arrays: dict[str, object]) -> io.BytesIO:
    """Return a model file of these arrays."""
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    file.seek(0)
    return file


def test_plain_text_has_its_contractions_written_out() -> None:
    """One spelling for each."""
    assert plain("I can't, I'm, erm, not") == "i can not, i am,  , not"
    assert words(plain("don't?")) == ["do", "not", "?"]
    assert tail("one. two? three. four.") == "three. four."


def test_cues_and_questions_are_found_by_name() -> None:
    """A wish is one; what the last message asked is another."""
    assert any(name.startswith("kind ") for name in cues(plain("i want to stop")))
    assert any(name.startswith("asked ") for name in asked(plain("why do you want to change?")))
    assert not cues("the bus was late")


def test_an_answer_of_a_word_is_seen_with_its_question() -> None:
    """Its lean lies there."""
    short = context("yes", "would you like to stop?")
    long = context("yes i went to the shop", "would you like to stop?")

    assert "short stop" in short
    assert "short stop" not in long


def test_grams_and_pieces_are_runs_of_words_and_letters() -> None:
    """Pairs of words; two to four letters with the ends marked."""
    assert grams("i want it") == ["i", "want", "it", "i want", "want it"]
    assert pieces("no") == [" n", "no", "o ", " no", "no ", " no "]


def test_rated_features_have_length_one_and_leave_out_what_is_unknown() -> None:
    """A rare feature weighs more than a common one."""
    weights = rated(["a", "b", "z"], {"a": 0, "b": 1}, np.array([1.0, 3.0], np.float32))

    assert weights.keys() == {"a", "b"}
    assert weights["b"] > weights["a"]
    assert sum(value**2 for value in weights.values()) == pytest.approx(1)
    assert rated(["z"], {"a": 0}, np.array([1.0], np.float32)) == {}


def test_words_that_mean_alike_lie_near() -> None:
    """Cosine of two words against that of two unlike ones."""

    def near(one: str, other: str) -> float:
        a, b = vectors().of([one]), vectors().of([other])
        return float(a @ b / np.sqrt((a @ a) * (b @ b)))

    assert near("quit", "stop") > near("quit", "umbrella")
    assert vectors().of(["zzzz"]).tolist() == [0.0] * SIZE


def test_the_trail_remembers_how_a_conversation_leaned() -> None:
    """Faded by each message, kept as six numbers, and begun anew from anything else."""
    trail = Trail().after([1.0, 0.0, 0.0]).after([0.0, 0.0, 1.0])

    assert trail.faded[0] > 0
    assert trail.last == (0.0, 0.0, 1.0)
    assert Trail.of(trail.numbers()) == trail
    assert Trail.of([1.0]) == Trail()


def test_opposite_readings_become_ambivalent() -> None:
    """A double-sided reflection is right either way."""
    sure = np.array([3.0, 0.0, 0.0, 0.0])

    assert choose(sure, "change")[0] == "change"
    assert choose(sure, "neutral")[0] == "change"
    assert choose(sure, "sustain")[0] == "ambivalent"


@pytest.mark.parametrize(
    ("chances", "read"),
    [((0.90, 0.05, 0.03, 0.02), "change"), ((0.50, 0.30, 0.15, 0.05), "ambivalent"),
     ((0.05, 0.90, 0.03, 0.02), "sustain"), ((0.20, 0.20, 0.05, 0.55), "neutral")],
)  # fmt: skip
def test_a_side_is_named_only_where_the_other_is_unlikely(
    chances: tuple[float, ...], read: str
) -> None:
    """A wrong side costs more than hearing both, though one is the likeliest of the four."""
    assert choose(np.log(chances), "neutral")[0] == read


def test_the_encoder_counts_beside_the_others() -> None:
    """Its word tips what is even; what it was not asked changes nothing; never to certainty."""
    even = np.zeros(len(READINGS))
    sensed = ({"talk": np.array([0, 9, 0, 0], np.float32)},)

    assert choose(even + by_sense(sensed), "neutral")[0] == "sustain"
    assert by_sense(()).tolist() == [0, 0, 0, 0]
    assert by_sense(sensed).min() == FAINTEST


def test_chances_sum_to_one_and_the_order_is_that_of_the_readings() -> None:
    """Whatever the scores."""
    name, chances = choose(np.array([0.0, 5.0, 0.0, 0.0]), "sustain")

    assert name == "sustain"
    assert list(chances) == list(READINGS)
    assert sum(chances.values()) == pytest.approx(1)
    assert softmax(np.array([1000.0, 0.0])).tolist() == [1.0, 0.0]


@pytest.mark.parametrize(
    ("text", "talk"),
    [("i want to stop", "change"), ("its the only thing that helps me sleep", "sustain"),
     ("my auntie is called bev", "neutral")],
)  # fmt: skip
def test_plain_messages_are_read_as_they_are_meant(text: str, talk: str) -> None:
    """The shipped model agrees with the rules where they are right."""
    assert fused(hear(text), text)[0].talk.value == talk


def test_a_message_read_twice_is_read_alike() -> None:
    """No chance in it."""
    text = "half of me wants it gone"

    assert fused(hear(text), text) == fused(hear(text), text)


def test_spoken_sessions_are_read_by_their_sense_too() -> None:
    """What the encoder makes of a message turns the lean; without it the others stand alone."""
    known = model()
    sensed = sense(lines("she said the house felt lighter with me not on it"))
    turned = ({**sensed[0], VECTOR: known.sense[:-1, 2] * 1e3},)

    assert vector(sensed).shape == (WIDTH,)
    assert known.first("so it did", {}, "", sensed=turned).argmax() == 2
    assert not np.allclose(known.first("so it did", {}, "", sensed=sensed),
                           known.first("so it did", {}, ""))  # fmt: skip


def test_the_vector_of_a_long_message_is_the_mean_of_its_chunks() -> None:
    """One number for each place, however long the message."""
    first, second = (sense(lines(text))[0] for text in ("it was a long day", "we had tea"))

    assert np.allclose(vector((first, second)), (first[VECTOR] + second[VECTOR]) / 2)


def test_a_model_of_another_version_is_refused_in_one_line() -> None:
    """It says what to do."""
    with pytest.raises(DataError, match=r"m: of version 2, and this program reads .* anew"):
        read_model(written(stored() | {"version": np.array(VERSION - 1)}), "m")


@pytest.mark.parametrize(
    "name", ["fuse_weights", "typed_words_weights", "typed_pieces_rarity", "typed_dense", "join",
             "dense", "idf", "sense", "spread"],
)  # fmt: skip
def test_a_damaged_model_is_refused_in_one_line(name: str) -> None:
    """A table of another shape, and one that is missing."""
    arrays = stored()
    short = arrays | {name: np.asarray(arrays[name])[:-1]}
    without = {key: value for key, value in arrays.items() if key != name}

    for wrong in (short, without):
        with pytest.raises(DataError, match="m: not a talk model, or a damaged one"):
            read_model(written(wrong), "m")


@pytest.mark.parametrize("name", ["fuse_weights", "typed_words_weights", "join", "calibration"])
def test_a_model_that_holds_no_number_is_refused(name: str) -> None:
    """NaN is no weight."""
    arrays = stored()
    table = np.array(arrays[name], np.float32)
    table.flat[0] = np.nan

    with pytest.raises(DataError, match="not a talk model, or a damaged one"):
        read_model(written(arrays | {name: table}), "m")


def test_a_file_that_is_none_is_refused_in_one_line() -> None:
    """Text instead of arrays."""
    with pytest.raises(DataError, match="m: not a talk model"):
        read_model(io.BytesIO(b"hello"), "m")


def test_what_ships_is_small() -> None:
    """Model and vectors together, 5 MB at most."""
    sizes = [path.stat().st_size for path in SHIPPED.parent.glob("*.npz")]

    assert len(sizes) == 2
    assert sum(sizes) < 5_000_000
    assert model().typed.dense.shape == (SIZE, len(READINGS))
