"""The coder of the text: what it reads, learns, refuses, and how it stands beside the trace."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from bot.cli import main
from bot.coding.coder import Coder, coder, is_complex, is_open, read_coder, sentences
from bot.coding.comparing import compare, compared
from bot.coding.evaluating import evaluate_coder
from bot.coding.training import train, train_coder
from bot.coding.utterances import read_helper
from bot.talk_model.utterances import DataUnfit
from dialogues.errors import DataError

SAID = {
    "question": ["What brings you here?", "How does that sit with you?", "Do you smoke daily?"],
    "reflection": ["So it helps you sleep.", "You feel torn about it.", "It sounds like a lot."],
    "therapist_input": ["The limit is two a day.", "I would suggest a patch.", "Smoke harms you."],
    "other": ["Okay.", "Mm-hmm.", "Thank you for coming."],
}
COLUMNS = ["transcript_id", "utterance_id", "interlocutor", "utterance_text",
           "main_therapist_behaviour"]  # fmt: skip


def corpus(path: Path, talks: int = 6) -> Path:
    """Write a small corpus of AnnoMI's form."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for talk in range(talks):
            place = 0
            for label, texts in SAID.items():
                for text in texts:
                    writer.writerow([talk, place, "therapist", text, label])
                    writer.writerow([talk, place + 1, "client", "it helps me sleep", "n/a"])
                    place += 2
    return path


def turn(reply: str, *codes: str, client: str = "") -> dict[str, object]:
    """Return a turn as `chat --jsonl` writes it."""
    moves = [{"code": code, "template": "reflection/any/mirror"} for code in codes]
    return {"reply": reply, "register": "conversation", "client": client, "moves": moves}


def test_the_shipped_coder_knows_the_plainest_cases() -> None:
    """The file that ships is read and says what anybody would."""
    shipped = coder()

    assert shipped.code("What would you like to be different?", "").behaviour == "question"
    assert shipped.code("So you feel torn about it.", "").behaviour == "reflection"
    assert shipped.code("Okay.", "").behaviour == "other"


@pytest.mark.parametrize(
    ("question", "opens"),
    [("What would change?", True), ("How did that go?", True), ("Is it every day?", False),
     ("How many do you have?", False), ("And do you drink?", False),
     ("You said it helps. What else does it do?", True)],
)  # fmt: skip
def test_open_questions_ask_for_more_than_a_yes(question: str, opens: bool) -> None:
    """A number is no more than a yes."""
    assert is_open(question) is opens


def test_a_reflection_in_their_words_is_simple_and_one_that_adds_is_complex() -> None:
    """Other forms of the same word count as theirs."""
    said = "i drink because i can't sleep and my boss keeps shouting"

    assert not is_complex("You drink because of sleep and the shouting.", said)
    assert is_complex("There's hardly a corner left to rest.", said)
    assert not is_complex("Right.", said)


def test_a_reply_is_cut_into_sentences() -> None:
    """Each keeps its mark."""
    assert sentences("You miss it. What else?") == ["You miss it.", "What else?"]


def test_training_writes_a_small_file_that_is_read_again(tmp_path: Path) -> None:
    """What comes out knows what went in, and holds no row of it."""
    path = corpus(tmp_path / "a.csv")
    out = tmp_path / "coder.npz"

    lines = list(train_coder(path, out))

    with out.open("rb") as file:
        trained = read_coder(file, "it")
    assert "trained on 72 therapist utterances" in lines[0]
    assert all(trained.behaviour(text)[0] == label for label in SAID for text in SAID[label])
    assert b"Thank you for coming" not in out.read_bytes()


def test_evaluation_prints_figures_with_their_protocol(tmp_path: Path) -> None:
    """On six copies of the same talk nothing can be got wrong."""
    lines = list(evaluate_coder(corpus(tmp_path / "a.csv"), seeds=1))

    assert "5 folds grouped by transcript" in lines[1]
    assert "macro-F1 1.000" in lines[2]


