"""Puts messages on the event bus, and writes down what they are made of, with the platform's own packages.

usage: messages.py REDIS_URL [EVENTS]     sends what the tests expect, or so many tracking events
       messages.py --schemas              prints the Avro schemas of the signals we read
Needs the packages openedx-events, edx-event-bus-redis and event-tracking. It prints what was sent to whom as JSON; the
tests keep its output as messages.json and run without Python.
"""
import base64
import datetime
import json
import socket
import sys

import django
from django.conf import settings

TRACKING = "org.openedx.analytics.tracking.event.emitted.v1"
CATALOG = "org.openedx.content_authoring.course.catalog_info.changed.v1"
ROLE_ADDED = "org.openedx.learning.user.course_access_role.added.v1"
ROLE_REMOVED = "org.openedx.learning.user.course_access_role.removed.v1"
XBLOCK = "org.openedx.content_authoring.xblock.published.v1"
ANALYTICS = "analytics"
TOPICS = {
    TRACKING: (ANALYTICS, "tracking_log.name"),
    CATALOG: ("course-catalog-info-changed", "catalog_info.course_key"),
    ROLE_ADDED: ("learning-course-access-role-lifecycle", "course_access_role_data.course_key"),
    ROLE_REMOVED: ("learning-course-access-role-lifecycle", "course_access_role_data.course_key"),
    XBLOCK: ("course-authoring-xblock-lifecycle", "xblock_info.usage_key"),
}
NAMES = ["problem_check", "edx.course.enrollment.activated", "play_video", "edx.video.seeked",
         "edx.ui.lms.sequence.next_selected"]
url = sys.argv[1]
# Messages say where they come from; the tests keep them.
socket.gethostname = lambda: "lms"
settings.configure(
    SECRET_KEY="a key of this test",
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "openedx_events", "edx_event_bus_redis", "waffle"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    USE_TZ=True,
    SERVICE_VARIANT="lms",
    EVENT_BUS_PRODUCER="edx_event_bus_redis.create_producer",
    EVENT_BUS_REDIS_CONNECTION_URL=url,
    EVENT_BUS_REDIS_STREAM_MAX_LEN=1_000_000,
    EVENT_BUS_TOPIC_PREFIX="dev",
    SEND_TRACKING_EVENT_EMITTED_SIGNAL=True,
    EVENT_BUS_TRACKING_LOGS=NAMES,
    EVENT_BUS_PRODUCER_CONFIG={
        kind: {topic: {"event_key_field": key, "enabled": True}} for kind, (topic, key) in TOPICS.items()
    },
)
django.setup()

from django.core.management import call_command  # noqa: E402
from eventtracking.backends.event_bus import EventBusRoutingBackend  # noqa: E402
from opaque_keys.edx.keys import CourseKey, UsageKey  # noqa: E402
from openedx_events.content_authoring.data import CourseCatalogData, CourseScheduleData, XBlockData  # noqa: E402
from openedx_events.content_authoring.signals import COURSE_CATALOG_INFO_CHANGED, XBLOCK_PUBLISHED  # noqa: E402
from openedx_events.event_bus.avro.schema import schema_from_signal  # noqa: E402
from openedx_events.learning.data import CourseAccessRoleData, UserData, UserPersonalData  # noqa: E402
from openedx_events.learning.signals import COURSE_ACCESS_ROLE_ADDED, COURSE_ACCESS_ROLE_REMOVED  # noqa: E402
from openedx_events.tooling import OpenEdxPublicSignal  # noqa: E402

COURSE = "course-v1:Org+Num+Run"
KEY = CourseKey.from_string(COURSE)
AT = datetime.datetime(2026, 11, 20, 10, 20, 30, 123456, tzinfo=datetime.timezone.utc)
REFERER = "https://lms.example.org/x"
CONTEXT = {
    "course_id": COURSE, "org_id": "Org", "user_id": 7, "username": "ada", "ip": "192.0.2.9", "agent": "UA",
    "host": "lms.example.org", "session": "0f" * 16, "path": "/event", "referer": REFERER, "accept_language": "en",
}


def at(seconds):
    return AT + datetime.timedelta(seconds=seconds)


