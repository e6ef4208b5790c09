"""Texts are normalised from a table, character by character, and come out as by the library."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dibao.listening import normal

CHARACTERS = st.characters(exclude_categories=("Cs",))
TELLING = st.sampled_from(
    [
        *" \n\t\r\u3000，：Ａ１…℃ﾊﾞか\u3099가각ㄱ\u1100\u1161é\u0301😀\u200b\u200d\u2028\ufe0f\ufeff\ue000",
        "http://a.cn/b ",
        "www.",
        "：",
    ]
)


@given(st.lists(st.lists(CHARACTERS | TELLING, max_size=10).map("".join), max_size=4))
def test_the_table_says_what_the_library_says(written: list[str]) -> None:
    assert normal.texts(written) == normal._looked_at(written)


def test_few_texts_need_the_library() -> None:
    usual = "安澜市今日新增３例，ＡＢＣ；“疫苗”什么时候到？😀（第2天）\n明天见"
    assert normal._FURTHER not in normal._each_alone()[[ord(each) for each in usual]]
    assert normal.texts([usual]) == ["安澜市今日新增3例,ABC;“疫苗”什么时候到?😀(第2天)\n明天见"]