def test_subtypes_judge_the_two_rules(tmp_path: Path) -> None:
    """Experts' subtypes are only judged with."""
    kinds = tmp_path / "kinds.csv"
    rows = ["transcript_id,utterance_id,reflection_subtype,question_subtype",
            "0,0,n/a,open", "0,2,n/a,open", "0,4,n/a,closed", "0,6,simple,n/a",
            "0,8,complex,n/a"]  # fmt: skip
    kinds.write_text("\n".join(rows), "utf-8")

    lines = list(evaluate_coder(corpus(tmp_path / "a.csv"), kinds, seeds=1))

    assert lines[-1].startswith("closed or open: the rule agrees in 1.000 of 3")
    assert lines[-2].startswith("simple or complex: the rule agrees in 1.000 of 2")


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("a,b\n1,2\n", "no column transcript_id"),
        ("", "no column transcript_id"),
        (",".join(COLUMNS) + "\n", "no therapist utterance"),
        (",".join(COLUMNS) + "\n1,1,therapist,nan,other\n", ":2: a therapist row needs a text"),
        (",".join(COLUMNS) + "\n1,1,therapist,Okay.,chat\n", ":2: a therapist row needs a text"),
        (",".join(COLUMNS) + "\n1,1,therapist,Okay.,other\n1,2,therapist,Yes.,other\n",
         "fewer than two utterances labelled question"),
    ],
)  # fmt: skip
def test_unfit_data_gets_one_clear_line(
    rows: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong columns, nothing in it, no text, an unknown label, one class only."""
    path = tmp_path / "bad.csv"
    path.write_text(rows, "utf-8")

    assert main(["evaluate", "coder", str(path)]) == 2
    error = capsys.readouterr().err
    assert says in error
    assert error.count("\n") == 1


def test_a_few_talks_are_too_few_for_the_folds(tmp_path: Path) -> None:
    """Grouped folds need as many groups."""
    with pytest.raises(DataUnfit, match="at least 5 transcripts"):
        list(evaluate_coder(corpus(tmp_path / "a.csv", talks=2)))


def test_a_model_of_another_version_or_none_is_refused(tmp_path: Path) -> None:
    """Each with one line that says what to do."""
    stored = train(read_helper(corpus(tmp_path / "a.csv")))
    later = tmp_path / "later.npz"
    np.savez(later, **stored | {"version": np.array(9)})
    with (
        later.open("rb") as file,
        pytest.raises(DataError, match="of version 9, and this program reads 1: train it anew"),
    ):
        read_coder(file, "it")
    with pytest.raises(DataError, match="not a coder model"):
        Coder({"version": np.array(1)}, "it")
    with pytest.raises(DataError, match="or a damaged one"):
        Coder(stored | {"coder_weights": stored["coder_weights"] * np.nan}, "it")
    path = tmp_path / "none.npz"
    path.write_bytes(b"no model")
    with path.open("rb") as file, pytest.raises(DataError, match="not a coder model"):
        read_coder(file, "it")


def test_trace_and_coder_are_set_beside_each_other() -> None:
    """Where the trace claims a question and none is found, both differ."""
    true = turn("So you feel torn. What would you like to be different?", "CR", "OQ")
    false = turn("So you feel torn about it.", "CR", "OQ")
    found = compare([[true, false]])
    lines = "\n".join(compared(found))

    assert found.replies == 2
    assert found.differ["question"] == 1
    assert found.differ["reflection"] == 0
    assert "coder differs on 1 (50.0%)" in lines


def test_input_nobody_asked_for_is_listed_for_reading_only_when_asked() -> None:
    """A sentence may hold a client's words, so it is printed on request."""
    advice = "I would suggest you talk to your doctor about the medication."
    found = compare([[turn(advice, "SR"), turn(advice, "GI")]])

    assert dict(found.doubtful) == {advice: 1}
    assert advice not in "\n".join(compared(found))
    assert advice in "\n".join(compared(found, listed=True))
    assert advice not in repr(found)


def test_notices_and_danger_are_passed_over() -> None:
    """They are whole texts of their own."""
    danger = turn("Call now.", "SR") | {"register": "emergency"}

    assert compare([[danger, turn("This is a bot.", "NOTICE")]]).replies == 0


def test_fidelity_prints_both_for_a_file_and_for_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files are talks; an empty one is named."""
    for name in ("a", "b", "empty"):
        text = "" if name == "empty" else json.dumps(turn("So you feel torn.", "CR")) + "\n"
        (tmp_path / f"{name}.jsonl").write_text(text, "utf-8")
    files = [f"{tmp_path}/{name}.jsonl" for name in ("a", "b")]

    assert main(["fidelity", *files]) == 0
    assert capsys.readouterr().out.count("the coder of the text") == 3
    assert main(["fidelity", "--pooled", *files]) == 0
    assert capsys.readouterr().out.count("the coder of the text") == 1
    assert main(["fidelity", f"{tmp_path}/empty.jsonl"]) == 2
    assert "no turn in it" in capsys.readouterr().err