def events():
    """Tracking events as the LMS's tracker hands them to its backends."""
    yield {"name": "edx.course.enrollment.activated", "timestamp": AT, "context": CONTEXT,
           "data": {"course_id": COURSE, "user_id": 7, "mode": "audit"}}
    yield {"name": "problem_check", "timestamp": at(1), "context": {
        **CONTEXT, "event_source": "server", "module": {"display_name": "Größe", "usage_key": "block-v1:Org+Num+Run+type@problem+block@p1"}},
        "data": {
            "problem_id": "block-v1:Org+Num+Run+type@problem+block@p1", "attempts": 1, "grade": 1, "max_grade": 1,
            "success": "correct", "answers": {"p1_2_1": "5.0"}, "correct_map": {"p1_2_1": {"correctness": "correct"}},
            "submission": {"p1_2_1": {"question": "Wie groß?", "answer": 5.0, "response_type": "numericalresponse",
                                      "input_type": "textline", "correct": True, "variant": "", "group_label": ""}}}}
    yield {"name": "play_video", "timestamp": at(2), "context": {**CONTEXT, "event_source": "browser"},
           "data": {"id": "v1", "code": "html5", "currentTime": 1.5, "duration": 60}}
    # A phone that was offline: the event is of an earlier time than the message.
    yield {"name": "edx.video.seeked", "timestamp": at(3600),
           "context": {**CONTEXT, "event_source": "mobile", "timestamp": at(3).isoformat()},
           "data": {"module_id": "block-v1:Org+Num+Run+type@video+block@v1", "code": "mobile", "old_time": 1.5,
                    "new_time": 30, "current_time": 30, "seek_type": "slide"}}


def person():
    return UserData(id=7, is_active=True, pii=UserPersonalData(username="ada", email="ada@example.org", name="Ada"))


def send_all():
    for event in events():
        EventBusRoutingBackend().send(event)
    COURSE_CATALOG_INFO_CHANGED.send_event(catalog_info=CourseCatalogData(
        course_key=KEY, name="A course", schedule_data=CourseScheduleData(start=AT, pacing="instructor"),
        hidden=False, invitation_only=False))
    for signal in (COURSE_ACCESS_ROLE_ADDED, COURSE_ACCESS_ROLE_REMOVED):
        signal.send_event(course_access_role_data=CourseAccessRoleData(
            user=person(), course_key=KEY, org_key="Org", role="staff"))
    XBLOCK_PUBLISHED.send_event(xblock_info=XBlockData(
        usage_key=UsageKey.from_string("block-v1:Org+Num+Run+type@vertical+block@u1"), block_type="vertical"))


def send_many(count):
    backend = EventBusRoutingBackend()
    for n in range(count):
        backend.send({"name": "play_video", "timestamp": AT + datetime.timedelta(microseconds=n),
                      "context": {**CONTEXT, "user_id": n % 1000, "event_source": "browser"},
                      "data": {"id": "v1", "code": "html5", "currentTime": n % 60, "duration": 60}})


def sent():
    """Every stream as it is now: fields of each message, base64."""
    import redis  # pylint: disable=import-outside-toplevel

    client = redis.Redis.from_url(url)
    return {
        stream.decode(): [
            {name.decode(): base64.b64encode(value).decode() for name, value in fields.items()}
            for _, fields in client.xrange(stream)
        ]
        for stream in sorted(client.keys("dev-*"))
    }


def schemas():
    kinds = {signal.event_type: signal for signal in OpenEdxPublicSignal.all_events()}
    return {kind: json.loads(json.dumps(schema_from_signal(kinds[kind]))) for kind in (TRACKING, CATALOG, ROLE_ADDED, ROLE_REMOVED, XBLOCK)}


call_command("migrate", verbosity=0)
if url == "--schemas":
    print(json.dumps(schemas(), indent=2))
elif len(sys.argv) > 2:
    send_many(int(sys.argv[2]))
else:
    send_all()
    log = [{**event, "timestamp": event["timestamp"].isoformat()} for event in events()]
    print(json.dumps({"events": log, "streams": sent()}, indent=2, ensure_ascii=False))
