from django.urls import path

from dibao.office.people.views import join, people, signing

urlpatterns = [
    path("", join.home, name="home"),
    path("join/<str:secret>/", join.join, name="join"),
    path("account/login/", signing.sign_in, name="account_login"),
    path("people/", people.people, name="people"),
]
