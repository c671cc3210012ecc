from django.http import HttpResponse


def months(request, **kwargs):
    return HttpResponse('months')


def month_open(request, **kwargs):
    return HttpResponse('month_open')


def month_close(request, **kwargs):
    return HttpResponse('month_close')
