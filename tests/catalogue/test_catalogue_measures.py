import pytest

from dibao.catalogue import default_catalogue, measure


@pytest.mark.parametrize(
    ("code", "word", "expected"),
    [
        ("media.stories", "条", "篇"),
        ("media.stories", "篇（条）", "篇"),
        ("media.stories", "", "篇"),
        ("outreach.vans", "台", "辆"),
        ("outreach.vans", "辆次", "辆次"),
        ("outreach.vans", "车次", "辆次"),
        ("volunteers.people", "名", "人"),
        ("volunteers.people", "人次", "人次"),
        ("accounts.reads", "人次", "次"),
        ("outreach.talks", "次", "场"),
        ("outreach.goods", "盒", "盒"),
        ("outreach.goods", "只", "个"),
        ("outreach.households", "户次", "户次"),
        ("media.broadcasts", "小时", "小时"),
        ("media.broadcasts", "次", "次"),
    ],
)
def test_measure_words_of_one_kind_are_one_measure(code: str, word: str, expected: str) -> None:
    assert measure(word, default_catalogue()[code]) == expected


def test_without_an_indicator_the_word_stands_for_itself() -> None:
    assert measure("篇（条）", None) == "篇"
