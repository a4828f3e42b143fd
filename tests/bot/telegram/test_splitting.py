"""Long texts in parts: each fits, none is empty, no word is lost, cut at the best pause."""

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.splitting import LONGEST, split, units


def test_a_short_text_is_one_part() -> None:
    """As it is, without space around it."""
    assert split(" hello \n") == ["hello"]
    assert split("  ") == []


def test_it_is_cut_between_paragraphs_rather_than_anywhere_else() -> None:
    """Then between sentences, then between words."""
    one, two = "One two. Three four.", "Five six."

    assert split(f"{one}\n\n{two}", 24) == [one, two]
    assert split(f"{one} {two}", 24) == [one, two]
    assert split("aaaa bbbb cccc", 10) == ["aaaa bbbb", "cccc"]


def test_a_character_of_two_units_counts_as_two_and_stays_whole() -> None:
    """As Telegram counts."""
    assert units("😀a") == 3
    assert split("😀" * 4, 5) == ["😀😀", "😀😀"]


@given(st.text(alphabet=st.sampled_from("ab .!?\n😀é"), max_size=300), st.integers(2, 40))
def test_every_part_fits_and_nothing_but_space_is_lost(text: str, longest: int) -> None:
    """Whatever it is made of."""
    parts = split(text, longest)

    assert all(0 < units(part) <= longest for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_the_longest_part_is_well_within_what_telegram_takes() -> None:
    """4,096 units."""
    assert [units(part) for part in split("x" * 8000)] == [LONGEST, LONGEST, 1000]
