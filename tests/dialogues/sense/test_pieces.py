"""From clauses to the pieces of words an encoder knows."""

from dialogues.listening.tagging import tagged
from dialogues.listening.words import clauses
from dialogues.sense.pieces import LONGEST, chunks, line

PLACES = {
    one: place
    for place, one in enumerate(
        ["[CLS]", "[SEP]", "[UNK]", "he", "is", "not", "wak", "##ing", "up", ".", "?", "manana"]
    )
}


def pieces(text: str) -> list[list[str]]:
    """Return the pieces of a message by name."""
    names = list(PLACES)
    said = [line(clause) for clause in clauses(tagged(text))]
    return [[names[place] for place in chunk] for chunk in chunks(said, PLACES)]


def test_a_clause_is_read_plain_with_what_joins_it_and_how_it_ends() -> None:
    """Contractions spelled out; "but" and the question are not lost."""
    said = [line(clause) for clause in clauses(tagged("hes breathing but he isnt waking up?"))]

    assert said == ["he is breathing .", "but he is not waking up ?"]


def test_a_word_that_is_not_known_is_cut_into_the_longest_pieces() -> None:
    """From the left; what has none is unknown, whole."""
    assert pieces("hes not waking up") == [
        ["[CLS]", "he", "is", "not", "wak", "##ing", "up", ".", "[SEP]"]
    ]
    assert pieces("xxy up") == [["[CLS]", "[UNK]", "up", ".", "[SEP]"]]


def test_accents_are_read_as_plain_letters() -> None:
    """As the vocabulary is written."""
    assert pieces("mañana?") == [["[CLS]", "manana", "?", "[SEP]"]]


def test_a_long_message_is_read_in_chunks_and_a_long_clause_is_cut() -> None:
    """Never more than the encoder sees at once, whatever comes."""
    sentences = pieces("he is up. " * 60)
    endless = pieces("up " * 1000)

    assert len(sentences) > 1
    assert sum(chunk.count("he") for chunk in sentences) == 60
    assert len(endless) == 1
    assert all(len(chunk) <= LONGEST for chunk in [*sentences, *endless])


def test_nothing_said_is_no_chunk() -> None:
    """An empty message, or one of blanks, has nothing to be read."""
    assert pieces("") == []
