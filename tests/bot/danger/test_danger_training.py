"""Training and judging the hearing of danger, on a few made-up messages."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from support.sensed import recorded

from bot.danger import evaluating, shipping
from bot.danger.evaluating import evaluate_danger, wilson
from bot.danger.examples import DataUnfit, Example, ordinary_talk, read_examples
from bot.danger.hearing import crossed, see
from bot.danger.shipping import train_danger
from dialogues.safety import Scenario
from dialogues.safety.model import read_model
from dialogues.sense.sensing import Sensed

ALARMING = ["{} wont wake up", "{} has gone blue", "cant get {} to answer", "{} stopped breathing",
            "{} is cold and limp", "{} fell and is not moving"]  # fmt: skip
CALM = ["{} likes tea", "{} went to work", "saw {} at the shop", "{} has a new dog",
        "{} sings on sundays", "the bus took {} home"]  # fmt: skip
WHO = ["my mate", "jan", "the lad next door", "my sister", "some guy", "kev"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a folder with a development and a held-out file."""
    lines = [f"overdose_other\tplain\td\t{one.format(who)}" for one in ALARMING for who in WHO]
    lines += [f"ordinary\tplain\t-\t{one.format(who)}" for one in CALM for who in WHO]
    lines += [f"{one}\tplain\ti\tthis is {one} again {who}" for one in Scenario for who in WHO]
    for name, mine in (("dev_1", lines[::2]), ("dev_2", lines[1::2])):
        (tmp_path / f"{name}.tsv").write_text("\n".join(mine), "utf-8")
    held = ["near_miss:overdose_other\ttypos\t-\tmy dog\\nlikes tea",
            "overdose_other\tplain\ti\tour gran wont wake up"]  # fmt: skip
    (tmp_path / "test_x.tsv").write_text("\n".join(held), "utf-8")
    return tmp_path


def record_of(data: Path) -> Path:
    """Return a record of the development files in a folder, in which every score is alike."""
    texts = [one.text for one in read_examples([data])]
    return recorded([*texts, "hello"], data / "sensed.npz")


def unheard(lines: Sequence[str]) -> Sensed:
    """Return what an encoder makes of a message where there is none."""
    return ()


@pytest.fixture(autouse=True)
def _little_talk(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (shipping, evaluating):
        monkeypatch.setattr(
            module, "ordinary_talk", lambda: [Example("ordinary", "talk", "-", "hello", "frames")]
        )


def test_a_trained_model_can_be_read_and_leaves_held_out_files_alone(
    data: Path, tmp_path: Path
) -> None:
    """The file that is written is the one the bot reads."""
    out = tmp_path / "model" / "danger.npz"
    lines = list(train_danger([data], (), out, record_of(data)))
    with out.open("rb") as file:
        known = read_model(file, "danger.npz")

    assert "of 2 files" in lines[0]
    assert set(known.classes) == {*map(str, Scenario), "ordinary"}
    with np.load(out) as stored:
        names = stored["vocabulary"].tobytes().decode().split("\n")
    assert len(names) == len(known.places)
    assert not [name for name in names if "gran" in name]


def test_the_figures_tell_development_and_held_out_apart(data: Path) -> None:
    """And families, directness, styles and false alarms with their n."""
    lines = list(evaluate_danger([data], (), record_of(data)))
    text = "\n".join(lines)

    assert lines[0].startswith("Development: ")
    assert "saw none of its file" in lines[0]
    assert any(line.startswith("Held out: 2 messages") for line in lines)
    assert "overdose_other" in text
    assert "  looks like danger        1  " in text


def test_every_example_is_judged_once_by_a_model_that_has_not_seen_it(data: Path) -> None:
    """A fold a file: what is learnt from one writer is asked of the other."""
    seen = see([one for one in read_examples([data]) if one.source.startswith("dev_")])
    judged = crossed(seen, lambda _: None, unheard)

    assert sorted(one.seen.example.text for one in judged) == sorted(
        one.example.text for one in seen
    )


def test_what_is_composed_is_trained_on_and_never_judged(data: Path) -> None:
    """Its lines share their parts: they would tell on each other, and crowd the thresholds."""
    (data / "dev_composed.tsv").write_text("overdose_other\tplain\ti\tzak wont wake up", "utf-8")
    seen = see([one for one in read_examples([data]) if one.source.startswith("dev_")])
    judged = crossed(seen, lambda _: None, unheard)

    assert len(judged) == len(seen) - 1
    assert "dev_composed" not in {one.seen.example.source for one in judged}


def test_close_files_set_no_thresholds(data: Path) -> None:
    """They are chosen for being hard; with nothing else that is said."""
    for place, name in enumerate(("dev_x", "dev_zb"), 1):
        (data / f"dev_{place}.tsv").rename(data / f"{name}.tsv")

    with pytest.raises(DataUnfit, match="not of close ones"):
        list(train_danger([data], (), data / "danger.npz", record_of(data)))


def test_what_no_encoder_was_asked_about_is_said(data: Path, tmp_path: Path) -> None:
    """New messages want train-sense first: thresholds by half of the hearing would be wrong."""
    record = recorded(["something else"], tmp_path / "sensed.npz")

    with pytest.raises(DataUnfit, match="run train-sense first"):
        list(train_danger([data], (), tmp_path / "danger.npz", record))
    with pytest.raises(DataUnfit, match="not a record of train-sense"):
        list(evaluate_danger([data], (), tmp_path / "missing.npz"))


def test_one_file_alone_cannot_be_judged_by_others(data: Path) -> None:
    """It is said what is wanted."""
    seen = see([one for one in read_examples([data]) if one.source == "dev_1"])

    with pytest.raises(DataUnfit, match="two files at least"):
        crossed(seen, lambda _: None, unheard)


def test_near_misses_are_ordinary_and_breaks_are_undone(data: Path) -> None:
    """The label says what it looks like, the style keeps it."""
    near = read_examples([data / "test_x.tsv"])[0]

    assert (near.label, near.style) == ("ordinary", "near_miss:overdose_other")
    assert near.text == "my dog\nlikes tea"


@pytest.mark.parametrize(
    ("line", "reason"),
    [("overdose_other\tplain\ttext", "wants label"), ("sadness\tplain\ti\ttext", "unknown label")],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    """By file and number."""
    file = tmp_path / "dev_y.tsv"
    file.write_text(f"ordinary\tplain\t-\tfine\n{line}\n", "utf-8")

    with pytest.raises(DataUnfit, match=rf"dev_y\.tsv:2: .*{reason}"):
        read_examples([file])


def test_ordinary_talk_holds_nothing_a_rule_takes_for_danger() -> None:
    """Or training would unlearn the rules."""
    texts = {one.text for one in ordinary_talk()}

    assert "it helps me sleep" in texts
    assert "i want to kill myself" not in texts


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(100, 100, 0.963, 1.0), (198, 200, 0.964, 0.997), (0, 10, 0.0, 0.278)],
)
def test_the_interval_is_wilsons(hits: int, n: int, low: float, high: float) -> None:
    """Against published values."""
    assert wilson(hits, n) == pytest.approx((low, high), abs=0.001)
