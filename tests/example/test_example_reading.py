"""Every figure of the example that goes into totals is read as a careful person reads it."""

from __future__ import annotations

import pytest

from support.anlan import CITY, DAYS, files, manifest
from support.anlan_reading import misread, taken

FILES = [f"{day.isoformat()}/{path.name}" for day in DAYS for path in files(day)]


@pytest.mark.parametrize("file", FILES)
def test_a_report_is_read_as_a_person_reads_it(file: str) -> None:
    truths = [truth for truth in manifest() if truth.file == file]
    assert truths, CITY / file
    assert misread(truths, taken(file).figures) == []


def test_every_report_finds_its_unit_and_day() -> None:
    wrong = []
    for truth in {(truth.file, truth.unit_code, truth.day) for truth in manifest()}:
        unit = taken(truth[0]).whose.unit
        if unit is None or (unit.code, taken(truth[0]).day) != truth[1:]:
            wrong.append((truth, unit and unit.code, taken(truth[0]).day))
    assert wrong == []
