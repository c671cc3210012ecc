from django.http import HttpResponse


def landing(request, **kwargs):
    return HttpResponse('landing')


def home(request, **kwargs):
    return HttpResponse('home')


def month_find(request, **kwargs):
    return HttpResponse('month_find')
