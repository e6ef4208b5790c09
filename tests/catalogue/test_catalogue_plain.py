"""The plain files of a workspace as people leave them: spreadsheets, slips, circles."""

from datetime import date
from pathlib import Path

import pytest

from dibao.catalogue import Catalogue, Units, Workspace, advice
from dibao.catalogue.create import create, example
from dibao.errors import DibaoError
from dibao.language import use

UNITS = "code,name,kind,parent,aliases\na01,江北区,district,,江北\na02,江南区,district,,江南\n"
OPENING = "date,unit_code,indicator,item,measure,basis,value\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    use("zh")
    create(tmp_path / "office")
    (tmp_path / "office" / "units.csv").write_text(UNITS, encoding="utf-8")
    (tmp_path / "office" / "template.docx").touch()
    return tmp_path / "office"


def opened(root: Path, name: str, text: str, encoding: str = "utf-8") -> Workspace:
    (root / name).write_text(text, encoding=encoding)
    return Workspace.open(root)


def refused(root: Path, name: str, text: str) -> str:
    with pytest.raises(DibaoError) as error:
        opened(root, name, text)
    assert error.value.code == "bad_settings" and "\n" not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_spreadsheet_may_save_the_file(root: Path, encoding: str) -> None:
    line = '2026/2/28,a01,outreach.leaflets,,张,cumulative,"73,850"\r\n\r\n,,,,,,\r\n'
    (opening,) = opened(root, "opening.csv", OPENING.replace("\n", "\r\n") + line, encoding).openings
    assert (opening.day, opening.value, opening.series.measure) == (date(2026, 2, 28), 73850, "份")
    assert opened(root, "units.csv", UNITS, encoding).units["a01"].name == "江北区"


def test_a_number_that_fell_into_two_cells_is_not_read_as_the_first(root: Path) -> None:
    said = refused(root, "opening.csv", OPENING + "2026-02-28,a01,outreach.leaflets,,份,cumulative,73,850\n")
    assert "opening.csv 第 2 行" in said and "引号" in said


@pytest.mark.parametrize(
    "cells",
    [
        "2026-02-28,a01,outreach.leaflets,,份,cumulative,NaN",
        "2026-02-28,a01,outreach.leaflets,,份,cumulative,1e999999",
        "2026-02-28,a01,outreach.leaflets,,份,cumulative,many",
        "2026-02-28,a01,outreach.leaflets,,份,cumulative,",
        "2026-02-28,a01,outreach.leaflets,,份,new,5",
        "28 February,a01,outreach.leaflets,,份,cumulative,5",
        "2026-02-30,a01,outreach.leaflets,,份,cumulative,5",
    ],
)
def test_an_opening_balance_that_is_none_is_refused(root: Path, cells: str) -> None:
    assert "第 3 行" in refused(root, "opening.csv", f"{OPENING}\n{cells}\n")


def test_a_missing_heading_and_a_circle_of_parents_are_refused(root: Path) -> None:
    assert "measure" in refused(root, "opening.csv", "date,unit_code,indicator,basis,value\n")
    assert "name" in refused(root, "units.csv", "code;name\na;b\n")
    assert "a01" in refused(root, "units.csv", "code,name,kind,parent\na01,甲,,a02\na02,乙,,a01\n")


def test_an_alias_of_two_units_is_neither(root: Path) -> None:
    units = opened(root, "units.csv", UNITS + "a03,江东区,district,,江南|江东\n").units
    assert units.named("江南") is None and len(units.mentioned("江南发放宣传单")) == 2
    assert [unit.code for unit in units.mentioned("江南区发放宣传单")] == ["a02"]
    full = Units.load(root / "units.csv").named("江南区")
    assert full is not None and full.code == "a02"


def test_slips_are_said_and_stop_nothing(root: Path) -> None:
    (root / "dibao.toml").write_text(
        '[ofice]\nname = "x"\n[office]\nnaem = "x"\ntemplate = "other.docx"\n'
        '[windows]\nmedai = "9:00"\n[expect]\na99 = false\n',
        encoding="utf-8",
    )
    (root / "wordings.csv").write_text("phrase,indicator,basis,unit\n发放,no.such,,\n", encoding="utf-8")
    (root / "opening.csv").write_text(OPENING + "2026-02-28,a09,outreach.leaflets,,份,asof,5\n", encoding="utf-8")
    office = opened(root, "units.csv", UNITS + "a03,江东区,district,a77,江南\n")
    words = ("ofice", "office.naem", "medai", "a99", "other.docx", "a77", "江南", "发放", "a09")
    said = advice(office)
    assert len(said) == len(words)
    assert all(any(word in sentence for sentence in said) for word in words)


def test_new_workspaces_and_the_example_hold_no_slips(root: Path, tmp_path: Path) -> None:
    create(tmp_path / "city", example())
    (tmp_path / "city" / "template.docx").touch()
    assert advice(Workspace.open(root)) == advice(Workspace.open(tmp_path / "city")) == []


def test_a_nature_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.csv"
    path.write_text("code,zh,en,nature,units,sum_units,sum_days\na.b,甲,A,river,个,yes,yes\n", encoding="utf-8")
    with pytest.raises(DibaoError, match=r"catalogue\.csv"):
        Catalogue.load(path)
