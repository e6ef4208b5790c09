"""Totals over units against the units' own figures, and totals of tables."""

from __future__ import annotations

from dibao.checks import Finding, Severity
from support.drafts import Days, day, draft


class TestRollup:
    def city(self, total: int, *, sentence: str = "各区县发放宣传资料", missing: bool = False) -> Days:
        days = Days()
        for unit, value in (("donghe", 1000), ("xishan", 800), ("nanhu", 700)):
            if not (missing and unit == "nanhu"):
                days.report(draft(value, unit=unit), unit=unit)
        days.report(draft(total, unit="office", sentence=f"{sentence}{total}份"), unit="office")
        return days

    def test_a_city_total_that_fits(self) -> None:
        assert self.city(2500).check() == []

    def test_a_city_total_that_does_not(self) -> None:
        finding = self.city(2600).only()
        assert (finding.code, finding.unit_code, finding.expected) == ("rollup", "office", 2500)
        assert "东河区 1,000 ＋ 西山区 800 ＋ 南湖区 700 ＝ 2,500，总数写 2,600，总数多 100" in finding.message

    def test_the_offices_own_work_is_no_total(self) -> None:
        assert self.city(90, sentence="印发提示").check() == []

    def test_with_a_unit_missing_a_larger_total_proves_nothing(self) -> None:
        days = self.city(2500, missing=True)
        days.report(draft(650, unit="nanhu", on=day(-1)), unit="nanhu", on=day(-1))
        assert days.check() == []
        smaller = self.city(1700, missing=True)
        assert smaller.codes() == ["rollup"]

    def test_what_was_the_sum_yesterday_is_a_total_without_words(self) -> None:
        days = self.city(2600, sentence="发放")
        assert days.check() == []
        for unit, value in (("donghe", 900), ("xishan", 700), ("nanhu", 600), ("office", 2200)):
            days.report(draft(value, unit=unit, on=day(-1), sentence="发放"), unit=unit, on=day(-1))
        assert days.codes() == ["rollup"]

    def test_an_error_in_a_district_is_not_told_again_in_the_city(self) -> None:
        days = self.city(2500)
        days.report(draft(100, "cumulative", unit="donghe", on=day(-1)), unit="donghe", on=day(-1))
        days.report(draft(1300, unit="donghe"), draft(1100, "cumulative", unit="donghe"), unit="donghe", text="新版")
        found = [finding for finding in days.check() if finding.severity is Severity.ERROR]
        assert [(finding.code, finding.unit_code) for finding in found] == [("continuity", "donghe")]

    def test_people_reached_may_not_be_added(self) -> None:
        days = Days()
        for unit in ("donghe", "xishan", "nanhu", "office"):
            own = draft(900, "asof", unit=unit, indicator="accounts.reach", measure="人", sentence="各区县覆盖900人")
            days.report(own, unit=unit)
        assert days.check() == []

    def table(self, total: int, rows: tuple[int, ...] = (500, 420, 380, 360)) -> Finding | None:
        days = Days()
        marks = [
            draft(value, item=f"镇{row}", sentence=f"镇{row}｜宣传单（份）｜{value}", locator=f"Sheet1!C{row + 2}")
            for row, value in enumerate(rows)
        ]
        last = len(rows) + 2
        marks.append(draft(total, sentence=f"合计｜宣传单（份）｜{total}", locator=f"Sheet1!C{last}"))
        days.report(*marks)
        found = days.check()
        assert len(found) < 2
        return found[0] if found else None

    def test_a_tables_total_row(self) -> None:
        assert self.table(1660) is None
        finding = self.table(1600)
        assert finding is not None and finding.code == "rollup" and finding.expected == 1660
        assert "镇0 500 ＋ 镇1 420 ＋ 镇2 380 ＋ 镇3 360 ＝ 1,660，“合计”写 1,600，合计少 60" in finding.message
