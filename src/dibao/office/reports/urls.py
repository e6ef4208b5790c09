from django.urls import path

from dibao.office.reports.views import listed, reader, sent, unit

urlpatterns = [
    path("", listed.reports, name="reports"),
    path("send/", sent.send, name="send"),
    path("uploads/<int:number>/", sent.upload, name="upload"),
    path("<int:number>/", reader.report, name="report"),
    path("<int:number>/unit/", sent.whose, name="whose"),
    path("of/<str:unit_code>/", unit.unit, name="unit"),
    path("of/<str:unit_code>/settle/", unit.settle, name="settle"),
    path("of/<str:unit_code>/confirm/", unit.confirm, name="confirm"),
]
