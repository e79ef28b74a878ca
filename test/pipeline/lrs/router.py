"""Loads router settings with event-routing-backends' own code and sends statements with its own client.

usage: router.py SETTINGS STATEMENTS
SETTINGS: the file that `./manage.py lms populate_model -f` would be given. STATEMENTS: a JSON list; the first is sent
alone, as the LMS sends where it does not batch, the rest together.
Needs the package edx-event-routing-backends. Whatever fails ends it with a traceback.
"""
import json
import logging
import sys

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="a key of this test",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "celery_utils",
        "config_models",
        "event_routing_backends",
    ],
    USE_TZ=True,
    EVENT_TRACKING_BACKENDS={},
    EVENT_ROUTING_BACKEND_BATCHING_ENABLED=False,
    EVENT_TRACKING_BACKENDS_BUSINESS_CRITICAL_EVENTS=[],
    EVENT_ROUTING_BACKEND_MAX_RETRIES=0,
    XAPI_EVENTS_ENABLED=True,
    CALIPER_EVENTS_ENABLED=False,
)
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from event_routing_backends.backends.sync_events_router import SyncEventsRouter  # noqa: E402
from event_routing_backends.models import RouterConfiguration  # noqa: E402


class Failures(logging.Handler):
    """What the router only logs is a failure here."""

    def emit(self, record):
        raise RuntimeError(record.getMessage())


def transformed(events):
    """Stands where the LMS makes statements of events."""
    return [event["statement"] for event in events]


def main(settings_file, statements_file):
    call_command("migrate", verbosity=0)
    get_user_model().objects.create_user("operator")
    call_command("populate_model", file=settings_file, username="operator", verbosity=0)
    routers = RouterConfiguration.get_enabled_routers(RouterConfiguration.XAPI_BACKEND)
    if not routers:
        raise RuntimeError("no router is enabled for xAPI")
    for name in ("event_routing_backends", "celery"):
        logging.getLogger(name).addHandler(Failures(level=logging.WARNING))
    router = SyncEventsRouter(processors=[transformed], backend_name=RouterConfiguration.XAPI_BACKEND)
    with open(statements_file, encoding="utf-8") as file:
        first, *rest = [{"name": "an event", "statement": one} for one in json.load(file)]
    router.send(first)
    router.bulk_send(rest)
    print(len(routers))


main(*sys.argv[1:])
