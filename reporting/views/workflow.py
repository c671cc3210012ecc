from django.http import HttpResponse


def submit(request, **kwargs):
    return HttpResponse('submit')


def withdraw(request, **kwargs):
    return HttpResponse('withdraw')


def return_lines(request, **kwargs):
    return HttpResponse('return_lines')


def publish(request, **kwargs):
    return HttpResponse('publish')


def reopen(request, **kwargs):
    return HttpResponse('reopen')


def history(request, **kwargs):
    return HttpResponse('history')
