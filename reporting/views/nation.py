from django.http import HttpResponse


def year(request, **kwargs):
    return HttpResponse('year')


def month(request, **kwargs):
    return HttpResponse('month')


def province(request, **kwargs):
    return HttpResponse('province')


def district(request, **kwargs):
    return HttpResponse('district')
