"""Training the talk model: what it learns from, what it refuses, and one clear line for each."""

import csv
import json
import random
from pathlib import Path

import numpy as np
import pytest

from bot.cli import main
from bot.talk_model.encoding import Encoder
from bot.talk_model.evaluating import ceiling, evaluate_talk
from bot.talk_model.hearing import evaluate_hearing
from bot.talk_model.shipping import train_talk
from bot.talk_model.training import names_in
from bot.talk_model.typing import evaluate_typed
from bot.talk_model.utterances import COLUMNS, DataUnfit, read_annomi, read_invented
from dialogues.leaning.fusing import fused
from dialogues.leaning.model import read_model
from dialogues.listening.hearing import hear

SAID = {
    "change": [
        "i want to stop drinking",
        "i could cut down",
        "i need my kids back",
        "i rang them",
    ],
    "neutral": ["it was tuesday", "yeah", "my brother drives", "we went to town"],
    "sustain": ["i like it", "i can't stop", "it helps me sleep", "no point in stopping"],
}
ROW = dict.fromkeys(COLUMNS, "") | {"topic": "reducing alcohol"}


def rows(talks: int = 6) -> list[dict[str, str]]:
    """Return a small corpus of AnnoMI's form: a question before every answer."""
    rng = random.Random(1)
    found = []
    for talk in range(talks):
        for label, lines in SAID.items():
            for line in rng.sample(lines, 3):
                here = ROW | {"transcript_id": str(talk)}
                asked = here | {
                    "interlocutor": "therapist",
                    "utterance_text": "what would you like to do about that?",
                }
                said = here | {
                    "interlocutor": "client", "client_talk_type": label,
                    "utterance_text": f"{line} {rng.choice(['now', 'then', 'today'])}",
                }  # fmt: skip
                found += [asked, said]
    return found


def corpus(path: Path, given: list[dict[str, str]], columns: tuple[str, ...] = COLUMNS) -> Path:
    """Write a corpus and return where."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(given)
    return path


def typed(path: Path, labels: tuple[str, ...] = ("change", "sustain", "ambivalent", "neutral"),
          each: int = 8) -> Path:  # fmt: skip
    """Write typed messages as JSON lines and return where."""
    words = {"change": "stop", "sustain": "carry on", "ambivalent": "both", "neutral": "weather"}
    lines = [
        json.dumps({"text": f"{words[label]} again no {number}", "talk": label})
        for label in labels
        for number in range(each)
    ]
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_training_writes_a_model_that_says_what_it_was_made_of(tmp_path: Path) -> None:
    """The data's hashes stand in it, it can be read, and it reads a message."""
    out = tmp_path / "model.npz"
    path = corpus(tmp_path / "a.csv", rows())

    lines = list(train_talk(path, [typed(tmp_path / "t.jsonl")], out))

    with np.load(out) as stored:
        about = json.loads(str(stored["about"]))
    assert set(about["data"]) == {"a.csv", "t.jsonl"}
    assert (about["utterances"], about["typed"]) == (54, 32)
    assert lines[-1].startswith(f"written to {out}")
    with out.open("rb") as file:
        model = read_model(file, "it")
    chances = np.exp(model.typed.scores("stop again"))
    assert chances.argmax() == 0
    assert chances.sum() == pytest.approx(1)


def test_training_twice_gives_the_same_numbers(tmp_path: Path) -> None:
    """Nothing is left to chance."""
    path, messages = corpus(tmp_path / "a.csv", rows()), typed(tmp_path / "t.jsonl")
    stored = []
    for name in ("one.npz", "two.npz"):
        list(train_talk(path, [messages], tmp_path / name))
        with np.load(tmp_path / name) as file:
            stored.append({key: file[key] for key in file.files})

    assert all(np.array_equal(stored[0][key], stored[1][key]) for key in stored[0])


def test_names_of_people_are_left_out_of_the_vocabulary() -> None:
    """A word mostly written with a capital inside sentences is a name."""
    texts = ["i told Marnie about it, and Marnie laughed", "so we went, the dog and me"]

    assert "marnie" in names_in(texts)
    assert "dog" not in names_in(texts)


def test_the_evaluation_prints_sample_protocol_and_interval(tmp_path: Path) -> None:
    """Each figure stands beside how it was come by."""
    lines = "\n".join(evaluate_talk(corpus(tmp_path / "a.csv", rows(talks=5)), seeds=1))

    assert "45 client utterances" in lines
    assert "5 folds grouped" in lines
    assert "bootstrap over sources" in lines
    assert "rules alone" in lines
    assert "drugs and alcohol only" in lines


def test_typed_messages_are_cross_validated(tmp_path: Path) -> None:
    """Words that tell the classes apart are learnt; the rules alone do not know them."""
    path = typed(tmp_path / "t.jsonl", each=20)

    lines = list(evaluate_typed(path, corpus(tmp_path / "a.csv", rows())))

    assert lines[0] == "t.jsonl: 80 messages, 10 folds; 0 more to learn from"
    right = float(lines[2].split("accuracy ")[1].split()[0])
    assert right > float(lines[1].split("accuracy ")[1].split()[0])


