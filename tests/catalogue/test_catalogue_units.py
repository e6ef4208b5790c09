from pathlib import Path

import pytest

from dibao.catalogue import Unit, Units
from dibao.errors import DibaoError
from dibao.language import use

UNITS = Units(
    [
        Unit("office", "安澜市宣传组", "office"),
        Unit("wanghai", "望海区", "district", parent="office", aliases=("望海",)),
        Unit("street", "望海区滨江街道", "other", parent="wanghai"),
        Unit("daily", "安澜日报", "media"),
    ]
)


def test_the_longest_name_wins() -> None:
    assert [unit.code for unit in UNITS.mentioned("望海区滨江街道和望海 区")] == ["street", "wanghai"]


def test_names_are_found_through_width_and_space() -> None:
    named = UNITS.named("望 海")
    assert named is not None and named.code == "wanghai"


@pytest.mark.parametrize(
    ("scope", "codes"),
    [
        ("all", ["wanghai", "street", "daily"]),
        ("kind:media", ["daily"]),
        ("wanghai", ["wanghai", "street"]),
        ("daily", ["daily"]),
        ("nobody", []),
    ],
)
def test_scopes(scope: str, codes: list[str]) -> None:
    assert [unit.code for unit in UNITS.group(scope)] == codes


def test_a_wrong_line_is_named(tmp_path: Path) -> None:
    use("zh")
    path = tmp_path / "units.csv"
    path.write_text("code,name,kind,parent,aliases\na,甲,district,,\na,乙,district,,\n", encoding="utf-8")
    with pytest.raises(DibaoError, match=r"第 3 行.*重复"):
        Units.load(path)
