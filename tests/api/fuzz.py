"""Every request of the fuzzer comes from a network of its own, as a proxy would say it."""

import itertools

import requests

networks = itertools.count()
send = requests.Session.send


def from_elsewhere(session, request, **options):
    n = next(networks)
    request.headers["X-Forwarded-For"] = f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"
    return send(session, request, **options)


requests.Session.send = from_elsewhere
