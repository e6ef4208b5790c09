"""Joining: an invitation is turned into a person with a role."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from axes.utils import reset
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.people.actions.invite import digest_of_secret
from dibao.office.people.actions.roles import end_sessions
from dibao.office.people.models import Invitation, Membership, User
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.columns import storable
from dibao.office.shared.office import Office
from dibao.office.shared.pages import missing

_USERNAME = re.compile(r"[\w.@+-]{2,64}")


def invitation(office: Office, secret: str) -> Invitation:
    """The invitation of a link; DibaoError `absent` where it never was, was used or is too old."""
    found = Invitation.objects.filter(digest=digest_of_secret(secret), used=None, expires__gt=office.clock()).first()
    if found is None:
        raise DibaoError(
            say(
                "这个邀请链接用过了或过期了，请找管理员再发一个。",
                "This invitation was used or is too old; ask an administrator for another.",
            ),
            code="absent",
        )
    return found


def _hashed(password: str, user: User) -> str:
    """DibaoError where the password is too weak for this person."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise DibaoError(" ".join(error.messages), code="bad_password") from error
    return make_password(password)


@dataclass(frozen=True)
class Join(Action[str, User]):
    """Make the person whom an invitation lets in. DibaoError says what is wrong with the name or the password."""

    verb: ClassVar[str] = "person.join"
    secret: str
    username: str
    password: str
    name: str = ""

    def prepare(self, office: Office) -> str:
        """The password, hashed: that takes a while on purpose and needs no lock."""
        if invitation(office, self.secret).user is not None:
            raise missing(say("这个邀请", "such invitation"))
        if not _USERNAME.fullmatch(self.username):
            raise DibaoError(
                say(
                    "登录名用 2 到 64 个字母、数字或 . @ + - _，不要空格。",
                    "A sign-in name has 2 to 64 letters, digits or . @ + - _ and no spaces.",
                ),
                code="bad_name",
            )
        return _hashed(self.password, User(username=self.username, name=self.name))

    def write(self, office: Office, prepared: str) -> Done[User]:
        found = invitation(office, self.secret)
        if User.objects.filter(username__iexact=self.username).exists():
            raise DibaoError(
                say(f"登录名 {self.username} 已有人用，换一个。", f"The name {self.username} is taken; take another."),
                code="bad_name",
            )
        name = storable(self.name.strip())[:64] or found.name
        user = User.objects.create(username=self.username, name=name, password=prepared)
        Membership.objects.create(user=user, role=found.role, unit_code=found.unit_code)
        found.used, found.user = office.clock(), user
        found.save(update_fields=["used", "user"])
        return Done(user, f"person:{user.id}", {"invitation": found.id, "role": found.role, "unit": found.unit_code})


@dataclass(frozen=True)
class Renew(Action[str, User]):
    """Choose another password by the link that an administrator made; wherever one was signed in before, one is not
    any more, and a name that wrong passwords had locked is open again. Second factors stay."""

    verb: ClassVar[str] = "person.renew"
    secret: str
    password: str

    def prepare(self, office: Office) -> str:
        user = invitation(office, self.secret).user
        if user is None or not user.is_active:
            raise missing(say("这个链接", "such link"))
        return _hashed(self.password, user)

    def write(self, office: Office, prepared: str) -> Done[User]:
        found = invitation(office, self.secret)
        user = found.user
        assert user is not None  # it was when the password was looked at, and stays
        user.password = prepared
        user.save(update_fields=["password"])
        found.used = office.clock()
        found.save(update_fields=["used"])
        end_sessions(user)
        reset(username=user.username.lower())
        return Done(user, f"person:{user.pk}", {"invitation": found.id})
