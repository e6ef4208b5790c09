"""A report beside its original: figures marked, named, corrected, looked at, given back, compared."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import Workbook

from dibao.catalogue import Workspace
from dibao.catalogue.wordings import load_wordings
from dibao.entries import Origin
from dibao.office.audit.check import audit
from dibao.office.audit.models import AuditLine
from dibao.office.ledger.book import DjangoLedger
from dibao.office.reports.actions import Receive
from dibao.office.reports.actions.confirm import Confirm
from dibao.office.reports.models import Confirmation, Layout, Looked, ReadFigure, Report, Return
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Role
from pages.conftest import SignIn

WORDS = "东河区宣传工作情况\n今日发放宣传单120份，悬挂横幅210余条。开展敲门行动3轮，暖心行动8轮，敲门行动5轮。"


@pytest.fixture
def number(office: Office) -> int:
    return Receive(WORDS.encode(), "东河区.txt", office.today(), "donghe").run(office).report


def open_figures(number: int) -> list[ReadFigure]:
    return list(ReadFigure.objects.filter(report=number, indicator=None).order_by("position"))


def entries(office: Office) -> dict[str, Any]:
    found = DjangoLedger.of(office).entries(office.today(), office.today())
    return {f"{entry.draft.text}": entry for entry in found}


def test_every_figure_is_marked_in_its_original_and_stands_in_the_table(number: int, sign_in: SignIn) -> None:
    page = sign_in(Role.COMPILER).get(f"/reports/{number}/").content.decode()
    figures = ReadFigure.objects.filter(report=number)
    assert figures.count() >= 4
    for row in figures:
        assert re.search(rf'id="f{row.position}"[^>]*>{re.escape(row.text)}</a>', page), row.text
        assert f'<tr id="r{row.position}"' in page
    assert "210余" in page and "约数" in page and "待归类" in page
    assert "<style" not in page and " style=" not in page and " onclick" not in page


def test_of_six_hundred_figures_each_is_on_a_page_of_its_own_size(office: Office, sign_in: SignIn) -> None:
    words = "东河区宣传工作情况\n" + "\n".join(f"第{place}村发放宣传单{1000 + place}份。" for place in range(600))
    number = Receive(words.encode(), "东河区.txt", office.today(), "donghe").run(office).report
    compiler = sign_in(Role.COMPILER)
    positions = list(ReadFigure.objects.filter(report=number).order_by("position").values_list("position", flat=True))
    assert len(positions) >= 600
    told: list[int] = []
    after: int | None = 0
    while after is not None:
        page = compiler.get(f"/reports/{number}/?f={after}").content.decode()
        assert len(page.encode()) < 120 * 1024  # the style sheets and scripts of the page are some 20 KB
        told += [int(place) for place in re.findall(r'<tr id="r(\d+)"', page)]
        further = re.search(r'id="figures-after" href="\?f=(\d+)', page)
        after = int(further[1]) if further else None
    assert told == positions
    part = compiler.get(f"/reports/{number}/?f=7", headers={"HX-Request": "true", "HX-Target": "inspector"})
    assert b'data-f="7"' in part.content and b"<table" not in part.content


def test_a_sheet_is_shown_as_a_grid_with_its_merged_cells(office: Office, sign_in: SignIn) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["项目", "数量", None])
    sheet.append([None, "今日新增", "累计"])
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("A1:A2")
    sheet.append(["发放宣传单（份）", 120, 3400])
    data = BytesIO()
    book.save(data)
    number = Receive(data.getvalue(), "东河区.xlsx", office.today(), "donghe").run(office).report
    page = sign_in(Role.COMPILER).get(f"/reports/{number}/").content.decode()
    assert '<td rowspan="2">项目</td><td colspan="2">数量</td></tr><tr><td>今日新增</td>' in page
    assert re.search(r'<td class="n"><a class="fig \w+" id="f0"[^>]*>120</a></td>', page)


def test_a_report_from_before_layouts_were_kept_is_shown_as_text(number: int, sign_in: SignIn) -> None:
    Layout.objects.all().delete()
    page = sign_in(Role.COMPILER).get(f"/reports/{number}/")
    assert page.status_code == 200 and "敲门行动" in page.content.decode()


def test_a_name_from_the_catalogue_gives_the_figure_its_entry_and_is_remembered(
    number: int, office: Office, sign_in: SignIn
) -> None:
    first, *others = open_figures(number)
    same = [row for row in others if (row.phrase, row.unit) == (first.phrase, first.unit)]
    client = sign_in(Role.COMPILER)
    before = len(entries(office))
    given = {"figure": first.position, "indicator": "培训 training.courses", "remember": "1"}
    assert client.post(f"/reports/{number}/name/", given).status_code == 302
    assert len(entries(office)) == before + 1 + len(same)
    entry = entries(office)[f"{first.text}{first.unit}"]
    assert (entry.series.indicator, entry.draft.value, entry.report) == ("training.courses", 3, number)
    assert (entry.draft.start, entry.draft.end) == (first.start, first.end), "the entry knows its sentence"
    assert "敲门行动" in entry.draft.sentence
    assert Report.objects.get(id=number).open_figures == len(others) - len(same)
    [line] = load_wordings(office.root / "wordings.csv")
    assert (line.phrase, line.indicator, line.unit) == (first.phrase, "training.courses", first.unit)
    tomorrow = WORDS.replace("3轮", "4轮")
    again = Receive(tomorrow.encode(), "东河区.txt", office.today() + timedelta(days=1), "donghe")
    told = again.run(Office(Workspace.open(office.root), office.actor))
    named = ReadFigure.objects.filter(report=told.report, text="4", indicator="training.courses")
    assert named.exists(), "the next report in these words is named by itself"
    assert audit() == []


def test_another_name_supersedes_the_entry_with_a_reason(number: int, office: Office, sign_in: SignIn) -> None:
    row = ReadFigure.objects.get(report=number, text="120")
    old = entries(office)["120份"]
    given = {"figure": row.position, "indicator": "outreach.posters", "basis": "cumulative"}
    assert sign_in(Role.COMPILER).post(f"/reports/{number}/name/", given).status_code == 302
    new = entries(office)["120份"]
    assert (new.series.indicator, new.series.basis, new.supersedes) == ("outreach.posters", "cumulative", old.number)
    assert new.draft.origin is Origin.CORRECTED and "outreach.leaflets" in new.draft.reason
    assert not (office.root / "wordings.csv").exists(), "nothing was to be remembered"
    assert audit() == []


def test_what_is_not_in_the_catalogue_is_no_name(number: int, office: Office, sign_in: SignIn) -> None:
    [row, *_] = open_figures(number)
    lines = AuditLine.objects.count()
    answer = sign_in(Role.COMPILER).post(f"/reports/{number}/name/", {"figure": row.position, "indicator": "胡写"})
    assert answer.status_code == 400 and "胡写" in answer.content.decode()
    assert AuditLine.objects.filter(verb="figure.name").count() == 0 and AuditLine.objects.count() > lines


def test_a_value_is_corrected_with_a_reason_and_not_without(number: int, office: Office, sign_in: SignIn) -> None:
    row = ReadFigure.objects.get(report=number, text="120")
    client = sign_in(Role.COMPILER)
    assert client.post(f"/reports/{number}/edit/", {"figure": row.position, "value": "1,250"}).status_code == 400
    given = {"figure": row.position, "value": "1,250", "reason": "电话核实"}
    assert client.post(f"/reports/{number}/edit/", given).status_code == 302
    page = client.get(f"/reports/{number}/?f={row.position}").content.decode()
    assert "1,250" in page and "电话核实" in page and "已更正" in page
    given["value"] = "一千"
    assert client.post(f"/reports/{number}/edit/", given).status_code == 400


def test_figures_are_looked_at_one_by_one_or_together(number: int, sign_in: SignIn) -> None:
    client = sign_in(Role.COMPILER)
    row = ReadFigure.objects.get(report=number, text="120")
    client.post(f"/reports/{number}/look/", {"figure": row.position})
    assert list(Looked.objects.values_list("figure", "who")) == [(row.id, "person:compiler")]
    client.post(f"/reports/{number}/look/", {"figure": "all"})
    still = set(ReadFigure.objects.filter(report=number, looked=None).values_list("position", flat=True))
    assert still == {row.position for row in open_figures(number)}, "what is open is not looked at"


def test_a_report_is_given_back_and_its_unit_reads_why(number: int, office: Office, sign_in: SignIn) -> None:
    Confirm("donghe", [number]).run(office.acting_as(_clerk(office, sign_in)))
    client = sign_in(Role.COMPILER)
    assert client.post(f"/reports/{number}/return/", {"message": " "}).status_code == 400
    assert client.post(f"/reports/{number}/return/", {"message": "请核对横幅数"}).status_code == 302
    assert Return.objects.get().report_id == number and not Confirmation.objects.exists()
    unit = Client()
    unit.force_login(_user("clerkdonghe"), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "请核对横幅数" in unit.get("/reports/of/donghe/").content.decode()


def _user(name: str) -> Any:
    from dibao.office.people.models import User

    return User.objects.get(username=name)


def _clerk(office: Office, sign_in: SignIn) -> Any:
    from dibao.office.people.desk import actor_of

    sign_in(Role.CLERK, "donghe")
    return actor_of(_user("clerkdonghe"), office.workspace.units)


def test_two_versions_are_compared_figure_by_figure(number: int, office: Office, sign_in: SignIn) -> None:
    later = WORDS.replace("120份", "125份").replace("，悬挂横幅210余条", "，张贴海报9张")
    newer = Receive(later.encode(), "东河区.txt", office.today(), "donghe").run(office).report
    changes = sign_in(Role.COMPILER).get(f"/reports/{newer}/changes/").context["changes"]
    told = [(one.kind, one.before and one.before.value, one.after and one.after.value) for one in changes]
    assert told == [("changed", "120", "125"), ("added", None, "9"), ("gone", "210余", None)]
    assert sign_in(Role.COMPILER, name="other").get(f"/reports/{number}/changes/").status_code == 404


def test_a_clerk_looks_and_corrects_but_names_nothing(number: int, office: Office, sign_in: SignIn) -> None:
    client = sign_in(Role.CLERK, "donghe")
    named = ReadFigure.objects.get(report=number, text="120")
    page = client.get(f"/reports/{number}/?f={named.position}").content.decode()
    assert "name/" not in page and "return/" not in page and "look/" not in page and "edit/" in page
    [row, *_] = open_figures(number)
    for verb in ("name", "look", "return"):
        given = {"figure": row.position, "indicator": "outreach.posters", "message": "x"}
        assert client.post(f"/reports/{number}/{verb}/", given).status_code == 403, verb
    given = {"figure": named.position, "value": "121", "reason": "数错了"}
    assert client.post(f"/reports/{number}/edit/", given).status_code == 302
    other = sign_in(Role.CLERK, "xihe")
    for verb in ("name", "look", "return", "edit"):
        assert other.post(f"/reports/{number}/{verb}/", given).status_code == 404, verb


def test_what_a_unit_spends_is_measured(
    number: int, office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(Role.CLERK, "xihe")
    opened = client.get("/reports/of/xihe/").context["opened"]
    client.post("/reports/of/xihe/", {"text": "今日发放宣传单77份。", "opened": opened})
    report = Report.objects.latest("id")
    client.post("/reports/of/xihe/confirm/", {"report": report.id})
    compiler = sign_in(Role.COMPILER)
    costs = {cost.unit.code: cost for cost in compiler.get("/reports/burden/").context["costs"]}
    assert costs["xihe"].seconds is not None and costs["xihe"].confirmed == 1
    assert (costs["donghe"].seconds, costs["donghe"].confirmed, costs["donghe"].reports) == (None, 0, 1)
    assert client.get("/reports/burden/").status_code == 403
    monkeypatch.setattr("dibao.office.reports.views.burden._PAGE", 2)
    shown = [compiler.get(f"/reports/burden/?page={page}").context for page in (1, 2, 3)]
    assert [(len(one["costs"]), one["after"]) for one in shown] == [(2, 2), (2, 3), (1, 0)]
