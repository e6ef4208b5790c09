"""What looks wrong in a workspace's plain files and stops nothing: most likely a slip of the pen."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.catalogue.indicators import OTHER
from dibao.catalogue.settings import DEFAULT_AREA
from dibao.catalogue.workspace import Workspace
from dibao.figures import Basis
from dibao.language import say


def advice(workspace: Workspace) -> list[str]:
    """One sentence a slip, naming the file."""
    return [*_settings(workspace), *_units(workspace), *_wordings(workspace), *_openings(workspace)]


def _settings(workspace: Workspace) -> Iterator[str]:
    settings = workspace.settings
    for key in settings.unknown:
        yield say(
            f"dibao.toml 里的 {key} 不起作用，请核对写法。", f"{key} in dibao.toml means nothing; check its name."
        )
    areas = {indicator.area for indicator in workspace.catalogue.values()} | {DEFAULT_AREA}
    for area in sorted({*settings.windows, *settings.cutoffs} - areas):
        yield say(
            f"dibao.toml 里的 {area} 不是指标目录里的类别，它的时段或截稿时间不起作用。",
            f"{area} in dibao.toml is no area of the catalogue; its window or cut-off means nothing.",
        )
    for code in settings.expect:
        if code not in workspace.units:
            yield say(
                f"dibao.toml 的 [expect] 里有 {code}，units.csv 里没有这个单位。",
                f"[expect] in dibao.toml names {code}, which is not in units.csv.",
            )
    if workspace.root and not (workspace.root / settings.template).is_file():
        yield say(
            f"没有模板 {settings.template}，简报按默认模板写。",
            f"There is no template {settings.template}; briefs are written from the default one.",
        )


def _units(workspace: Workspace) -> Iterator[str]:
    units = workspace.units
    for unit in units.values():
        if unit.parent and unit.parent not in units:
            yield say(
                f"units.csv 里 {unit.code} 的上级 {unit.parent} 不在表中。",
                f"The parent {unit.parent} of {unit.code} is not in units.csv.",
            )
    for name, codes in units.shared.items():
        yield say(
            f"units.csv 里“{name}”是 {'、'.join(codes)} 共有的名称，只写它的来件分不清是谁的。",
            f"{name!r} in units.csv is a name of {' and '.join(codes)}: a report that says only that is nobody's.",
        )


def _wordings(workspace: Workspace) -> Iterator[str]:
    for wording in workspace.wordings:
        if wording.indicator not in {*workspace.catalogue, OTHER} or wording.basis not in {"", *Basis}:
            yield say(
                f"wordings.csv 里“{wording.phrase}”的指标或口径（{wording.indicator} {wording.basis}）不存在，请改正。",
                f"wordings.csv: {wording.phrase!r} names no such indicator or basis ({wording.indicator} "
                f"{wording.basis}).",
            )


def _openings(workspace: Workspace) -> Iterator[str]:
    for opening in workspace.openings:
        series = opening.series
        if series.unit_code not in workspace.units or series.indicator not in workspace.catalogue:
            yield say(
                f"opening.csv 里的 {series.unit_code} {series.indicator} 不在 units.csv 或 catalogue.csv 中，用不上。",
                f"opening.csv: {series.unit_code} {series.indicator} is not in units.csv or catalogue.csv: of no use.",
            )
