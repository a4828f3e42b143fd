"""`porchlight replies`: each figure is called what it is."""

import json
from pathlib import Path

from bot import replies
from dialogues.listening.hearing import hear

SAID = {
    "i want to stop for good": "change",
    "never giving it up, it is all i have": "sustain",
    "the bus was late again": "neutral",
    "my hands shake until the first one of the day": "change",
}


def test_the_rules_figure_is_the_rules_own_and_the_other_says_who_learnt_it(
    tmp_path: Path,
) -> None:
    """The fused reading was once printed as the rules', on a file its models had learnt."""
    file = tmp_path / "said.jsonl"
    rows = (json.dumps({"text": text, "talk": talk}) for text, talk in SAID.items())
    file.write_text("\n".join(rows), "utf-8")
    shown = list(replies.grade(file, 1, False, 1))
    ruled = sum(hear(text).talk.value == talk for text, talk in SAID.items())

    assert f"talk accuracy, rules alone        {ruled / len(SAID):.3f} of 4" in shown
    together = next(
        place for place, line in enumerate(shown)
        if line.startswith("talk accuracy, rules and models")
    )  # fmt: skip
    assert any(
        "have learnt tests/data/talk/dev" in line for line in shown[together : together + 3]
    )
