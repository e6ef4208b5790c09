from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dibao.figures import Number, Window
from dibao.office.shared.columns import digits, exact, minutes, storable, window

NUMBERS = st.one_of(
    st.integers(-(10**20), 10**20),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12),
)
MINUTES = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(lambda d: d.replace(second=0, microsecond=0))


@given(NUMBERS)
def test_a_number_comes_back_exactly(number: Number) -> None:
    assert exact(digits(number)) == number
    assert "E" not in digits(number)


def test_a_number_keeps_its_written_places() -> None:
    assert digits(exact("98.50")) == "98.50"
    assert digits(Decimal("1E+3")) == "1000"


@given(st.none() | MINUTES, st.none() | MINUTES)
def test_a_window_comes_back(start: datetime | None, end: datetime | None) -> None:
    assert window(minutes(start), minutes(end)) == Window(start, end)


@given(st.text(st.characters()))
def test_any_text_can_be_stored_and_keeps_its_places(text: str) -> None:
    kept = storable(text)
    assert len(kept) == len(text)
    assert "\0" not in kept
    kept.encode()
    assert all(new in (old, "\ufffd") for old, new in zip(text, kept, strict=True))
