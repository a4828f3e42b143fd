"""The names of features: each known one has its place, any other has none."""

from hypothesis import given
from hypothesis import strategies as st

from dialogues.safety.vocabulary import Vocabulary


@given(st.lists(st.text(max_size=5), unique=True, min_size=1), st.lists(st.text(max_size=5)))
def test_it_knows_what_a_dictionary_would(names: list[str], asked: list[str]) -> None:
    """In the order asked."""
    known = {name: place for place, name in enumerate(names)}
    vocabulary = Vocabulary(names)

    assert len(vocabulary) == len(names)
    assert vocabulary.of([*asked, *names]).tolist() == [
        known[name] for name in [*asked, *names] if name in known
    ]
