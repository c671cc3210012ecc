from django.http import HttpResponse


def sheet(request, **kwargs):
    return HttpResponse('sheet')


def tick_district(request, **kwargs):
    return HttpResponse('tick_district')


def tick_province(request, **kwargs):
    return HttpResponse('tick_province')
