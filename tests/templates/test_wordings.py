"""The words themselves: enough of them, none broken, none a twin, none out of reach."""

import re
from collections import Counter

from bot.showing import samples
from dialogues.crisis.scenarios import OPENINGS
from dialogues.lint import lint
from dialogues.moves import TABLE
from dialogues.parts import PARTS, SECOND, part
from dialogues.phrasing import VARIABLES, Phrasebook, read_lines, render
from dialogues.replying import NOTICES

FEWER = ("notice/", "button/", "gist/", "topic/", "target/", "question/frame/",
         "reflection/frame/", "affirmation/frame/", "plan/any/", "information/any/",
         "meta/any/", "question/risk/", "paused/any/", "information/line/",
         "information/card/", "danger/")  # fmt: skip
"""Files that may hold fewer than eight wordings: they are chosen among many others."""


def test_the_lint_has_nothing_to_mend() -> None:
    """Every wording keeps the house rules."""
    assert [str(complaint) for complaint in lint()] == []


def test_there_are_enough_wordings() -> None:
    """At least 1,200 in all, and eight for every technique."""
    lines = [line for line in read_lines() if not line.template.startswith(("gist/", "topic/"))]
    counts = Counter(line.template for line in lines)
    thin = {name: n for name, n in counts.items() if n < 8 and not name.startswith(FEWER)}

    assert len(lines) >= 1200
    assert thin == {}


def test_every_wording_renders_with_the_samples(phrasebook: Phrasebook) -> None:
    """A wrong variable fails here and not before a client."""
    slots = samples()
    texts = [
        render(wording, slots)
        for template in phrasebook.templates() for wording in phrasebook.wordings(template)
    ]  # fmt: skip

    assert set(slots) == VARIABLES
    assert [text for text in texts if "{" in text] == []


def test_every_template_named_in_the_tables_exists(phrasebook: Phrasebook) -> None:
    """The policy names no file that is not there."""
    named = {name for row in TABLE for name in re.findall(r"[a-z_:0-9]+", row.say)} - {"second"}
    templates = [
        template for name in named | set(PARTS) | {name for name, _ in SECOND}
        for template in part(name).templates if not set(template) & set("<*(")
    ]  # fmt: skip
    templates += [
        *NOTICES.values(),
        *(row.notice for row in OPENINGS.values() if row.key != "check"),
    ]

    assert sorted({name for name in templates if not phrasebook.has(name)}) == []
