"""What pages keep holds as long as nothing that concerns it has changed, the time among it."""

from __future__ import annotations

from datetime import date, datetime

from dibao.office.shared.kept import moment_of

DAY = date(2026, 2, 3)


def test_of_today_the_time_counts_in_steps_of_five_minutes() -> None:
    assert moment_of(datetime(2026, 2, 3, 11, 38, 7), (DAY,)) == datetime(2026, 2, 3, 11, 35)
    assert moment_of(datetime(2026, 2, 3, 11, 40), ("daily", DAY)) == datetime(2026, 2, 3, 11, 40)


def test_of_another_day_only_which_day_it_is_now() -> None:
    """A day that is still to come is told otherwise once it is over."""
    before, after = datetime(2026, 2, 2, 9, 12), datetime(2026, 2, 4, 9, 12)
    assert moment_of(before, (DAY,)) == moment_of(before.replace(hour=18), (DAY,)) == datetime(2026, 2, 2)
    assert moment_of(before, (DAY,)) != moment_of(after, (DAY,))
