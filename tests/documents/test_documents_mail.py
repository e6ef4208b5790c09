"""Mails: their text and attachments right in every encoding, and nothing of the people in them."""

from __future__ import annotations

import base64
import random
import re
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from urllib.parse import quote

import pytest
from archives import zipped
from hypothesis import given, settings
from hypothesis import strategies as st
from letters import HEAD, file, part, raw, text, usual
from test_documents_zip import harmless
from wordprocessing import docx, p

from dibao import documents, language
from dibao.documents import Enclosed, Unpacked, unpacking
from dibao.documents.enclosed import Unpacking
from dibao.errors import DibaoError

REPORT = "发放宣传单3200份，悬挂条幅96条。"
DOCX = docx(p(REPORT))


@pytest.fixture(autouse=True)
def chinese() -> None:
    language.use("zh")


def unpack(data: bytes, name: str = "来信.eml") -> Unpacked:
    return documents.unpack(data, name)


def names(unpacked: Unpacked) -> list[str]:
    return [file.name for file in unpacked.files]


def body(data: bytes) -> str:
    [found] = [file for file in unpack(data).files if file.body]
    return found.data.decode()


def test_text_and_attachment_with_what_stands_around_them() -> None:
    unpacked = unpack(raw(text(REPORT, "gb2312"), file(b'"a.docx"', DOCX)))
    assert [(one.name, one.body) for one in unpacked.files] == [("来信.eml/正文", True), ("来信.eml/a.docx", False)]
    assert unpacked.files[0].data.decode() == REPORT
    assert unpacked.files[1].data == DOCX
    for one in unpacked.files:
        assert one.context == ("东河区2月4日工作情况", "东河区委宣传部", "来信")
        assert one.sent == datetime(2026, 2, 4, 1, 31, tzinfo=UTC)
    assert documents.from_bytes(unpacked.files[0].data, unpacked.files[0].name).text == REPORT


def test_nothing_of_the_people_is_kept() -> None:
    report = f"张科长：\n{REPORT}\n\n东河区委宣传部\n2026年2月4日"
    signature = "李某某\n电话：0571-88888888\n手机：13800138000\n邮箱：lmm@example.com"
    unpacked = unpack(usual("东河区日报", f"{report}\n\n{signature}").as_bytes())
    [one] = unpacked.files
    kept = one.data.decode() + repr(one)
    for secret in ("李某某", "lmm", "example.com", "13800138000", "88888888", "zhang"):
        assert secret not in kept
    assert one.data.decode() == report


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (b'"=?GB2312?B?' + base64.b64encode("东河区.docx".encode("gbk")) + b'?="', "东河区.docx"),
        (b"=?utf-8?Q?" + quote("东河区.docx").replace("%", "=").encode() + b"?=", "东河区.docx"),
        (b'"' + "东河区.docx".encode("gbk") + b'"', "东河区.docx"),
        (b'"' + "东河区.docx".encode() + b'"', "东河区.docx"),
        (b'"=?gb2312?B?' + base64.b64encode("镕汇.docx".encode("gbk")) + b'?="', "镕汇.docx"),
        (b'"../../etc/passwd.docx"', "passwd.docx"),
        (b'"C:\\\\a\\\\b.docx"', "b.docx"),
        (b'""', "附件1"),
    ],
)
def test_names_of_attachments_in_every_writing(written: bytes, name: str) -> None:
    assert names(unpack(raw(text(REPORT), file(written, DOCX))))[1] == f"来信.eml/{name}"


@pytest.mark.parametrize("charset", ["gb2312", "utf-8", "gb18030"])
def test_names_in_pieces(charset: str) -> None:
    """RFC 2231 continuations, a character broken between two of them."""
    long = "东河区2026年2月4日疫情防控宣传工作情况统计表.docx"
    coded = re.findall("%..|.", quote(long.encode(charset), safe=""))
    pieces = ["".join(coded[at : at + 11]) for at in range(0, len(coded), 11)]
    fields = ";\r\n ".join(
        f"filename*{number}*={charset + chr(39) * 2 if number == 0 else ''}{piece}"
        for number, piece in enumerate(pieces)
    )
    found = unpack(raw(part(DOCX, b"Content-Type: x/y", b"Content-Disposition: attachment;\r\n " + fields.encode())))
    assert names(found) == [f"来信.eml/{long}"]


