"""Addresses of private homes, down to the room, or in a village to group and number; offices and public places stay.

What makes an address somebody's home is its end (3号楼2单元501, 16-5-903, 七里沟村2组16号); from there it is read to
the left over community, road and town to where another word (住, 送到, 地址) or a sign begins it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dibao.privacy.labels import label
from dibao.privacy.personal import Kind, Personal
from dibao.privacy.words import any_of, of_use

_N = "(?:[0-9]{1,4}|[一二三四五六七八九十百〇零]{1,5})"
_ROOM = "(?:[0-9]{3,4}(?![0-9])|[一二三四五六七八九〇零]{3,4}(?![一二三四五六七八九十百]))(?!\\.[0-9]|[%元]| ?户(?!主))"
_NO_COUNT = (
    "(?! ?(?:[.%名份元天年月日米万亿平例多岁个只套间次台辆位]|人(?!在|都|没|被)|户(?!主|型)|家(?:企|单|店|公|商)))"
)
_JOIN = "[ ,\\-]?"
_BUILDING = (
    f"(?:第?(?:[A-Za-z] ?)?{_N}(?:-[0-9]{{1,2}})? ?(?:号楼|号院|栋楼?|幢|座|排|#楼?|弄)"
    f"|[A-Za-z] ?(?:座|栋|幢)|[甲乙丙丁] ?座){_JOIN}"
)
_UNIT = f"(?:{_N}|[A-Za-z东西南北中甲乙丙丁]) ?(?:单元|门洞|梯|门(?=[0-9 ])){_JOIN}"
_FLOOR = f"(?:{_N}|顶) ?[楼层]"
_DOOR = (
    f"(?:(?:{_FLOOR} ?)?(?:[0-9A-Z]{{1,5}}(?:-[0-9]{{1,2}})?|[一二三四五六七八九〇零十]{{1,4}}) ?(?:室|寝室?|房(?!间))"
    f"|{_FLOOR} ?[东西中南北左右][0-9]? ?(?:户|室|门|手|边)?|{_FLOOR} ?{_ROOM}"
    "|[0-9]{3,4} ?号(?![楼线])|[东西中][0-9]?户)"
)
_FLAT, _COUNTED = f"(?:{_DOOR}|{_ROOM})", f"(?:{_DOOR}|{_ROOM}{_NO_COUNT})"
_HOME = (
    f"{_BUILDING} ?(?:{_N} ?号 ?)?(?:{_N} ?号楼 ?)?{_UNIT} ?(?:{_FLAT}|{_N} ?号)"
    f"|{_BUILDING} ?(?:{_BUILDING} ?)?{_COUNTED}|{_BUILDING} ?{_N} ?号 ?(?:{_UNIT} ?)?{_COUNTED}"
    f"|{_N} ?号 ?(?:{_UNIT} ?{_FLAT}|[0-9]{{3,4}} ?(?:室|房(?!间)))|{_UNIT} ?{_FLAT}"
)
_DASHED = r"(?<![0-9\-.])[0-9]{1,3}(?:-|#|#楼|号楼|栋|幢)-?[0-9]{1,2}-[0-9]{3,4}(?![0-9\-.]) ?室?"
_SHORT = r"(?<![0-9\-.])[0-9]{1,3}-[0-9]{3,4}(?![0-9\-.]) ?室?"
_ROOM_ONLY = r"(?<=[\u4e00-\u9fff])[0-9]{3,4} ?(?:室|寝室|房(?!间))"
_VILLAGE = f"第?{_N} ?(?:村民)?(?:小组|组|社|队|屯) ?{_N} ?号|(?<=[村屯寨]){_N} ?号"
_MAY_BEGIN = (
    "(?<![0-9])(?=[0-9]{1,4}(?:[ \\-#号栋幢座弄排单门梯室房组社队屯]|寝)|[一二三四五六七八九十百〇零第]"
    "|[A-Za-z东西南北中甲乙丙丁] ?[0-9单座栋幢门梯])"
)
_ENDS = re.compile(
    f"{_MAY_BEGIN}(?:(?P<home>{_HOME})|(?P<row>{_N} ?排 ?{_N} ?号)|(?P<dashed>{_DASHED})|(?P<short>{_SHORT})"
    f"|(?P<room_only>{_ROOM_ONLY})|(?P<village>{_VILLAGE})(?! ?[楼线院桥井门站点棚矿基码卡公病令文]))"
)
_HINT = re.compile("[栋幢座弄室房户排]|号楼|单元|号院|[组社队屯村庄寨][0-9一二三四五六七八九十]|[0-9]-[0-9]{3}")
_LEFT = 48
_CHUNK = re.compile(r"[\u4e00-\u9fff0-9A-Za-z·\- #]*$")
_PART_ENDS = re.compile(r"(?:[省市区县旗州盟镇乡村路街道巷里号院弄期]|小区|社区)$")
_RURAL = re.compile("[村屯庄寨镇乡]|苏木|嘎查")
_WORDS_BEFORE = re.compile("(?<!解)放|(?<!自)在|到|去|把|送|回(?!民)|寄|说|叫|封了|是")


def addresses(text: str) -> Iterator[Personal]:
    """Homes in a text."""
    if not _HINT.search(text):
        return
    after = 0
    for match in _ENDS.finditer(text):
        if match.start() < after or _is_public(text, match.end()):
            continue
        start = _begins(text, max(after, match.start() - _LEFT), match.start())
        if _is_home(text, match, start):
            yield Personal(Kind.ADDRESS, start, match.end())
            after = match.end()


def _is_home(text: str, match: re.Match[str], start: int) -> bool:
    """Whether what stands before the end belongs to a home."""
    before = text[start : match.start()].rstrip()
    public = _homes().search(before) is None and _publics().search(before) is not None
    if match["village"]:
        return _RURAL.search(before) is not None
    if match["row"]:
        return (
            len(before) >= 2
            and not public
            and (_homes().search(before) is not None or _RURAL.search(before) is not None)
        )
    if match["dashed"]:
        return len(before) >= 2 and not public and _is_han(before[-1]) and label(text, match.start()) != "other"
    if match["room_only"]:
        return len(before) >= 3 and _homes().search(before) is not None and not before.endswith("社区")
    if match["short"]:
        return len(before) >= 3 and _homes().search(before) is not None and label(text, match.start()) != "other"
    return not public


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _is_public(text: str, end: int) -> bool:
    return _behind().match(text, end) is not None


def _begins(text: str, first: int, end: int) -> int:
    """Where the address begins whose last part begins at `end`."""
    chunk = _CHUNK.search(text, first, end)
    start = chunk.start() if chunk else end
    start += len(text[start:end]) - len(text[start:end].lstrip(" -#·"))
    # Over a space only where a part of an address ends before it.
    for space in re.finditer(" +", text[start:end].rstrip()):
        head = text[start : start + space.start()]
        if not _PART_ENDS.search(head):
            return _begins(text, start + space.end(), end)
        break
    lead = max(_leads().finditer(text, start, end), key=lambda match: match.end(), default=None)
    return lead.end() if lead and end - lead.end() >= 2 else start


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(f"{any_of(of_use('places.csv', 'leads'))}|{_WORDS_BEFORE.pattern}")


@cache
def _homes() -> re.Pattern[str]:
    return re.compile(f"{any_of(of_use('places.csv', 'home'))}$")


@cache
def _publics() -> re.Pattern[str]:
    return re.compile(f"{any_of(of_use('places.csv', 'public'))}[东西南北]?[0-9A-Za-z]?$")


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(f" ?{any_of(of_use('places.csv', 'behind'))}")