def test_hearing_is_judged_with_intervals_and_misses(tmp_path: Path) -> None:
    """Talk, categories and frames, and what was not heard."""
    path = tmp_path / "h.jsonl"
    wanted = [
        {"text": "it helps me sleep", "talk": "sustain", "categories": ["reason"],
         "frames": ["helps_sleep"]},
        {"text": "i want to cut down", "talk": "change", "categories": ["desire+"],
         "frames": ["cut_down_goal", "wishes"]},
        {"text": "my auntie is called bev", "talk": "neutral", "categories": [], "frames": []},
        {"text": "goodnight", "talk": "neutral", "categories": [], "frames": ["goodbye"]},
        {"text": "i want to stop", "talk": "change"},
        {"text": "i love getting high", "talk": "sustain"},
        {"text": "it was a tuesday", "talk": "neutral"},
    ]  # fmt: skip
    path.write_text("\n".join(map(json.dumps, wanted)), "utf-8")

    lines = list(evaluate_hearing(path, misses=True))

    assert lines[0].startswith("h.jsonl: 7 messages")
    assert "categories: recall 1.000" in lines[3]
    assert "frames, rules: recall 0.750" in lines[4]
    assert "at least one of a message's 1.000" in lines[4]
    assert lines[-1].endswith("not heard: wishes: i want to cut down")


def test_the_ceiling_compares_annotators(tmp_path: Path) -> None:
    """Two who agree entirely are at 1."""
    columns = ("annotator_id", "transcript_id", "utterance_id", "client_talk_type")
    labels = ["change", "neutral", "sustain"]
    given = [
        dict(zip(columns, (who, "1", str(number), label), strict=True))
        for who in ("a", "b")
        for number, label in enumerate(labels)
    ]

    assert next(ceiling(corpus(tmp_path / "c.csv", given, columns))).startswith(
        "two experts with each other: macro-F1 1.000 (3 utterances, 2 annotators"
    )


def test_wrong_columns_are_named(tmp_path: Path) -> None:
    """A CSV of another form is refused."""
    with pytest.raises(DataUnfit, match="no column client_talk_type"):
        read_annomi(corpus(tmp_path / "a.csv", rows(), COLUMNS[:-1]))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    """As CSV and as JSON lines."""
    empty = corpus(tmp_path / "a.csv", [])
    nothing = tmp_path / "t.jsonl"
    nothing.write_text("", "utf-8")

    with pytest.raises(DataUnfit, match="no client utterance"):
        read_annomi(empty)
    with pytest.raises(DataUnfit, match="no client utterance"):
        read_invented(nothing)


def test_one_class_only_is_refused(tmp_path: Path) -> None:
    """Nothing can be learnt from it."""
    only = [row for row in rows() if row["client_talk_type"] in ("", "change")]

    with pytest.raises(DataUnfit, match="fewer than two utterances labelled neutral"):
        read_annomi(corpus(tmp_path / "a.csv", only))


@pytest.mark.parametrize("wrong", ["nan", "NaN", "", "  "])
def test_a_text_that_is_none_is_named_by_its_line(tmp_path: Path, wrong: str) -> None:
    """A missing value as spreadsheets write it."""
    given = rows()
    given[1]["utterance_text"] = wrong

    with pytest.raises(DataUnfit, match=r"a\.csv:3: a client row needs a text"):
        read_annomi(corpus(tmp_path / "a.csv", given))


@pytest.mark.parametrize(
    "line",
    ['{"text": "x"}', '{"text": "x", "talk": "maybe"}', "not json", '["x"]',
     '{"text": "", "talk": "change"}', '{"text": 3, "talk": "change"}'],
)  # fmt: skip
def test_a_wrong_line_of_typed_messages_is_named(tmp_path: Path, line: str) -> None:
    """With file and line."""
    path = tmp_path / "t.jsonl"
    path.write_text(line, "utf-8")

    with pytest.raises(DataUnfit, match=r"t\.jsonl:1: "):
        read_invented(path)


def test_another_encoder_is_refused(tmp_path: Path) -> None:
    """Vectors are made from one version of the weights, known by its hash."""
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    (tmp_path / "vocab.txt").write_text("[CLS]\n", "utf-8")

    with pytest.raises(DataUnfit, match="is not all-MiniLM-L6-v2 as it was used here"):
        Encoder(tmp_path)


@pytest.mark.parametrize("command", ["train-talk", "evaluate talk"])
def test_a_command_says_it_in_one_line_and_exits_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """No traceback for bad input."""
    path = corpus(tmp_path / "a.csv", [])

    assert main([*command.split(), str(path)]) == 2
    said = [line for line in capsys.readouterr().err.splitlines() if not line.startswith("...")]
    assert said == [f"porchlight: {path}: no client utterance in it"]


def test_too_few_transcripts_for_folds_are_refused(tmp_path: Path) -> None:
    """Five folds grouped by transcript need five."""
    with pytest.raises(DataUnfit, match="need at least 5 transcripts"):
        list(evaluate_talk(corpus(tmp_path / "a.csv", rows(talks=4))))


def test_the_shipped_model_reads_what_the_rules_do_not() -> None:
    """It was taught with more than the rules know; the file under test is the one that ships."""
    text = "me hands stay still on a monday these days, mostly"

    heard = hear(text)
    read, _ = fused(heard, text)

    assert heard.talk.value == "neutral"
    assert dict(read.proba)["change"] > dict(read.proba)["sustain"]
