"""Today: the day on one screen, and settling its findings."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dibao.checks import Finding
from dibao.office.audit.models import AuditLine
from dibao.office.briefs.drafting import seen
from dibao.office.ledger.actions import AcceptFinding, Correct
from dibao.office.ledger.book import DjangoLedger
from dibao.office.ledger.findings import findings, open_of
from dibao.office.reports.actions import Receive
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Actor, Grant, Role
from dibao.office.today.actions import FinishTask, TakeInstruction
from dibao.office.today.models import Asked, Reply, Task
from pages.conftest import SignIn

LI = Actor(Role.PERSON, "li", (Grant(Role.COMPILER),))


@pytest.fixture
def broken(office: Office) -> Finding:
    """东河区's total of today is not yesterday's and what is new."""
    today = office.today()
    for day, words in (
        (today - timedelta(days=1), "截至今日，累计发放宣传单100份。"),
        (today, "今日新增发放宣传单5份，累计发放宣传单110份。"),
    ):
        text = f"东河区宣传工作情况\n{words}"
        Receive(text.encode(), f"{day}.txt", told=day, unit="donghe", arrived=office.now()).run(office)
    [found] = [one for one in findings(office, today) if one.code == "continuity"]
    return found


def _post(client: Client, office: Office, what: str, **given: str) -> tuple[int, str]:
    answer = client.post(f"/today/{office.today()}/{what}/", given, follow=True)
    return answer.status_code, answer.content.decode()


def _left(office: Office) -> set[str]:
    return {one.id for one in open_of(findings(office, office.today()))}


def test_the_day_is_on_one_screen(office: Office, broken: Finding, sign_in: SignIn) -> None:
    text = sign_in(Role.COMPILER).get("/today/").content.decode()
    for words in ("东河区", "区县", "媒体", "昨日累计", "看原文", "生成今日简报", "社会宣传", "截稿 11:30"):
        assert words in text, words
    assert f'id="f-{broken.id}"' in text
    assert "style=" not in text, "the policy for content forbids it"


def test_a_page_takes_few_questions_and_the_second_hardly_any(
    office: Office, broken: Finding, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(Role.COMPILER)
    client.get("/live/")  # the first page of a session puts it on the list of sessions
    with django_assert_max_num_queries(12):
        client.get("/today/")
    with django_assert_max_num_queries(5):
        client.get("/today/")


def test_findings_are_computed_once_a_page(
    office: Office, broken: Finding, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dibao import checks

    client, runs, run = sign_in(Role.COMPILER), [], checks.examine
    monkeypatch.setattr(checks, "examine", lambda *given, **more: runs.append(1) or run(*given, **more))
    client.get("/today/")
    assert len(runs) == 1


def test_a_correction_settles_it_in_one_click(office: Office, broken: Finding, sign_in: SignIn) -> None:
    status, text = _post(sign_in(Role.COMPILER), office, "settle", finding=broken.id, way="0")
    assert (status, "已更正" in text) == (200, True)
    assert broken.id not in _left(office)
    total = [one for one in DjangoLedger.of(office).entries(office.today(), office.today()) if one.supersedes]
    assert [(one.draft.value, "昨日累计 100" in one.draft.reason) for one in total] == [(105, True)]
    assert "110 → 105份" in text and "compiler" in text, "what was done is told, with who did it"


def test_accepting_needs_a_reason_which_is_shown_and_can_be_taken_back(
    office: Office, broken: Finding, sign_in: SignIn
) -> None:
    client = sign_in(Role.COMPILER)
    status, text = _post(client, office, "settle", finding=broken.id, way="accept", reason=" ")
    assert status == 409 and "请写明理由" in text
    _post(client, office, "settle", finding=broken.id, way="accept", reason="另有一处未列")
    assert broken.id not in _left(office)
    assert "另有一处未列" in client.get("/today/").content.decode()
    _post(client, office, "reopen", finding=broken.id)
    assert broken.id in _left(office)


def test_the_second_is_told_who_was_first_and_loses_no_words(office: Office, broken: Finding, sign_in: SignIn) -> None:
    AcceptFinding(broken, "已电话核实").run(office.acting_as(LI))
    given = {"finding": broken.id, "way": "accept", "reason": "我查了两遍台账", "about": "1,2"}
    status, text = _post(sign_in(Role.COMPILER), office, "settle", **given)
    assert status == 409
    assert re.search(r"li \d\d:\d\d 已认可这一项（已电话核实）", text) and "我查了两遍台账" in text


def test_who_comes_after_a_correction_is_told_of_it(office: Office, broken: Finding, sign_in: SignIn) -> None:
    entries = ",".join(str(told.entry) for told in broken.figures)
    Correct(broken.figures[-1].entry, 105, "来电").run(office.acting_as(LI))
    status, text = _post(sign_in(Role.COMPILER), office, "settle", finding=broken.id, way="1", about=entries)
    assert status == 409 and re.search(r"li \d\d:\d\d 已把 110 更正为 105", text)


def test_a_message_that_was_sent_is_counted_and_dated(office: Office, broken: Finding, sign_in: SignIn) -> None:
    client = sign_in(Role.COMPILER)
    _post(client, office, "ask", unit="donghe", about=broken.id)
    _post(client, office, "ask", unit="xihe")
    _, text = _post(client, office, "ask", unit="xihe")
    assert [(one.unit_code, one.about) for one in Asked.objects.all()] == [
        ("donghe", broken.id),
        ("xihe", ""),
        ("xihe", ""),
    ]
    assert re.search(r"催报 2 次 \d\d:\d\d", text) and re.search(r"核实 1 次 \d\d:\d\d", text)
    line = AuditLine.objects.latest("id")
    assert (line.verb, line.detail) == ("unit.ask", {"day": office.today().isoformat(), "about": ""})
    assert _post(client, office, "ask", unit="nobody")[0] == 400


def test_what_a_missing_unit_told_last_is_carried_forward(office: Office, sign_in: SignIn) -> None:
    before = office.today() - timedelta(days=1)
    text = "西河区宣传工作情况\n截至今日，累计发放宣传单300份，累计张贴海报40张。"
    Receive(text.encode(), "x.txt", told=before, unit="xihe").run(office)
    late = Office(office.workspace, office.actor, lambda: office.clock() + timedelta(days=2))
    [missing] = [one for one in findings(late, office.today()) if (one.code, one.unit_code) == ("missing", "xihe")]
    from dibao.office.today.day import day_of
    from dibao.office.today.settle import settle

    settle(late, day_of(late, office.today()), missing.id, "carry")
    carried = [one.draft for one in DjangoLedger.of(office).entries(office.today(), office.today())]
    assert sorted(one.value for one in carried) == [40, 300]
    assert all("沿用" in one.reason for one in carried)
    assert {(lane.told, lane.usual) for lane in day_of(late, office.today()).lanes} == {(0, 1)}, "it has told nothing"


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.ISSUER, Role.ADMINISTRATOR])
def test_who_only_looks_has_no_buttons_and_settles_nothing(
    role: Role, office: Office, broken: Finding, sign_in: SignIn
) -> None:
    client = sign_in(role)
    assert "settle/" not in client.get("/today/").content.decode()
    for what in ("settle", "reopen", "ask"):
        assert _post(client, office, what, finding=broken.id, way="0", unit="donghe")[0] in (403, 409)
    assert broken.id in _left(office) and not Asked.objects.exists()


def test_both_languages_are_whole(office: Office, broken: Finding, sign_in: SignIn) -> None:
    client = sign_in(Role.COMPILER)
    client.cookies["dibao_language"] = "en"
    page = client.get("/today/").content.decode()
    text = re.sub(r"<svg.*?</svg>|<script.*?</script>|<head>.*?</head>|“.*?”", "", page, flags=re.DOTALL)
    own = re.sub(r"[东西北山河区县安澜日报融媒体中心市宣传舆论组中文份单]", "", text)
    assert re.findall(r"[\u4e00-\u9fff]+", own) == []


def test_every_day_can_be_looked_at(office: Office, sign_in: SignIn) -> None:
    client = sign_in(Role.COMPILER)
    for day, status in (("2020-02-29", 200), ("2026-02-03", 200), ("0001-01-01", 404), ("9999-12-31", 404)):
        assert client.get(f"/today/{day}/").status_code == status, day
    assert client.get("/today/2026-02-30/").status_code == 404


def _said(client: Client, office: Office, finding: Finding, text: str) -> str:
    """The address of the page of a pasted reply."""
    given = {"finding": finding.id, "text": text}
    answer = client.post(f"/today/{office.today()}/reply/", given)
    assert answer.status_code == 302
    return answer.headers["Location"]


def test_a_pasted_reply_becomes_a_correction_that_names_it(office: Office, broken: Finding, sign_in: SignIn) -> None:
    client = sign_in(Role.COMPILER)
    place = _said(client, office, broken, "110写错了，累计应为105份。电话13912345678")
    text = client.get(place).content.decode()
    assert "<mark>105</mark>" in text and "→ 105" in text and "selected" in text
    total = broken.figures[-1].entry
    place_of = re.search(rf'name="(entry-\d)">.*?value="{total}" selected', text, flags=re.DOTALL)
    assert place_of is not None
    client.post(place, {place_of[1]: str(total)})
    [made] = [one for one in DjangoLedger.of(office).entries(office.today(), office.today()) if one.supersedes == total]
    assert made.draft.value == 105 and "回复1" in made.draft.reason and "累计应为105份" in made.draft.reason
    assert broken.id not in _left(office)
    kept = Reply.objects.get()
    assert "13912345678" not in made.draft.reason
    assert (office.root / "replies" / f"{kept.digest}.txt").read_text("utf-8").startswith("110写错了")
    line = AuditLine.objects.get(verb="reply.keep")
    assert "105" not in str({key: value for key, value in line.detail.items() if key not in ("digest", "finding")})
    assert "已经办结" in client.get(place).content.decode()


def test_a_reply_that_says_it_stands_is_the_reason(office: Office, broken: Finding, sign_in: SignIn) -> None:
    client = sign_in(Role.COMPILER)
    place = _said(client, office, broken, "情况属实，昨天漏报。")
    assert "没有读出数字" in client.get(place).content.decode()
    client.post(place, {"way": "accept", "reason": "单位回复（回复1）：“情况属实”"})
    assert broken.id not in _left(office)


def test_nothing_but_the_entries_in_question_can_be_corrected(office: Office, broken: Finding, sign_in: SignIn) -> None:
    client = sign_in(Role.COMPILER)
    Receive("西河区宣传工作情况\n今日新增发放宣传单7份。".encode(), "y.txt", told=office.today(), unit="xihe").run(
        office
    )
    other = DjangoLedger.of(office).entries(office.today(), office.today())[-1].number
    place = _said(client, office, broken, "累计应为105份")
    assert client.post(place, {"entry-0": str(other)}).status_code == 400
    assert client.post(place, {"entry-0": "9" * 30}).status_code == 400
    assert client.get("/today/reply/99/").status_code == 404


def test_the_same_reply_is_kept_once_and_an_empty_one_not(office: Office, broken: Finding, sign_in: SignIn) -> None:
    client = sign_in(Role.COMPILER)
    assert _said(client, office, broken, "累计应为105份") == _said(client, office, broken, "累计应为105份 ")
    assert _post(client, office, "reply", finding=broken.id, text=" ")[0] == 409
    assert Reply.objects.count() == 1
    for role in (Role.REVIEWER, Role.READER):
        assert _post(sign_in(role), office, "reply", finding=broken.id, text="累计应为106份")[0] == 403
    assert Reply.objects.count() == 1


def test_an_instruction_becomes_tasks_that_are_done_with_a_note(office: Office, sign_in: SignIn) -> None:
    client, today = sign_in(Role.COMPILER), office.today()
    given = {"sender": "市指挥部", "words": "今日张贴新版通告", "units": ["donghe", "xihe"]}
    given |= {"received": f"{today}T00:01", "due": f"{today}T00:02"}
    answer = client.post(f"/today/{today}/instruction/", given, follow=True)
    text = answer.content.decode()
    assert "市指挥部" in text and "今日张贴新版通告" in text
    first, second = Task.objects.order_by("id")
    assert (first.unit_code, second.unit_code) == ("donghe", "xihe")
    _, text = _post(client, office, f"task/{first.id}", note="已张贴40处")
    assert "已张贴40处" in text
    status, text = _post(client, office, f"task/{first.id}", note="我也办了")
    assert status == 409 and "compiler" in text and "已张贴40处" in text and "我也办了" in text
    assert [line.verb for line in AuditLine.objects.order_by("id")][-2:] == ["instruction.take", "task.finish"]
    assert "通告" not in str([line.detail for line in AuditLine.objects.all()])


def test_what_is_overdue_is_shown_until_it_is_done_also_on_later_days(office: Office, sign_in: SignIn) -> None:
    before = office.today() - timedelta(days=1)
    received = office.now() - timedelta(days=1)
    TakeInstruction(before, "市指挥部", "核对点位", received, ["donghe"], received).run(office)
    client = sign_in(Role.COMPILER)
    assert re.search(r"超时 \d", client.get("/today/").content.decode())
    FinishTask(Task.objects.get().id, "已核对").run(office)
    assert "核对点位" not in client.get("/today/").content.decode()
    assert "晚于时限" in client.get(f"/today/{before}/").content.decode()


@pytest.mark.parametrize(
    "given",
    [
        {"sender": "", "words": "做"},
        {"sender": "市", "words": " "},
        {"sender": "市", "words": "做", "units": "nobody"},
        {"sender": "市", "words": "做", "due": "后天"},
        {"sender": "市", "words": "做", "received": "2026-02-03T10:00", "due": "2026-02-03T09:00"},
    ],
)
def test_a_slip_in_an_instruction_is_told_and_nothing_is_written(
    given: dict[str, str], office: Office, sign_in: SignIn
) -> None:
    assert _post(sign_in(Role.COMPILER), office, "instruction", **given)[0] == 409
    assert not Task.objects.exists()


def test_who_only_looks_dispatches_nothing(office: Office, sign_in: SignIn) -> None:
    client = sign_in(Role.REVIEWER)
    assert _post(client, office, "instruction", sender="市", words="做")[0] == 403
    assert "登记指令" not in client.get("/today/").content.decode()


def test_the_brief_tells_the_day_s_instructions_and_how_far_they_are(office: Office) -> None:
    today, now = office.today(), office.now()
    TakeInstruction(today, "市指挥部", "张贴新版通告。", now, ["donghe", "xihe"]).run(office)
    FinishTask(Task.objects.order_by("id")[0].id, "已张贴").run(office)
    at = f"{now.month}月{now.day}日{now.hour}:{now.minute:02d}"
    said = f"今日接到指令1件：市指挥部（{at}）张贴新版通告，交东河区、西河区，西河区正在办理。"
    assert said in seen(office, today).text
    later = Office(office.workspace, office.actor, lambda: office.clock() + timedelta(days=1))
    assert "此前交办、尚未办结1件：市指挥部" in seen(later, later.today()).text
    FinishTask(Task.objects.order_by("id")[1].id, "也已张贴").run(office)
    assert "张贴新版通告" not in seen(later, later.today()).text
