from django.urls import path

from dibao.office.reports.views import burden, listed, reader, sent, unit, withdrawing

urlpatterns = [
    path("", listed.reports, name="reports"),
    path("send/", sent.send, name="send"),
    path("uploads/<int:number>/", sent.upload, name="upload"),
    path("burden/", burden.burden, name="burden"),
    path("<int:number>/", reader.report, name="report"),
    path("<int:number>/name/", reader.name, name="name_figure"),
    path("<int:number>/edit/", reader.edit, name="edit_figure"),
    path("<int:number>/look/", reader.look, name="look_at_figure"),
    path("<int:number>/return/", reader.give_back, name="give_back"),
    path("<int:number>/withdraw/", withdrawing.withdraw, name="withdraw"),
    path("<int:number>/refile/", withdrawing.refile, name="refile"),
    path("<int:number>/changes/", reader.changes, name="changes"),
    path("<int:number>/unit/", sent.whose, name="whose"),
    path("of/<str:unit_code>/", unit.unit, name="unit"),
    path("of/<str:unit_code>/settle/", unit.settle, name="settle"),
    path("of/<str:unit_code>/confirm/", unit.confirm, name="confirm"),
]
