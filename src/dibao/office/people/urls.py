"""Joining, signing in, one's own account, and who works here."""

from allauth.account import views as account
from allauth.urls import build_provider_urlpatterns
from django.urls import include, path

from dibao.office.people.views import join, people, signing

urlpatterns = [
    path("", join.home, name="home"),
    path("join/<str:secret>/", join.join, name="join"),
    path("people/", people.people, name="people"),
    path("people/<str:username>/", people.change, name="person"),
    path("account/", people.me, name="me"),
    path("account/login/", signing.sign_in, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/signup/", account.signup, name="account_signup"),
    path("account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/change/", account.password_change, name="account_change_password"),
    path("account/password/set/", account.password_set, name="account_set_password"),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("account/3rdparty/", include("allauth.socialaccount.urls")),
    path("account/", include((build_provider_urlpatterns(), "providers"), namespace=None)),
]
