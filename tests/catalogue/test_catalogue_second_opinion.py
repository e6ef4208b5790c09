from hypothesis import given
from hypothesis import strategies as st

from dibao.catalogue.second_opinion import LARGEST, Opinion, Seen, default_opinion, see, stored, train


def seen(text: str) -> Seen:
    at = text.index("9")
    return see(text, at, at + 2, 0, len(text), "个")


CALLS = [(seen(text).signs(), ["calls"]) for text in ("接听电话9个", "接听来电9个")]
FLATS = [(seen(text).signs(), ["flats"]) for text in ("走访小区9个", "覆盖小区9个")]
KNOWN = {"calls", "flats"}


def test_what_is_plainly_something_else_is_doubted() -> None:
    opinion = Opinion.load(stored(*train((CALLS + FLATS) * 20)))
    verdict = opinion.on(seen("共走访小区9个"))
    assert verdict.first() == "flats"
    assert verdict.against("calls", KNOWN) and not verdict.against("flats", KNOWN)


def test_nothing_is_said_of_names_that_were_never_trained_nor_for_names_that_are_not_there() -> None:
    verdict = Opinion.load(stored(*train((CALLS + FLATS) * 20))).on(seen("共走访小区9个"))
    assert not verdict.against("local.lamps", KNOWN)
    assert not verdict.against("calls", {"calls"})


def test_without_weights_it_is_silent() -> None:
    verdict = Opinion.load("").on(seen("共走访小区9个"))
    assert not verdict.against("calls", KNOWN) and not verdict.first()


def test_of_names_that_are_as_likely_none_is_first() -> None:
    opinion = Opinion.load(stored(*train(CALLS + FLATS)))
    assert opinion.on(Seen("a word that nobody knows", set())).first() is None


def test_training_is_the_same_every_time() -> None:
    assert stored(*train(CALLS + FLATS)) == stored(*train(CALLS + FLATS))


def test_the_shipped_one_knows_its_field() -> None:
    text = "热线接听来电9个"
    verdict = default_opinion().on(seen(text))
    assert verdict.first() == "listening.calls" and verdict.against("outreach.banners", {"listening.calls"})


@given(st.text("发放传单,。；累计篇条0123", max_size=40), st.data())
def test_signs_stand_within_the_figure_s_own_words(text: str, data: st.DataObject) -> None:
    left, start, after, right = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    found = see(text, start, after, left, right, "篇").signs()
    own, behind = text[left:start], text[after:right]
    assert all(sign[1:] in own for sign in found if sign[:1] in "<«" and sign)
    assert all(sign[1:] in behind for sign in found if sign.startswith(">"))


def test_the_most_that_signs_can_say_fits_the_fields() -> None:
    """Weights are raised by LARGEST; sums of 47 signs stay below half of 16 bits."""
    weights = [int(pair.split(":")[1]) for line in default_opinion().lines.values() for pair in line.split()]
    assert max(map(abs, weights)) <= LARGEST and 47 * 2 * LARGEST < 1 << 15
