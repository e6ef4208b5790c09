"""Any draft that a report could make, for hypothesis."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import strategies as st

from dibao.entries import Draft, Origin, Series
from dibao.figures import Approx, Basis, How, Interval, Number, Window

DAYS = st.dates(date(2026, 1, 25), date(2026, 2, 5))
MINUTES = st.datetimes(datetime(2026, 1, 1), datetime(2026, 3, 1)).map(lambda d: d.replace(second=0, microsecond=0))
NUMBERS: st.SearchStrategy[Number] = st.one_of(
    st.integers(0, 10**15), st.decimals(0, 10**9, places=2, allow_nan=False, allow_infinity=False)
)
TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)
SERIES = st.builds(
    Series,
    st.sampled_from(["donghe", "xihe", "beishan"]),
    st.sampled_from(["outreach.leaflets", "media.stories", "other"]),
    st.sampled_from(["", "抽纸", "口罩"]),
    st.sampled_from(["份", "条"]),
    st.sampled_from(Basis),
)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    low, high = sorted([draw(NUMBERS), draw(NUMBERS)])
    return Draft(
        day=draw(DAYS),
        series=draw(SERIES),
        window=Window(draw(st.none() | MINUTES), draw(st.none() | MINUTES)),
        value=draw(NUMBERS),
        interval=Interval(low, draw(st.sampled_from([high, None])), draw(st.booleans())),
        approx=draw(st.sampled_from(Approx)),
        reporter=draw(st.sampled_from(["donghe", "xihe", "beishan"])),
        origin=draw(st.sampled_from([Origin.REPORTED, Origin.COUNTED])),
        basis_how=draw(st.sampled_from(How)),
        window_how=draw(st.sampled_from(How)),
        text=draw(TEXT),
        phrase=draw(TEXT),
        sentence=draw(TEXT),
        start=draw(st.integers(0, 10**6)),
        end=draw(st.integers(0, 10**6)),
        locator=draw(TEXT),
        reason=draw(TEXT),
    )
