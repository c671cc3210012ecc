from django.http import HttpResponse


def board(request, **kwargs):
    return HttpResponse('board')


def rt3(request, **kwargs):
    return HttpResponse('rt3')


def rt4(request, **kwargs):
    return HttpResponse('rt4')
