"""How the ledger's pages and files name things."""

from __future__ import annotations

from dibao.catalogue import Workspace
from dibao.composing.amounts import words
from dibao.entries import Origin
from dibao.figures import Approx, Basis, Interval, Number
from dibao.language import say


def basis_name(basis: str) -> str:
    """A basis in words."""
    return {
        Basis.NEW: say("新增", "new"),
        Basis.CUMULATIVE: say("累计", "cumulative"),
        Basis.ASOF: say("时点", "as of"),
        Basis.RATE: say("比率", "rate"),
        Basis.OTHER: say("其他", "other"),
    }[Basis(basis)]


def origin_name(origin: str) -> str:
    """How an entry came to be, in words."""
    return {
        Origin.REPORTED: say("来件", "reported"),
        Origin.COUNTED: say("收录所计", "counted"),
        Origin.CORRECTED: say("更正", "corrected"),
        Origin.CARRIED: say("沿用", "carried forward"),
        Origin.OPENING: say("期初", "opening"),
    }[Origin(origin)]


def indicator_name(workspace: Workspace, code: str) -> str:
    """An indicator in the reader's language; one that the catalogue lacks by its code."""
    found = workspace.catalogue.get(code)
    return found.name if found else say("其他", "other") if code == "other" else code


def unit_name(workspace: Workspace, code: str) -> str:
    """A unit's name; one that units.csv lacks (any more) by its code."""
    found = workspace.units.get(code)
    return found.name if found else code


def amount(value: Number, interval: Interval, approx: str) -> str:
    """A number as honest as its source."""
    return words(value, interval, Approx(approx))


def area_name(code: str) -> str:
    """An area of the catalogue in words; one of the office's own by its code."""
    names = {
        "accounts": ("官方账号", "official accounts"),
        "area": ("覆盖范围", "areas covered"),
        "arts": ("文艺宣传", "arts"),
        "campaigns": ("主题活动", "campaigns"),
        "claims": ("核实辟谣", "claims and corrections"),
        "guidance": ("宣传提示", "guidance"),
        "listening": ("舆情监测", "listening"),
        "media": ("媒体报道", "media"),
        "money": ("经费", "money"),
        "other": ("其他", "other"),
        "outreach": ("社会宣传", "outreach"),
        "privacy": ("隐私保护", "privacy"),
        "rate": ("比率", "rates"),
        "staff": ("人员", "staff"),
        "training": ("培训", "training"),
        "volunteers": ("志愿服务", "volunteers"),
    }
    return say(*names[code]) if code in names else code
