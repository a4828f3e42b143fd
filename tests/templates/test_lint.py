"""The lint catches what it should and leaves what it should."""

import pytest

from dialogues.lint import broken_rules, grade

HITS = [
    ("M01", "reflection/any/x", "You should ring them."),
    ("M01", "question/any/x", "What would help, since you need to stop?"),
    ("M02", "question/any/x", "Have you tried a list?"),
    ("M03", "meta/any/x", "I suggest a walk."),
    ("M04", "reflection/any/x", "At least you slept."),
    ("M05", "reflection/any/x", "You like it, but it costs you."),
    ("M06", "reflection/any/x", "If you keep going you'll end up alone."),
    ("M07", "question/any/x", "Why did you go back?"),
    ("M09", "affirmation/any/x", "Well done for ringing."),
    ("M10", "reflection/any/x", "You'll be fine."),
    ("M12", "reflection/any/x", "No more excuses."),
    ("M13", "reflection/any/x", "You went? And then?"),
    ("M13b", "question/any/x", "Do you want that?"),
    ("M14", "reflection/any/x", "You went back, right?"),
    ("M15", "meta/any/x", "I understand how that is."),
    ("M16", "notice/x", "This is completely private."),
    ("M19", "information/x", "Take 50 mg less."),
    ("M20", "closing/any/x", "Come back soon."),
    ("M25", "meta/any/x", "Hello!"),
    ("L01", "reflection/any/x", "Users know this."),
    ("L05", "reflection/any/x", "You got clean in May."),
    ("L06", "reflection/any/x", "A relapse, then."),
]
NEAR = [
    ("M01", "reflection/any/x", "Nobody gets to say what you do."),
    ("M04", "reflection/any/x", "You came in just now."),
    ("M05", "question/any/x", "What would you keep, but for the money?"),
    ("M07", "question/any/x", "What's behind the why of it?"),
    ("M09", "reflection/any/x", "You wanted it to be a good day."),
    ("M13b", "question/any/x", "What are you hoping for?"),
    ("M20", "closing/any/x", "The door stays open."),
    ("L01", "reflection/any/x", "You used it used to be easy."),
    ("L05", "information/x", "Some keep water and a clean cloth near."),
]


@pytest.mark.parametrize(("rule", "template", "text"), HITS)
def test_rule_catches(rule: str, template: str, text: str) -> None:
    """The rule fires on a wording that breaks it."""
    assert rule in broken_rules(text, template)


@pytest.mark.parametrize(("rule", "template", "text"), NEAR)
def test_rule_leaves_near_misses(rule: str, template: str, text: str) -> None:
    """The rule does not fire on a wording that only looks like it."""
    assert rule not in broken_rules(text, template)


def test_grade_tells_plain_from_official() -> None:
    """Short words grade low, official ones high."""
    plain = grade("Nights are long without it. You get by.")
    official = grade("Participation necessitates comprehensive consideration of alternatives.")

    assert plain < 3 < 12 < official
