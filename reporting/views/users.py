from django.http import HttpResponse


def users(request, **kwargs):
    return HttpResponse('users')
