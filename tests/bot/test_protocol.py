"""The public page on crises is what the data says, and a release with old numbers is held back."""

from pathlib import Path

import pytest

from bot.cli import main
from bot.protocol import page
from dialogues.facts.helplines import every

PAGE = Path(__file__).parents[2] / "docs" / "crisis-protocol.md"


def test_the_page_is_current() -> None:
    """`make docs` writes it anew."""
    assert PAGE.read_text("utf-8") == page()


def test_every_number_shown_to_anybody_stands_on_the_page() -> None:
    """And none that is not shown."""
    said = page()

    for line in every():
        assert (f"| {line.number_display} |" in said) or not line.shown


def test_the_page_claims_no_review_and_no_dialling() -> None:
    """What nobody has done is said."""
    assert "No number here has been dialled" in page()
    assert "| nobody yet |" in page()


@pytest.mark.parametrize(
    ("day", "code"),
    [("2027-02-06", 0), ("2027-02-07", 1)],
)
def test_lint_holds_a_release_back_from_two_weeks_before_an_emergency_number_ends(
    day: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """The date is given here, so this suite stays green when the rows grow old."""
    given = main(["lint", "--on", day])
    said = capsys.readouterr().out

    assert ("runs out on" in said) == bool(code)
    assert not code or given == 1


def test_lint_names_what_is_told_past_its_date_without_failing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Spotting lines after thirty days."""
    main(["lint", "--on", "2026-12-24"])
    said = capsys.readouterr().out

    assert "note: dialogues/facts/data/helplines.toml [us_never_use_alone]" in said
    assert "runs out on" not in said
