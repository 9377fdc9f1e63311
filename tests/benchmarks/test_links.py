"""Correct word links, and the sentences in which word pairs are placed."""

from benchmarks.links import Origin, Placed, Sentences, _inserted, right

GERMAN = Placed(("The lamp.", "Die Lampe."), ((4, 8), (4, 9)), Origin.UNSEEN)
CHINESE = Placed(("The lamp.", "这盏灯笼。"), ((4, 8), (2, 4)), Origin.UNSEEN)


def test_exactly_the_word_must_be_highlighted() -> None:
    assert right(GERMAN, (4, 9))
    assert not any(right(GERMAN, there) for there in ((0, 9), (4, 8), None))


def test_a_chinese_word_must_be_within_the_highlight() -> None:
    assert all(right(CHINESE, there) for there in ((2, 4), (1, 4)))
    assert not any(right(CHINESE, there) for there in ((2, 3), None))


def test_pairs_are_found_inflected_but_never_where_a_word_occurs_twice() -> None:
    long = "and so they went on through the night"
    sentences = Sentences(
        [
            (f"Two lamps burned {long}.", "Zwei Lampen brannten."),
            (f"The lamp, the lamp {long}.", "Die Lampe."),
        ]
    )
    assert [pair[1] for pair, _ in sentences.of(("lamp", "Lampe"))] == ["Zwei Lampen brannten."]


def test_an_inserted_pair_gets_a_capital_at_the_beginning_of_a_sentence() -> None:
    one = _inserted(("dog", "Hund"), ("Lamps burn.", "Es brennen Lampen."), ((0, 5), (11, 17)))
    assert one.texts == ("Dog burn.", "Es brennen Hund.")
    assert one.pair == "Dog – Hund"
    assert one.origin is Origin.INSERTED