def test_a_character_broken_between_two_encoded_words() -> None:
    data = "东河区2月4日工作情况".encode("gbk")
    words = b"\r\n ".join(b"=?gb2312?B?" + base64.b64encode(data[at : at + 5]) + b"?=" for at in range(0, len(data), 5))
    head = HEAD.split(b"Subject:")[0] + b"Subject: " + words + b"\r\nMIME-Version: 1.0\r\n"
    assert unpack(raw(text(REPORT), head=head)).files[0].context[0] == "东河区2月4日工作情况"


@pytest.mark.parametrize(
    "subject", ["东河区".encode("gbk"), "东河区".encode(), b"=?gb2312?B?!!!?= =?x", b"=?none?B?tqu608f4?="]
)
def test_subjects_as_bad_programs_write_them(subject: bytes) -> None:
    head = b"From: a@example.com\r\nSubject: " + subject + b"\r\n"
    context = unpack(raw(text(REPORT), head=head)).files[0].context
    assert "东河区" in context or b"!!!" in subject


@pytest.mark.parametrize(
    ("claimed", "real"),
    [
        ("gb2312", "gb18030"),
        ("us-ascii", "gbk"),
        ("iso-8859-1", "gbk"),
        ("iso-8859-1", "iso-8859-1"),
        ("utf-8", "gb18030"),
        ("gbk", "utf-8"),
        ("nonsense", "gbk"),
        ("", "utf-8"),
        ("x-unknown", "utf-16"),
        ('"GBK"', "gb18030"),
    ],
)
def test_charsets_that_are_not_what_they_claim(claimed: str, real: str) -> None:
    content = REPORT if real != "iso-8859-1" else "leaflets 3200 café"
    kind = f"Content-Type: text/plain; charset={claimed}" if claimed else "Content-Type: text/plain"
    assert body(raw(part(content.encode(real), kind.encode()))) == content


