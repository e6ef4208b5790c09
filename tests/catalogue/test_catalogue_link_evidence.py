from hypothesis import example, given
from hypothesis import strategies as st

from dibao.catalogue.link_evidence import tenths


@given(st.floats(-30, 30) | st.integers(-600, 600).map(lambda twentieths: twentieths / 20))
@example(0.35)
@example(0.25)
@example(25.45)
@example(25.55)
def test_one_decimal_place_is_written_as_format_does(number: float) -> None:
    assert tenths(number) == f"{number:.1f}"
