from django.http import HttpResponse


def certify(request, **kwargs):
    return HttpResponse('certify')


def province_certify(request, **kwargs):
    return HttpResponse('province_certify')
