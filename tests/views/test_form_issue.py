"""Issuing RT.3, RT.4 and the national report: confirmed figures only, each once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.actions import workflow
from reporting.models import AuditEvent, Document, Kind, RenderJob
from reporting.reports import pdf
from reporting.reports.worker import Worker
from tests import build, nationwide
from tests.reports import paper
from tests.views.desk import login_url, text_of, told

FORMS = {"rt3": ("43", build.OCTOBER), "rt4": ("43", build.OCTOBER), "nation": (build.OCTOBER,)}
OF_A_PROVINCE = ["rt3", "rt4"]
NAMES = {"rt3": "รต.๓", "rt4": "รต.๔", "nation": "รายงานระดับประเทศ"}
NUMBERS = {"rt3": "RT3-43-2565-10", "rt4": "RT4-43-2565-10", "nation": "NAT-2565-10"}


def url(form: str) -> str:
    return reverse(f"{form}_issue", args=FORMS[form])


def page(form: str) -> str:
    return reverse("nation_report" if form == "nation" else form, args=FORMS[form])


@pytest.fixture
def drawn(monkeypatch) -> list:
    """The forms that were drawn, without the work of drawing them."""
    forms = []

    def draw(template, form, **options):
        assert template == "print/form.html"
        forms.append(form)
        return build.PDF

    monkeypatch.setattr(pdf, "draw", draw)
    return forms


@pytest.fixture
def staff(province_staff, department) -> dict:
    return {"rt3": province_staff, "rt4": province_staff, "nation": department}


@pytest.mark.parametrize("form", FORMS)
def test_it_is_issued_with_number_signer_and_the_public_address(client, published, staff, drawn, form):
    client.force_login(staff[form])
    response = client.post(url(form))
    issued = Document.objects.get(report=None)
    assert response.url == page(form)
    assert told(response) == [f"การบันทึกข้อมูลสมบูรณ์ ออก {NAMES[form]} เลขที่ {NUMBERS[form]}-1 แล้ว"]
    (made,) = drawn
    assert (made.number, made.is_draft) == (f"{NUMBERS[form]}-1", False)
    assert staff[form].full_name in [block.name for block in made.signatures]
    assert made.verify_url == "http://testserver" + reverse("verify", args=(issued.token,))
    assert (issued.content_sha256, str(issued.total), issued.line_count) == (made.content_sha256, "502.00", 1)
    assert issued.issued_by == staff[form] and issued.file.content() == build.PDF
    event = AuditEvent.objects.get(action=f"issue_{form}")
    assert event.changes["number"] == issued.number


def test_an_rt4_keeps_its_committees_sentence(client, published, staff, drawn):
    client.force_login(staff["rt4"])
    client.post(url("rt4"))
    (made,) = drawn
    sentence = "ตามรายงานนี้แล้ว โดยวิธีประชุม เลขที่ 1/2564 เมื่อวันที่ 2 พฤศจิกายน 2564"
    assert any(sentence in line for line in made.closing)


@pytest.mark.parametrize("form", FORMS)
def test_the_real_paper_is_stored(client, published, staff, form):
    client.force_login(staff[form])
    client.post(url(form))
    assert Document.objects.get(report=None).file.content().startswith(b"%PDF-1.7")


@pytest.mark.parametrize("form", FORMS)
def test_the_page_shows_the_issue_instead_of_the_button(client, published, staff, drawn, form):
    client.force_login(staff[form])
    before = text_of(client.get(page(form)))
    assert f'action="{url(form)}"' in before and '<b class="rt-draft">' in before
    client.post(url(form))
    issued = Document.objects.get(report=None)
    after = text_of(client.get(page(form)))
    assert f'action="{url(form)}"' not in after and "rt-draft" not in after
    assert reverse("document_file", args=(issued.pk,)) in after
    assert reverse("document", args=(issued.pk,)) in after and ">ออกแล้ว<" in after


@pytest.mark.parametrize("form", FORMS)
def test_a_second_press_gets_the_same_document(client, published, staff, drawn, form):
    client.force_login(staff[form])
    answers = [told(client.post(url(form)))[-1] for _ in range(2)]
    assert answers[0] == answers[1]
    assert (Document.objects.filter(report=None).count(), len(drawn)) == (1, 1)


@pytest.mark.parametrize("form", FORMS)
def test_a_further_publication_asks_for_a_new_issue(client, published, staff, department, drawn, form):
    client.force_login(staff[form])
    client.post(url(form))
    nationwide.publish("4301", by=department)
    text = text_of(client.get(page(form)))
    assert "รายการแก้ไขแล้ว ต้องออกใหม่" in text and f'action="{url(form)}"' in text
    client.post(url(form))
    old, new = Document.objects.filter(report=None).order_by("issued_at")
    assert (old.replaced_by, new.replaced_at) == (new, None)
    assert (new.number, new.line_count) == (f"{NUMBERS[form]}-2", 2)
    assert "มีฉบับใหม่แทน" in text_of(client.get(page(form)))


@pytest.mark.parametrize("form", OF_A_PROVINCE)
def test_unconfirmed_figures_are_never_on_a_paper(client, submitted, staff, department, drawn, form):
    nationwide.publish("4301", by=department)
    client.force_login(staff[form])
    sentence = f"ออก {NAMES[form]} ได้เมื่อจังหวัดยืนยันครบทุกอำเภอที่ส่งแล้ว ยังเหลือ: ท่าบ่อ"
    text = text_of(client.get(page(form)))
    assert sentence in text and f'action="{url(form)}"' not in text
    response = client.post(url(form))
    assert (response.url, told(response)) == (page(form), [sentence])
    assert not drawn and not Document.objects.filter(report=None).exists() and not RenderJob.objects.exists()


@pytest.mark.parametrize("form", FORMS)
def test_without_a_confirmed_district_there_is_nothing_to_issue(client, october, staff, drawn, form):
    client.force_login(staff[form])
    response = client.post(url(form))
    assert response.url == page(form)
    assert told(response)[0].endswith("ได้เมื่อจังหวัดยืนยันข้อมูลของเดือนนี้แล้วอย่างน้อย 1 อำเภอ")
    assert told(response)[0] in text_of(client.get(page(form)))
    assert not drawn and not Document.objects.exists()


@pytest.mark.parametrize("form", OF_A_PROVINCE)
def test_a_correction_on_its_way_stays_off_the_paper(
    client, published, officer, staff, chief, drawn, form, province_staff, department
):
    """Also once it is handed over again: the department opens the paper, and it holds revision 1 (R12)."""
    report = workflow.reopen(report=published, reason="ยอดซ้ำ", by=province_staff, now=build.NOW).report
    build.enter(report, by=officer, value=build.amounts("777.00"))
    build.sign(report, by=chief)
    workflow.submit(report=report, by=chief, now=build.NOW)
    client.force_login(staff[form])
    client.post(url(form))
    (made,) = drawn
    said = repr((made.tables, made.closing, made.tie_out.words))
    assert "502.00" in said and "777" not in said and "3108" not in said
    client.force_login(department)
    issued = Document.objects.get(report=None)
    assert client.get(reverse("document", args=(issued.pk,))).status_code == 200


@pytest.mark.parametrize("form", FORMS)
def test_without_pango_nothing_is_issued(client, published, staff, monkeypatch, form):
    monkeypatch.setattr(pdf, "WORKER", Worker(paper.WITHOUT_PANGO))
    client.force_login(staff[form])
    assert "libpango-1.0-0" in told(client.post(url(form)))[0]
    assert not Document.objects.filter(report=None).exists()


@pytest.mark.parametrize("form", FORMS)
def test_one_with_many_rows_is_left_to_the_worker(client, published, staff, drawn, settings, form):
    """What counts is how many rows are drawn, not how many districts have confirmed."""
    settings.OTOP_DRAW_AT_ONCE = 1
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    client.force_login(staff[form])
    response = client.post(url(form))
    job = RenderJob.objects.get()
    assert response.url == reverse("job", args=(job.pk,)) and not drawn
    assert job.line_count == {"nation": 4}.get(form, 2)
    assert page(form) in text_of(client.get(response.url))


@pytest.mark.parametrize("form", FORMS)
def test_a_visitor_signs_in_first(client, october, form):
    assert client.post(url(form)).url == login_url("/home/")


@pytest.mark.parametrize(
    ("who", "of_a_province", "of_the_nation"),
    [
        ("officer", 404, 403),
        ("chief", 404, 403),
        ("other_province", 404, 403),
        ("province_staff", 302, 403),
        ("department", 403, 302),
        ("auditor", 403, 403),
        ("administrator", 404, 403),
    ],
)
def test_who_may(client, october, request, drawn, who, of_a_province, of_the_nation):
    client.force_login(request.getfixturevalue(who))
    assert [client.post(url(form)).status_code for form in OF_A_PROVINCE] == [of_a_province] * 2
    assert client.post(url("nation")).status_code == of_the_nation


def test_the_auditor_sees_the_issues_without_the_button(client, published, staff, auditor, drawn):
    client.force_login(auditor)
    assert url("nation") not in text_of(client.get(page("nation")))
    client.force_login(staff["nation"])
    client.post(url("nation"))
    client.force_login(auditor)
    issued = Document.objects.get(kind=Kind.NATION)
    assert reverse("document", args=(issued.pk,)) in text_of(client.get(page("nation")))


@pytest.mark.parametrize("form", FORMS)
def test_it_takes_no_get(client, october, staff, form):
    client.force_login(staff[form])
    assert client.get(url(form)).status_code == 405
