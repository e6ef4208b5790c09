"""People, the roles they have, and invitations."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, UserManager
from django.db import models


class User(AbstractBaseUser):
    """Somebody who signs in. `username` goes into audit lines, so it is never given to another person.

    `name`: how colleagues know them. Nobody is removed: who leaves is made inactive.
    """

    username = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=64, blank=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager[User]] = UserManager()  # type: ignore[assignment]

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ("username",)

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """How colleagues know them; libraries ask by this name."""
        return str(self)


class Membership(models.Model):
    """A role that somebody has: for a unit and everything below it, or ("") for all units."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16)
    unit_code = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("user", "role", "unit_code"), name="a_role_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.unit_code}"


class Invitation(models.Model):
    """A link that lets one person in. Only the SHA-256 of its secret is kept, so that nobody can read it here."""

    digest = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=16)
    unit_code = models.TextField(blank=True, default="")
    name = models.CharField(max_length=64, blank=True)
    made = models.DateTimeField()
    expires = models.DateTimeField()
    by = models.TextField()
    used = models.DateTimeField(null=True)
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="invitations")

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.role} {self.unit_code}"