def test_quoted_printable_and_eight_bit_bodies() -> None:
    import quopri

    gbk = REPORT.encode("gbk")
    coded = b"Content-Type: text/plain; charset=gbk\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    assert body(raw(coded + quopri.encodestring(gbk))) == REPORT
    assert (
        body(raw(b"Content-Type: text/plain; charset=gbk\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + gbk)) == REPORT
    )
    assert body(HEAD + b"\r\n" + gbk) == REPORT


def test_plain_text_is_preferred_unless_it_is_a_stub() -> None:
    page = f"<html><style>p {{color: red}}</style><p>{REPORT * 8}</p></html>"
    both = [text(REPORT * 8), text(page, kind="html")]
    assert names(unpack(raw(*both, kind=b"alternative"))) == ["来信.eml/正文"]
    for stub in ("", " \n", "请用支持 HTML 的程序查看"):
        found = unpack(raw(text(stub), text(page, kind="html"), kind=b"alternative"))
        assert "来信.eml/正文.html" in names(found), stub
        assert not found.refused


def test_flowed_text_is_joined() -> None:
    content = b"leaflets \r\n3200\r\nposters 5\r\n-- \r\nLi\r\n"
    flowed = b"Content-Type: text/plain; format=flowed\r\n\r\n"
    assert body(raw(flowed + content)) == "leaflets 3200\nposters 5"
    assert body(raw(flowed.replace(b"flowed\r", b"flowed; delsp=yes\r") + content)) == "leaflets3200\nposters 5"


QUOTED = [
    "-----原始邮件-----\n发件人: 张某\n昨日发放3000份",
    "------------------ 原始邮件 ------------------\n昨日发放3000份",
    "---Original---\n昨日发放3000份",
    "-----Original Message-----\nFrom: Zhang\n昨日发放3000份",
    "在 2026年2月3日 10:20，张某 <zhang@example.com> 写道：\n昨日发放3000份",
    "On Tue, Feb 3, 2026 at 10:20 AM Zhang <zhang@example.com> wrote:\n> 昨日发放3000份",
    "发件人：张某\n发送时间：2026年2月3日 10:20\n收件人：李某某\n主题：日报\n\n昨日发放3000份",
    "From: Zhang\nSent: Tuesday\nTo: Li\nSubject: report\n\n昨日发放3000份",
    "> 昨日发放3000份\n> 张某",
]


@pytest.mark.parametrize("quoted", QUOTED)
def test_earlier_mail_is_left_out_and_said(quoted: str) -> None:
    found = unpack(usual("回复：日报", f"{REPORT}\n\n{quoted}\n").as_bytes())
    assert found.files[0].data.decode() == REPORT
    assert any("旧邮件" in note for note in found.notes)


def test_a_mail_that_only_passes_another_on_has_its_text() -> None:
    head = "发件人：张某 <zhang@example.com>\n日期：2026-02-04\n主题：日报"
    forwarded = f"请审。\n\n-------- 转发邮件信息 --------\n{head}\n\n{REPORT}"
    found = unpack(usual("Fw: 日报", forwarded).as_bytes())
    assert found.files[0].data.decode() == REPORT and any("转发" in note for note in found.notes)
    own = unpack(usual("转发：日报", f"今日5份。\n{QUOTED[0]}").as_bytes())
    assert own.files[0].data.decode() == "今日5份。"
    reply = usual("回复：日报", f"收到。\n{QUOTED[0]}", **{"a.docx": DOCX}).as_bytes()
    assert body(reply) == "收到。"


def test_a_report_that_looks_a_little_like_a_signature_or_a_quotation_stays() -> None:
    content = (
        "日期：2月4日\n主题：宣传工作\n一、热线电话：接听32件。\n二、地址：设点5处\n"
        "三、邮件：发送12封\n附件：统计表\n东河区\n2月4日\n值班电话接听18次"
    )
    assert body(usual("日报", content).as_bytes()) == content


def test_pictures_signatures_and_what_programs_tell_each_other_are_left_out() -> None:
    logo = part(b"\x89PNG\r\n", b"Content-Type: image/png; name=logo.png", b"Content-ID: <logo>")
    found = unpack(
        raw(
            text(REPORT),
            logo,
            file(b"photo.jpg", b"\xff\xd8\xff", b"image/jpeg"),
            file(b"smime.p7s", b"x", b"application/pkcs7-signature"),
            file(b"a.ics", b"BEGIN", b"text/calendar"),
            file(b"li.vcf", b"BEGIN", b"text/vcard"),
        )
    )
    assert names(found) == ["来信.eml/正文"] and not found.refused
    assert [note.split("：")[1][:8] for note in found.notes] == ["其中 1 个图片"]


def test_outlook_s_wrapping_and_encrypted_mails_have_a_sentence() -> None:
    found = unpack(raw(text(REPORT), file(b"winmail.dat", b"x", b"application/ms-tnef")))
    assert names(found) == ["来信.eml/正文"] and "Outlook" in found.refused[0]
    for kind in (b"application/pkcs7-mime", b"application/x-pkcs7-mime"):
        found = unpack(HEAD + b"Content-Type: " + kind + b"\r\n\r\nx")
        assert found.files == () and "加密" in found.refused[0]
    found = unpack(raw(file(b"a", b"x"), kind=b"encrypted"))
    assert found.files == () and "加密" in found.refused[0]


def test_a_mail_in_a_mail_and_an_archive_in_it() -> None:
    inside = usual("西河区日报", REPORT, **{"西河区.zip": zipped({"表/a.docx": DOCX})})
    outer = usual("转发", "请看附件。")
    outer.add_attachment(inside)
    found = unpack(outer.as_bytes())
    assert names(found) == [
        "来信.eml/正文",
        "来信.eml/转发1.eml/正文",
        "来信.eml/转发1.eml/西河区.zip/表/a.docx",
    ]
    assert found.files[2].context == ("表", "西河区", "西河区日报", "转发1", "转发", "来信")
    assert "李某某" not in repr(found)


def test_lines_that_begin_with_from_stay_as_they_are_in_a_mail_within() -> None:
    inside = EmailMessage()
    inside["Subject"], inside["From"] = "a", "b@example.com"
    inside.set_content("From 9:00 to 24:00\nleaflets 3200")
    outer = usual("转发", "x")
    outer.add_attachment(inside)
    assert unpack(outer.as_bytes()).files[1].data.decode() == "From 9:00 to 24:00\nleaflets 3200"


def test_a_mail_without_anything_says_so() -> None:
    for data in (usual("日报", "").as_bytes(), usual("日报", "电话：0571-88888888\n").as_bytes()):
        with pytest.raises(DibaoError, match="没有可读的来件"):
            unpack(data)


def test_links_in_the_place_of_attachments_are_said() -> None:
    found = unpack(usual("日报", f"{REPORT}\n从QQ邮箱发来的超大附件\n日报.docx 进入下载页面").as_bytes())
    assert any("下载链接" in note for note in found.notes)


@pytest.mark.parametrize(
    ("date", "sent"),
    [
        ("Wed, 04 Feb 2026 09:31:00 +0800", datetime(2026, 2, 4, 9, 31, tzinfo=timezone(timedelta(hours=8)))),
        ("Wed, 04 Feb 2026 01:31:00 -0000", datetime(2026, 2, 4, 1, 31, tzinfo=UTC)),
        ("yesterday", None),
        ("Wed, 99 Feb 99999 99:99", None),
    ],
)
def test_when_it_was_sent(date: str, sent: datetime | None) -> None:
    data = f"From: a@example.com\r\nSubject: x\r\nDate: {date}\r\n\r\nleaflets 5".encode()
    assert unpack(data).files == (Enclosed("来信.eml/正文", b"leaflets 5", ("x", "来信"), sent, True),)


def test_a_text_that_is_called_eml_is_a_text() -> None:
    for content in ("东河区：发放3200份", "发件人：李\n发放5份", "Subject: a\n\nb", "a: b\nc: d\n\ne"):
        assert names(unpack(content.encode())) == ["来信.eml"]
        assert documents.from_bytes(content.encode(), "来信.eml").text == content
    assert names(unpack(HEAD + b"\r\n5", "来信.txt")) == ["来信.txt"]


def test_deeply_nested_parts_are_no_traceback() -> None:
    deep = b"x"
    for number in range(3000):
        edge = b"=%d" % number
        deep = b"Content-Type: multipart/mixed; boundary=" + edge + b"\r\n\r\n--" + edge + b"\r\n" + deep
    with pytest.raises(DibaoError) as caught:
        unpack(HEAD + deep)
    assert caught.value.code == "unreadable"


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32))
def test_damaged_mails_raise_nothing_but_a_sentence(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(
        raw(
            text(REPORT, "gbk"),
            file('"东河区.docx"'.encode("gbk"), DOCX),
            text("<p>x</p>", kind="html"),
            kind=b"alternative",
        )
    )
    for _ in range(chance.randint(1, 20)):
        at = chance.randrange(len(data))
        choice = chance.random()
        if choice < 0.5:
            data[at] = chance.randrange(256)
        elif choice < 0.8:
            del data[at : at + chance.randint(1, 60)]
        else:
            data[at:at] = data[at : at + 200]
    try:
        found = unpacking.unpack(Enclosed("来信.eml", bytes(data)), Unpacking())
    except DibaoError as error:
        assert error.code == "unreadable"
    else:
        for one in found.files:
            harmless(one.name)


def test_a_mail_folder_in_one_file() -> None:
    mails = [usual(f"{unit}日报", f"From here\n{REPORT}").as_bytes() for unit in ("东河区", "西河区")]
    line = b"From lmm@example.com Wed Feb  4 09:31:00 2026\n"
    box = b"\n".join(line + mail.replace(b"\nFrom here", b"\n>From here") for mail in mails)
    found = documents.unpack(box, "收件箱.mbox")
    assert names(found) == ["收件箱.mbox/第1封.eml/正文", "收件箱.mbox/第2封.eml/正文"]
    assert [one.context[0] for one in found.files] == ["东河区日报", "西河区日报"]
    assert found.files[0].data.decode() == f"From here\n{REPORT}"
    assert names(documents.unpack(b"From here on\n5", "收件箱.mbox")) == ["收件箱.mbox"]


def page(inside: str, subject: str = "东河区日报", charset: str = "gb2312") -> Unpacked:
    """A mail that only HTML tells."""
    top = f'<meta charset="{charset}"><title>李某某</title><style>p {{color: red}}</style>'
    html = f"<html><head>{top}</head>{inside}</html>"
    head = b"From: =?utf-8?B?" + base64.b64encode("李某某".encode()) + b"?= <lmm@example.com>\r\nSubject: =?utf-8?B?"
    head += base64.b64encode(subject.encode()) + b"?=\r\n"
    return unpack(raw(text(html, charset, "html"), kind=b"alternative", head=head))


def seen(found: Unpacked) -> str:
    [one] = found.files
    assert one.name == "来信.eml/正文.html" and one.body
    made = documents.from_bytes(one.data, one.name)
    assert made.format == "html"
    return made.text


def test_a_text_that_only_html_tells_is_a_page_with_its_tables() -> None:
    table = "<table><tr><td>宣传单<td>3200</tr><tr><td>条幅<td>96</tr></table>"
    found = page(f"<p>王科长：</p><p>{REPORT}</p>{table}")
    assert seen(found).split("\n") == ["王科长：", REPORT, "宣传单\t3200", "条幅\t96"]


@pytest.mark.parametrize(
    "quoted",
    [
        "<div>------------------ 原始邮件 ------------------</div><div>昨日发放3000份</div>",
        "<div><b>发件人:</b> 张某<br><b>发送时间:</b> 2月3日<br><b>主题:</b> 日报</div><p>昨日发放3000份</p>",
        '<div class="gmail_quote">On Tuesday<blockquote>昨日发放3000份</blockquote></div>',
        '<blockquote type="cite">昨日发放3000份</blockquote>',
        "<p>在 2026年2月3日，<a href='mailto:zhang@example.com'>张某</a> 写道：</p><table><tr><td>3000</table>",
    ],
)
def test_a_page_without_the_mail_quoted_in_it(quoted: str) -> None:
    found = page(f"<p>{REPORT}</p>{quoted}")
    assert seen(found) == REPORT and any("旧邮件" in note for note in found.notes)
    assert "张某" not in found.files[0].data.decode() and "3000" not in found.files[0].data.decode()


def test_a_page_without_the_people() -> None:
    signature = (
        "<div>李某某<br>手机：<b>138</b>0013<i>8000</i><br>"
        "<a href='mailto:lmm@example.com' title='李某某'>写信</a></div>"
        "<div>邮箱：lmm@example.com</div><img src='cid:1' alt='李某某'>"
    )
    found = page(f"<p>{REPORT}联系 <b>138</b>00138000</p><p>东河区<br>2月4日</p>{signature}")
    kept = found.files[0].data.decode()
    for secret in ("李某某", "lmm", "138", "example"):
        assert secret not in kept
    assert seen(found).startswith(f"{REPORT}联系 〔手机号〕") and "东河区" in kept and "2月4日" in kept


def test_an_indented_page_is_no_quotation_and_a_page_passed_on_is_read() -> None:
    assert seen(page(f"<blockquote>{REPORT}</blockquote>")) == REPORT
    passed = f"<div class='gmail_quote'>发件人：张某<br>日期：2月4日<br>主题：日报<p>{REPORT}</p></div>"
    assert seen(page(f"<p>请阅</p>{passed}", "Fwd: 日报")) == REPORT


def test_a_page_without_anything_of_its_own_is_none() -> None:
    for inside in ("<p> &nbsp;</p>", "<p>手机：13800138000</p>", "<script>3200</script>"):
        with pytest.raises(DibaoError, match="没有可读的来件"):
            page(inside)
