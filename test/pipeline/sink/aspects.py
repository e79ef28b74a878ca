"""Has platform-plugin-aspects' own sinks send to an endpoint.

usage: aspects.py URL USER PASSWORD ACTIONS [ARGUMENT]
ACTIONS: some of these, separated by commas: publish BLOCKS (a course of so many blocks, and a CCX of it), enroll, ids, profiles, tags, retire, ask (prints when the course was last dumped).
Needs the package platform-plugin-aspects. The LMS's models and modulestore are stand-ins with the same fields; sinks,
serializers and requests are the package's own. Whatever fails ends it with a traceback.
"""
import datetime
import logging
import sys
import types
import uuid

import django
from django.conf import settings

URL, USER, PASSWORD, ACTIONS, ARGUMENT = (sys.argv[1:] + [""])[:5]
COURSE = "course-v1:Edu+Sink+2026"
CCX = "ccx-v1:Edu+Sink+2026+ccx@1"
EXTERNAL = "32e08e30-f8ae-4ce2-94a8-c2bfe38a70cb"

MODELS = {
    "auth_user": ("django.contrib.auth.models", "User"),
    "user_profile": ("lms_stand_in", "UserProfile"),
    "course_overviews": ("lms_stand_in", "CourseOverview"),
    "external_id": ("lms_stand_in", "ExternalId"),
    "course_enrollment": ("lms_stand_in", "CourseEnrollment"),
    "custom_course_edx": ("lms_stand_in", "CustomCourseForEdX"),
    "tag": ("lms_stand_in", "Tag"),
    "taxonomy": ("lms_stand_in", "Taxonomy"),
    "object_tag": ("lms_stand_in", "ObjectTag"),
}
settings.configure(
    SECRET_KEY="a key of this test",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "waffle"],
    USE_TZ=True,
    FEATURES={"CUSTOM_COURSES_EDX": True},
    EVENT_SINK_CLICKHOUSE_BACKEND_CONFIG={
        "url": URL,
        "username": USER,
        "password": PASSWORD,
        "database": "event_sink",
        "timeout_secs": 5,
    },
    EVENT_SINK_CLICKHOUSE_PII_MODELS=["user_profile", "external_id"],
    EVENT_SINK_CLICKHOUSE_MODEL_CONFIG={
        name: {"module": module, "model": model} for name, (module, model) in MODELS.items()
    },
    **{f"EVENT_SINK_CLICKHOUSE_{name.upper()}_ENABLED": True for name in MODELS},
)
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection, models  # noqa: E402
from opaque_keys.edx.django.models import CourseKeyField  # noqa: E402
from opaque_keys.edx.keys import CourseKey  # noqa: E402

NOW = datetime.datetime(2026, 9, 7, 8, 0, 0, 123456, tzinfo=datetime.timezone.utc)
TEXT = {"default": "", "max_length": 255}


class Meta:
    app_label = "lms_stand_in"


def model(called, **fields):
    meta = type("Meta", (Meta,), {})
    return type(called, (models.Model,), {"__module__": "lms_stand_in", "Meta": meta, **fields})


def lineage(self):
    return ["Music", "Jazz, \"cool\""]


def person():
    return models.ForeignKey(get_user_model(), on_delete=models.CASCADE)


lms = types.ModuleType("lms_stand_in")
sys.modules["lms_stand_in"] = lms
lms.UserProfile = model(
    "UserProfile", user=person(),
    **{name: models.CharField(**TEXT) for name in (
        "name", "meta", "courseware", "language", "location", "gender", "level_of_education", "mailing_address",
        "city", "country", "state", "goals", "bio", "phone_number")},
    year_of_birth=models.IntegerField(null=True), profile_image_uploaded_at=models.DateTimeField(null=True),
)
lms.CourseOverview = model(
    "CourseOverview", id=CourseKeyField(primary_key=True, max_length=255), org=models.CharField(**TEXT),
    display_name=models.CharField(**TEXT), start=models.DateTimeField(null=True), end=models.DateTimeField(null=True),
    enrollment_start=models.DateTimeField(null=True), enrollment_end=models.DateTimeField(null=True),
    self_paced=models.BooleanField(default=False), created=models.DateTimeField(), modified=models.DateTimeField(),
    lowest_passing_grade=models.FloatField(default=0.5), __str__=lambda self: str(self.id),
)
lms.ExternalIdType = model("ExternalIdType", name=models.CharField(**TEXT))
lms.ExternalId = model(
    "ExternalId", user=person(), external_user_id=models.UUIDField(),
    external_id_type=models.ForeignKey(lms.ExternalIdType, on_delete=models.CASCADE),
)
lms.CourseEnrollment = model(
    "CourseEnrollment", user=person(), course_id=CourseKeyField(max_length=255), created=models.DateTimeField(),
    is_active=models.BooleanField(default=True), mode=models.CharField(**TEXT),
)
lms.CustomCourseForEdX = model("CustomCourseForEdX", course_id=CourseKeyField(max_length=255))
lms.CustomCourseForEdX.locator = CCX
lms.Taxonomy = model("Taxonomy", name=models.CharField(**TEXT))
lms.Tag = model(
    "Tag", taxonomy=models.ForeignKey(lms.Taxonomy, on_delete=models.CASCADE),
    parent=models.ForeignKey("self", null=True, on_delete=models.CASCADE), value=models.CharField(**TEXT),
    external_id=models.CharField(null=True, max_length=255), get_lineage=lineage,
)
lms.ObjectTag = model(
    "ObjectTag", object_id=models.CharField(**TEXT),
    taxonomy=models.ForeignKey(lms.Taxonomy, null=True, on_delete=models.CASCADE),
    tag=models.ForeignKey(lms.Tag, null=True, on_delete=models.CASCADE), _value=models.CharField(**TEXT),
    _export_id=models.CharField(**TEXT), get_lineage=lineage,
)


