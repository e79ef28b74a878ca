"""Makes statements of a tracking log with event-routing-backends' own code, as its `transform_tracking_logs` does.

usage: transform.py LOG
Prints JSON: lines read and statements made in so many seconds of processor time.
Needs the package edx-event-routing-backends. What it looks up in the platform's database (users, external ids, courses)
is answered here from memory, so the peer is faster than in a real LMS, never slower.
"""
import json
import logging
import sys
import time
import types

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="a key of this benchmark",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "config_models", "event_routing_backends"],
    USE_TZ=True,
    EVENT_TRACKING_BACKENDS={},
    EVENT_TRACKING_ENABLED=True,
    EVENT_ROUTING_BACKEND_BATCHING_ENABLED=False,
    EVENT_TRACKING_BACKENDS_BUSINESS_CRITICAL_EVENTS=[],
    LMS_ROOT_URL="https://lms.example.org",
    XAPI_AGENT_IFI_TYPE="external_id",
    XAPI_EVENTS_ENABLED=True,
    XAPI_EVENT_LOGGING_ENABLED=False,
    CALIPER_EVENTS_ENABLED=False,
)


def module(name, **members):
    """Stands for a module of the platform."""
    found = types.ModuleType(name)
    vars(found).update(members)
    sys.modules[name] = found


class ExternalIdType:
    XAPI = "xapi"


class ExternalId:
    @staticmethod
    def add_new_user_id(user, _):
        return types.SimpleNamespace(external_user_id=f"11111111-2222-4333-8444-{int(user):012d}"), True


module("common")
module("common.djangoapps")
module("common.djangoapps.student")
module("common.djangoapps.student.models", get_potentially_retired_user_by_username=lambda username: None)
module("openedx")
module("openedx.core")
module("openedx.core.djangoapps")
module("openedx.core.djangoapps.content")
module("openedx.core.djangoapps.content.course_overviews")
module(
    "openedx.core.djangoapps.content.course_overviews.api",
    get_course_overviews=lambda keys: [{"id": str(key), "display_name": "A course"} for key in keys],
)
module("openedx.core.djangoapps.external_user_ids")
module("openedx.core.djangoapps.external_user_ids.models", ExternalId=ExternalId, ExternalIdType=ExternalIdType)
django.setup()
logging.disable(logging.CRITICAL)

from event_routing_backends import helpers  # noqa: E402
from event_routing_backends.management.commands.helpers.event_log_parser import parse_json_event  # noqa: E402
from event_routing_backends.processors.xapi.transformer_processor import XApiProcessor  # noqa: E402

helpers.get_user = lambda username_or_id: int(username_or_id)


def main(path):
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    processor = XApiProcessor()
    best, made = None, 0
    for _ in range(2):
        start, made = time.process_time(), 0
        for line in lines:
            event = parse_json_event(line)
            if event is None or event["name"] not in processor.registry.mapping:
                continue
            for statement in processor([event]):
                made += len(json.dumps(statement)) > 0
        seconds = time.process_time() - start
        best = seconds if best is None else min(best, seconds)
    print(json.dumps({"lines": len(lines), "statements": made, "seconds": best}))


main(sys.argv[1])
