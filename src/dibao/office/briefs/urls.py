from django.urls import path

from dibao.office.briefs.views import issued, listed, looks, sheet

urlpatterns = [
    path("", listed.briefs, name="briefs"),
    path("no/<int:number>/", issued.issued, name="issued"),
    path("no/<int:number>/file.<str:kind>", issued.issued_file, name="issued-file"),
    path("no/<int:number>/looks.css", looks.of_issued, name="issued-looks"),
    path("<str:series>/<iso:day>/", sheet.sheet, name="sheet"),
    path("<str:series>/<iso:day>/looks.css", looks.of_draft, name="sheet-looks"),
]
