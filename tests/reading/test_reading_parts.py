import pytest

from dibao.documents import from_text
from dibao.reading import read


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("发布信息75条（微信30条、微博45条），累计1204条。", [None, 0, 0, None]),
        ("发布信息40条（微信30条、微博45条）。", [None, 0, None]),
        ("推文46条（昨日30条）。", [None, None]),
        ("推文7篇（累计133篇）。", [None, None]),
        ("刊发稿件84篇，其中报纸32篇、客户端52篇，累计刊发1497篇。", [None, 0, 0, None]),
        ("受理来电172件。当日来电中，咨询86件；求助52件；其他34件。", [None, 0, 0, 0]),
        ("监测信息900条，较前一日减少40条。其中微博500条。", [None, None, 0]),
        (
            "监测信息900条，其中，微博500条，占55.6%；微信300条，占33.3%；论坛100条。",
            [None, 0, None, 0, None, 0],
        ),
        ("受理900件。其中咨询500件，占80%；求助300件，占20%。", [None, 0, None, None, None]),
        ("接听130个，其中咨询100个，占76.9%；办结90个。", [None, 0, None, None]),
        ("监测信息900条，其中微博500条，占55.6%；短信80条。", [None, 0, None, None]),
    ],
)
def test_parts_know_their_whole(text: str, parts: list[int | None]) -> None:
    assert [figure.part_of for figure in read(from_text(text))] == parts
