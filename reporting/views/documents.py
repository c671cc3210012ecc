from django.http import HttpResponse


def rt2(request, **kwargs):
    return HttpResponse('rt2')


def rt2_draft(request, **kwargs):
    return HttpResponse('rt2_draft')


def rt2_issue(request, **kwargs):
    return HttpResponse('rt2_issue')


def sign(request, **kwargs):
    return HttpResponse('sign')


def document(request, **kwargs):
    return HttpResponse('document')


def stored_file(request, **kwargs):
    return HttpResponse('stored_file')


def verify(request, **kwargs):
    return HttpResponse('verify')
