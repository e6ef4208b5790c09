"""Reports by mail: of those who may send, whole, once."""

from __future__ import annotations

import imaplib
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

import pytest

from dibao.catalogue import Workspace
from dibao.errors import DibaoError
from dibao.office.audit.models import AuditLine
from dibao.office.reports import mailed
from dibao.office.reports.models import Report, Upload
from dibao.office.shared.office import Office

SENDERS = """
[mail]
maildir = "mail"
[mail.senders]
"bao@donghe.example" = "donghe"
"@xihe.example" = "xihe"
"zhiban@anlan.example" = ""
"nobody@anlan.example" = "no-such-unit"
"""


def mail(sender: str, words: str = "今日发放宣传单120份。", name: str = "日报.txt") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "gaojian@anlan.example", "日报"
    message.set_content("请查收附件。")
    message.add_attachment(words.encode(), maintype="text", subtype="plain", filename=name)
    return message.as_bytes()


@pytest.fixture
def post(office: Office, root: Path) -> Office:
    """The office with a list of senders and an empty Maildir, the postman at the desk."""
    with (root / "dibao.toml").open("a", encoding="utf-8") as file:
        file.write(SENDERS)
    for name in ("new", "cur", "tmp"):
        (root / "mail" / name).mkdir(parents=True)
    return Office(Workspace.open(root), mailed.POSTMAN)


def test_a_mail_in_the_folder_is_taken_once_and_marked(post: Office) -> None:
    folder = post.root / "mail"
    (folder / "new" / "1.M1").write_bytes(mail("报送员 <Bao@Donghe.example>"))
    (folder / "new" / "2.M2").write_bytes(mail("li@xihe.example", "今日发放宣传单77份。"))
    assert mailed.from_folder(post) == 2
    assert dict(Report.objects.values_list("unit_code", "figures")) == {"donghe": 1, "xihe": 1}
    assert sorted(file.name for file in (folder / "cur").iterdir()) == ["1.M1:2,S", "2.M2:2,S"]
    assert set(AuditLine.objects.values_list("who", flat=True)) == {"system:mail"}
    assert mailed.from_folder(post) == 0
    (folder / "new" / "3.M3").write_bytes(mail("报送员 <Bao@Donghe.example>"))
    mailed.from_folder(post)  # the same report once more
    assert Report.objects.count() == 2


@pytest.mark.parametrize(
    "sender",
    [
        "wo@elsewhere.example",
        "nobody@anlan.example",
        "bao@donghe.example, wo@elsewhere.example",
        "bao@donghe.example <wo@elsewhere.example>",
        "wo@evil-xihe.example",
        "",
    ],
)
def test_a_mail_of_nobody_on_the_list_is_left_for_a_person(post: Office, sender: str) -> None:
    (post.root / "mail" / "new" / "1.M1").write_bytes(mail(sender) if sender else b"\n\nno head at all")
    assert mailed.from_folder(post) == 0
    assert not Upload.objects.exists()
    assert [file.name for file in (post.root / "mail" / "cur").iterdir()] == ["1.M1:2,"]


def test_who_forwards_for_many_says_nothing_of_whose_it_is(post: Office) -> None:
    data = mail("zhiban@anlan.example", "北山县工作情况\n今日发放宣传单12份。")
    assert mailed.take(post, data)
    assert Report.objects.get().unit_code == "beishan"


def test_a_link_out_of_the_folder_is_not_followed(post: Office, tmp_path: Path) -> None:
    outside = tmp_path / "outside.eml"
    outside.write_bytes(mail("bao@donghe.example"))
    (post.root / "mail" / "new" / "1").symlink_to(outside)
    assert mailed.from_folder(post) == 0
    assert not Upload.objects.exists()


@pytest.mark.parametrize("folder", ["/var/mail", "../mail", "a/../../b"])
def test_the_folder_lies_in_the_workspace(root: Path, office: Office, folder: str) -> None:
    with (root / "dibao.toml").open("a", encoding="utf-8") as file:
        file.write(f'[mail]\nmaildir = "{folder}"\n')
    with pytest.raises(DibaoError, match="maildir"):
        Workspace.open(root)


class Server:
    """As much of an IMAP server as is asked."""

    def __init__(self, mails: dict[str, bytes]) -> None:
        self.mails, self.seen, self.fetched = mails, list[str](), list[tuple[str, str]]()

    def login(self, user: str, password: str) -> None:
        assert (user, password) == ("gao jian", "p@ss")

    def select(self, box: str) -> None:
        assert box == '"INBOX"'

    def search(self, charset: None, what: str) -> tuple[str, list[bytes]]:
        assert what == "UNSEEN"
        return "OK", [" ".join(number for number in self.mails if number not in self.seen).encode()]

    def fetch(self, number: str, what: str) -> tuple[str, list[Any]]:
        self.fetched.append((number, what))
        data = self.mails[number]
        if "SIZE" in what:
            return "OK", [f"{number} (RFC822.SIZE {len(data)})".encode()]
        return "OK", [(b"1 (BODY[]", data.partition(b"\n\n")[0] + b"\n\n" if "FROM" in what else data), b")"]

    def store(self, number: str, how: str, flag: str) -> None:
        assert (how, flag) == ("+FLAGS", "\\Seen")
        self.seen.append(number)

    def logout(self) -> None:
        pass


def test_an_account_is_read_by_sender_first_and_only_the_listed_are_fetched(post: Office) -> None:
    server = Server({"1": mail("bao@donghe.example"), "2": mail("wo@elsewhere.example")})
    given = mailed.account("imaps://gao%20jian:p%40ss@mail.anlan.example")
    assert (given.host, given.port, given.box) == ("mail.anlan.example", 993, "INBOX")
    assert mailed.from_account(post, given, lambda _: cast(imaplib.IMAP4, server)) == 1
    assert server.seen == ["1"]
    assert ("2", "(BODY.PEEK[])") not in server.fetched
    assert Report.objects.get().unit_code == "donghe"


@pytest.mark.parametrize("address", ["imap://a:b@host", "http://host/", "imaps://host", "imaps://a:b@host:99999", "x"])
def test_only_an_encrypted_account_is_one(address: str) -> None:
    with pytest.raises(DibaoError, match="imaps"):
        mailed.account(address)
