from django.urls import path

from dibao.office.briefs.views import deciding, editing, issued, listed, looks, sheet, telling

DAY = "<str:series>/<iso:day>/"

urlpatterns = [
    path("", listed.briefs, name="briefs"),
    path("no/<int:number>/", issued.issued, name="issued"),
    path("no/<int:number>/slip/", issued.slip, name="slip"),
    path("no/<int:number>/file.<str:kind>", issued.issued_file, name="issued-file"),
    path("no/<int:number>/looks.css", looks.of_issued, name="issued-looks"),
    path("telling/<int:entry>/", telling.telling, name="telling"),
    path(DAY, sheet.sheet, name="sheet"),
    path(f"{DAY}looks.css", looks.of_draft, name="sheet-looks"),
    path(f"{DAY}begin/", editing.begin, name="begin"),
    path(f"{DAY}follow/", editing.follow, name="follow"),
    path(f"{DAY}p/<int:number>/", editing.paragraph, name="paragraph"),
    path(f"{DAY}remarks/", deciding.remarks, name="remarks"),
    path(f"{DAY}send/", deciding.send, name="send-brief"),
    path(f"{DAY}review/", deciding.review, name="review"),
    path(f"{DAY}issue/", deciding.issue, name="issue"),
    path(f"{DAY}draft/<int:draft>.<str:kind>", deciding.draft_file, name="draft-file"),
]
