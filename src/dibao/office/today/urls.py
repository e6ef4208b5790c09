from django.urls import path

from dibao.office.today.views import day, dispatch, replies

urlpatterns = [
    path("", day.today, name="today"),
    path("<iso:day>/", day.today, name="day"),
    path("<iso:day>/settle/", day.settling, name="settle-finding"),
    path("<iso:day>/reopen/", day.reopening, name="reopen-finding"),
    path("<iso:day>/ask/", day.asking, name="ask-unit"),
    path("<iso:day>/reply/", replies.replying, name="keep-reply"),
    path("<iso:day>/instruction/", dispatch.taking, name="take-instruction"),
    path("<iso:day>/task/<int:number>/", dispatch.finishing, name="finish-task"),
    path("reply/<int:number>/", replies.reply, name="reply"),
]