class Block:
    """What the sink reads of a block of the modulestore."""

    def __init__(self, key, kind, name, at):
        self.location = key.make_usage_key(kind, f"{kind}{at}")
        self.scope_ids = types.SimpleNamespace(block_type=kind, usage_id=self.location)
        self.display_name_with_default = name
        self.edited_on = NOW
        self.graded = kind == "problem"
        self.completion_mode = "completable" if kind == "problem" else "aggregator"
        self.children = []

    def get_children(self):
        return self.children


class Store:
    """A course of as many blocks as were asked for, and a page beside it."""

    def get_course(self, key, revision):
        assert revision == "rev-opt-published-only"
        course = Block(key, "course", 'Sinks, "quoted"\nand broken', 0)
        left = int(ARGUMENT) - 2
        chapter = unit = None
        for at in range(left):
            if at % 100 == 0:
                chapter = Block(key, "chapter", f"Section {at}", at)
                course.children.append(chapter)
            elif at % 100 == 1:
                sequence = Block(key, "sequential", f"Subsection {at}", at)
                chapter.children.append(sequence)
            elif at % 10 == 2:
                unit = Block(key, "vertical", f"Unit {at}", at)
                sequence.children.append(unit)
            else:
                unit.children.append(Block(key, "problem", f"Wie groß ist {at}?", at))
        return course

    def get_items(self, key, revision):
        return [Block(key, "static_tab", "Page", 0)]


for name, values in {
    "xmodule.modulestore.django": {"modulestore": Store},
    "xmodule.modulestore.store_utilities": {"DETACHED_XBLOCK_TYPES": {"static_tab", "about", "course_info"}},
}.items():
    sys.modules[name] = types.ModuleType(name)
    for attribute, value in values.items():
        setattr(sys.modules[name], attribute, value)
for name in ("xmodule", "xmodule.modulestore"):
    sys.modules[name] = types.ModuleType(name)

from django.core.management import call_command  # noqa: E402
from platform_plugin_aspects import sinks  # noqa: E402
from platform_plugin_aspects.tasks import dump_course_to_clickhouse, dump_data_to_clickhouse  # noqa: E402

logging.getLogger("platform_plugin_aspects").setLevel(logging.CRITICAL)


def dump(sink, identity):
    told = dump_data_to_clickhouse(sink.__module__, sink.__name__, str(identity))
    if told != "Dumped":
        raise RuntimeError(f"{sink.__name__}: {told}")


def act(action, ada):
    if action == "publish":
        lms.CustomCourseForEdX.objects.create(course_id=CourseKey.from_string(COURSE))
        dump_course_to_clickhouse(COURSE)
    elif action == "enroll":
        dump(sinks.CourseEnrollmentSink, lms.CourseEnrollment.objects.create(
            user=ada, course_id=CourseKey.from_string(COURSE), created=NOW, mode="audit").id)
    elif action == "ids":
        kind = lms.ExternalIdType.objects.create(name="xapi")
        dump(sinks.ExternalIdSink, lms.ExternalId.objects.create(
            user=ada, external_user_id=uuid.UUID(EXTERNAL), external_id_type=kind).id)
    elif action == "profiles":
        dump(sinks.UserProfileSink, lms.UserProfile.objects.create(user=ada, name="Ada").id)
    elif action == "tags":
        music = lms.Taxonomy.objects.create(name="Music")
        jazz = lms.Tag.objects.create(taxonomy=music, value="Jazz")
        dump(sinks.TaxonomySink, music.id)
        dump(sinks.TagSink, jazz.id)
        dump(sinks.ObjectTagSink, lms.ObjectTag.objects.create(
            object_id=COURSE, taxonomy=music, tag=jazz, _value="Jazz").id)
    elif action == "retire":
        dump(sinks.UserRetirementSink, ada.id)
    elif action == "ask":
        overview = lms.CourseOverview.objects.get(id=COURSE)
        sink = sinks.CourseOverviewSink(None, logging.getLogger())
        print(sink.get_last_dumped_timestamp(COURSE), sink.should_dump_item(overview)[0])
    else:
        raise SystemExit(f"no such action: {action}")


def main():
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        for one in vars(lms).values():
            if isinstance(one, type):
                editor.create_model(one)
    ada = get_user_model().objects.create(id=7, username="ada", email="ada@example.org")
    for key in (COURSE, CCX):
        lms.CourseOverview.objects.create(
            id=CourseKey.from_string(key), org="Edu", display_name="Sinks", start=NOW, created=NOW, modified=NOW)
    for action in ACTIONS.split(","):
        act(action, ada)


main()
