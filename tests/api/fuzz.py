"""Every request of the fuzzer comes from a network of its own, as a proxy would say it."""

import itertools

import schemathesis

networks = itertools.count()


@schemathesis.hook
def before_call(context, case, kwargs):
    n = next(networks)
    kwargs.setdefault("headers", {})["X-Forwarded-For"] = f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"
