from django.http import HttpResponse


def entry(request, **kwargs):
    return HttpResponse('entry')


def group_add(request, **kwargs):
    return HttpResponse('group_add')


def line_remove(request, **kwargs):
    return HttpResponse('line_remove')


def line_restore(request, **kwargs):
    return HttpResponse('line_restore')
