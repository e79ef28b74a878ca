"""Marginalia on a Tutor site: the service, and its place in Studio and in the instructor dashboard.

    tutor plugins install marginalia.py
    tutor plugins enable marginalia
    tutor images build mfe
    tutor local launch
    tutor local do marginalia-backfill

Made by `marginalia slots --host tutor` (%%VERSION%%). For Tutor 21 (Ulmo) and 22 (Verawood), with or without Aspects. Every
setting below can be changed with `tutor config save --set NAME=value`; docs/tutor.md says what each is for, how to upgrade
and how to take everything out again.
"""

from __future__ import annotations

import click
from tutor import hooks

hooks.Filters.CONFIG_DEFAULTS.add_items(
    [
        # False: nothing runs and the micro-frontends have nothing of ours, but old addresses go on working.
        ("RUN_MARGINALIA", True),
        ("MARGINALIA_VERSION", "%%VERSION%%"),
        ("MARGINALIA_DOCKER_IMAGE", "ghcr.io/marginalia/marginalia:{{ MARGINALIA_VERSION }}"),
        # Below the LMS's own host, or the LMS's cookies do not reach it.
        ("MARGINALIA_HOST", "analytics.{{ LMS_HOST }}"),
        ("MARGINALIA_API_URL", "%%API_URL%%"),
        # The plugin of the micro-frontends: a version on npm, the https address of an archive, or file:NAME for an archive
        # in env/plugins/mfe/build/mfe. An archive needs its checksum.
        ("MARGINALIA_PLUGIN", "@marginalia/plugin@{{ MARGINALIA_VERSION }}"),
        ("MARGINALIA_PLUGIN_SHA256", ""),
        # Empty: the embedded database. Beside Aspects, its ClickHouse.
        (
            "MARGINALIA_CLICKHOUSE_URL",
            "{% if ASPECTS_XAPI_DATABASE is defined %}http{% if CLICKHOUSE_SECURE_CONNECTION %}s{% endif %}://"
            "{{ MARGINALIA_CLICKHOUSE_USER }}:{{ MARGINALIA_CLICKHOUSE_PASSWORD }}@"
            # One node, not a balancer: what is computed is read where it was written.
            "{{ CLICKHOUSE_CLUSTER_DDL_NODE_HOST or CLICKHOUSE_HOST }}:{{ CLICKHOUSE_INTERNAL_HTTP_PORT }}{% endif %}",
        ),
        ("MARGINALIA_CLICKHOUSE_USER", "marginalia"),
        ("MARGINALIA_DATABASE", "marginalia"),
        # True: the LMS itself sends statements, published courses and retirements, by two Python packages in its image
        # (`tutor images build openedx`). False: the tracking logs are read. Beside Aspects neither is needed.
        ("MARGINALIA_LMS_SENDS", False),
        # True: events come over Tutor's own Redis, and published courses are fetched from the LMS. Without Aspects only.
        ("MARGINALIA_EVENT_BUS", False),
        ("MARGINALIA_MIN_LEARNERS", 10),
        ("MARGINALIA_IDENTITIES", "off"),
        # More environment for the service, NAME: value.
        ("MARGINALIA_EXTRA_ENV", {}),
        ("MARGINALIA_DEV_PORT", 8380),
        ("MARGINALIA_K8S_VOLUME_SIZE", "10Gi"),
        ("MARGINALIA_K8S_MEMORY", "2Gi"),
    ]
)
hooks.Filters.CONFIG_UNIQUE.add_items(
    [
        ("MARGINALIA_LRS_PASSWORD", "{{ 32|random_string }}"),
        ("MARGINALIA_SINK_PASSWORD", "{{ 32|random_string }}"),
        ("MARGINALIA_CLICKHOUSE_PASSWORD", "{{ 32|random_string }}"),
        ("MARGINALIA_LMS_CLIENT_SECRET", "{{ 32|random_string }}"),
        # Learners' pseudonyms are made with it: it stays as it is for as long as there is data.
        ("MARGINALIA_ACTOR_KEY", "{{ 48|random_string }}"),
    ]
)
hooks.Filters.IMAGES_PULL.add_item(("marginalia", "{{ MARGINALIA_DOCKER_IMAGE }}"))
hooks.Filters.IMAGES_PUSH.add_item(("marginalia", "{{ MARGINALIA_DOCKER_IMAGE }}"))


@hooks.Filters.APP_PUBLIC_HOSTS.add()
def _public_hosts(hosts: list[str], context_name: str) -> list[str]:
    return hosts + ["{{ MARGINALIA_HOST }}" + (":{{ MARGINALIA_DEV_PORT }}" if context_name == "dev" else "")]


#: The environment of the service, as lines of YAML. The scheme and the keys are the LMS's own.
ENVIRONMENT = """
{%- set marginalia_key | rsa_import_key %}{{ JWT_RSA_PRIVATE_KEY }}{% endset %}
{%- set marginalia_scheme = "https" if ENABLE_HTTPS else "http" %}
LMS_BASE_URL: "{{ marginalia_scheme }}://{{ LMS_HOST }}"
LMS_INTERNAL_URL: "http://lms:8000"
STUDIO_BASE_URL: "{{ marginalia_scheme }}://{{ CMS_HOST }}"
STUDIO_INTERNAL_URL: "http://cms:8000"
{%- if MFE_HOST is defined %}
MFE_BASE_URL: "{{ marginalia_scheme }}://{{ MFE_HOST }}"
{%- endif %}
MARGINALIA_JWK_SET: '{"keys":[{"kid":"openedx","kty":"RSA","use":"sig","alg":"RS512","e":"{{ marginalia_key.e|long_to_base64 }}","n":"{{ marginalia_key.n|long_to_base64 }}"}]}'
MARGINALIA_JWT_ISSUER: "{{ JWT_COMMON_ISSUER }}"
MARGINALIA_JWT_AUDIENCE: "{{ JWT_COMMON_AUDIENCE }}"
MARGINALIA_ACTOR_KEY: "{{ MARGINALIA_ACTOR_KEY }}"
MARGINALIA_MIN_LEARNERS: "{{ MARGINALIA_MIN_LEARNERS }}"
MARGINALIA_IDENTITIES: "{{ MARGINALIA_IDENTITIES }}"
# Only the network of Tutor's own services reaches it.
MARGINALIA_TRUSTED_PROXIES: "uniquelocal"
MARGINALIA_DATABASE: "{{ MARGINALIA_DATABASE }}"
# For Prometheus, inside the network only.
MARGINALIA_METRICS_PORT: "9464"
{%- if MARGINALIA_CLICKHOUSE_URL %}
CLICKHOUSE_URL: "{{ MARGINALIA_CLICKHOUSE_URL }}"
{%- if CLICKHOUSE_CLUSTER_NAME is defined and CLICKHOUSE_CLUSTER_NAME %}
CLICKHOUSE_CLUSTER: "{{ CLICKHOUSE_CLUSTER_NAME }}"
{%- endif %}
{%- endif %}
{%- if ASPECTS_XAPI_DATABASE is defined %}
ASPECTS_XAPI_DATABASE: "{{ ASPECTS_XAPI_DATABASE }}"
ASPECTS_EVENT_SINK_DATABASE: "{{ ASPECTS_EVENT_SINK_DATABASE }}"
{%- endif %}
{%- if MARGINALIA_LMS_SENDS %}
MARGINALIA_LRS_CREDENTIALS: "lms:{{ MARGINALIA_LRS_PASSWORD }}:statements/write"
MARGINALIA_SINK_CREDENTIALS: "lms:{{ MARGINALIA_SINK_PASSWORD }}"
{%- endif %}
{%- if MARGINALIA_EVENT_BUS %}
MARGINALIA_EVENT_BUS_URL: "redis://{% if REDIS_PASSWORD %}{{ REDIS_USERNAME }}:{{ REDIS_PASSWORD }}@{% endif %}{{ REDIS_HOST }}:{{ REDIS_PORT }}"
MARGINALIA_EVENT_BUS_CONSUMER: "marginalia"
MARGINALIA_LMS_CLIENT_ID: "marginalia"
MARGINALIA_LMS_CLIENT_SECRET: "{{ MARGINALIA_LMS_CLIENT_SECRET }}"
{%- endif %}
{%- for name, value in MARGINALIA_EXTRA_ENV.items() %}
{{ name }}: {{ value|string|tojson }}
{%- endfor %}
"""

#: While developing, the LMS, Studio and the micro-frontends have ports of their own.
DEV_ENVIRONMENT = """
LMS_BASE_URL: "http://{{ LMS_HOST }}:8000"
STUDIO_BASE_URL: "http://{{ CMS_HOST }}:8001"
MARGINALIA_ALLOWED_ORIGINS: "http://{{ LMS_HOST }}:8000,http://{{ CMS_HOST }}:8001
{%- if MFE_HOST is defined %},http://{{ MFE_HOST }}:2001
{%- if MFE_SITE_PORT is defined %},http://{{ MFE_HOST }}:{{ MFE_SITE_PORT }}{% endif %}{% endif %}"
"""


def indented(text: str, by: int) -> str:
    return text.strip("\n").replace("\n", "\n" + " " * by)


#: What every container of ours has in common.
CONTAINER = f"""\
  image: {{{{ MARGINALIA_DOCKER_IMAGE }}}}
  user: "1000:1000"
  read_only: true
  tmpfs: ["/tmp"]
  environment:
    {indented(ENVIRONMENT, 4)}
{{%- if not MARGINALIA_CLICKHOUSE_URL and not MARGINALIA_LMS_SENDS and not MARGINALIA_EVENT_BUS %}}
    MARGINALIA_TRACKING_LOGS: "/logs/lms/tracking.log,/logs/cms/tracking.log"
{{%- endif %}}
  volumes:
    - ../../data/marginalia:/data:z
    - ../../data/lms/logs:/logs/lms:ro
    - ../../data/cms/logs:/logs/cms:ro
    - ../../data/cms-job:/cms-job:ro"""
COMPOSE = f"""
{{%- if RUN_MARGINALIA %}}
marginalia:
{CONTAINER}
  restart: unless-stopped
  stop_grace_period: 60s
  depends_on:
    - permissions
    - lms
{{%- endif %}}
"""
COMPOSE_JOBS = f"""
{{%- if RUN_MARGINALIA %}}
marginalia-job:
{CONTAINER}
  healthcheck: {{disable: true}}
  depends_on:
    - permissions
{{%- endif %}}
"""
COMPOSE_DEV = f"""
{{%- if RUN_MARGINALIA %}}
marginalia:
  environment:
    {indented(DEV_ENVIRONMENT, 4)}
  ports:
    - "{{{{ MARGINALIA_DEV_PORT }}}}:8080"
  networks:
    default:
      aliases:
        - "{{{{ MARGINALIA_HOST }}}}"
{{%- endif %}}
"""

COMPOSE_DEV_JOBS = f"""
{{%- if RUN_MARGINALIA %}}
marginalia-job:
  environment:
    {indented(DEV_ENVIRONMENT, 4)}
{{%- endif %}}
"""

#: What only the LMS and operators on the machine may reach stays inside the network.
CADDY = """
{%- if RUN_MARGINALIA %}
{{ MARGINALIA_HOST }}{$default_site_port} {
    @inside path /metrics /xAPI /xAPI/* /sink /sink/* /retirement /retirement/*
    respond @inside 404
    import proxy "marginalia:8080"
}
{%- endif %}
"""

COMMON_SETTINGS = """
{%- if RUN_MARGINALIA %}
CORS_ORIGIN_WHITELIST.append("{{ MARGINALIA_API_URL }}")
{%- if MARGINALIA_LMS_SENDS %}
EVENT_SINK_CLICKHOUSE_BACKEND_CONFIG = {
    "url": "http://marginalia:8080/sink",
    "username": "lms",
    "password": "{{ MARGINALIA_SINK_PASSWORD }}",
    "database": "event_sink",
    "timeout_secs": 5,
}
EVENT_SINK_CLICKHOUSE_PII_MODELS = ["user_profile", "external_id"]
for marginalia_model in ("COURSE_OVERVIEWS", "TAG", "TAXONOMY", "OBJECT_TAG", "COURSE_ENROLLMENT", "EXTERNAL_ID", "AUTH_USER"):
    globals()[f"EVENT_SINK_CLICKHOUSE_{marginalia_model}_ENABLED"] = True
{%- endif %}
{%- endif %}
"""
#: Settings of the LMS and of Studio. Every name is sent that a statement is made of; the platform's own topics are switched on.
EVENT_BUS_SETTINGS = """
{%- if RUN_MARGINALIA and MARGINALIA_EVENT_BUS %}
EVENT_TRACKING_BACKENDS["marginalia"] = {
    "ENGINE": "eventtracking.backends.event_bus.EventBusRoutingBackend",
    "OPTIONS": {"backend_name": "marginalia", "processors": [], "backends": {}},
}
SEND_TRACKING_EVENT_EMITTED_SIGNAL = True
EVENT_BUS_TRACKING_LOGS = [
%%EVENT_NAMES%%
]
EVENT_BUS_REDIS_STREAM_MAX_LEN = 1000000
EVENT_BUS_PRODUCER_CONFIG["org.openedx.analytics.tracking.event.emitted.v1"] = {
    "analytics": {"event_key_field": "tracking_log.name", "enabled": True},
}
for marginalia_event in (
    "org.openedx.content_authoring.course.catalog_info.changed.v1",
    "org.openedx.content_authoring.xblock.published.v1",
    "org.openedx.learning.user.course_access_role.added.v1",
    "org.openedx.learning.user.course_access_role.removed.v1",
):
    for marginalia_topic in EVENT_BUS_PRODUCER_CONFIG.get(marginalia_event, {}).values():
        marginalia_topic["enabled"] = True
{%- endif %}
"""
DEV_SETTINGS = """
{%- if RUN_MARGINALIA %}
CORS_ORIGIN_WHITELIST.append("http://{{ MARGINALIA_HOST }}:{{ MARGINALIA_DEV_PORT }}")
{%- endif %}
"""
#: The LMS gives the instructor dashboard its tab by a step of a filter. Settings are a module, so the step can be here.
LMS_SETTINGS = """
{%- if RUN_MARGINALIA %}
LOGIN_REDIRECT_WHITELIST.append("{{ MARGINALIA_HOST }}")
try:
    from openedx_filters import PipelineStep as MarginaliaPipelineStep
except ImportError:
    pass  # an LMS without filters has no such dashboard
else:
    class MarginaliaTab(MarginaliaPipelineStep):
        def run_filter(self, tabs, user, course_key, **kwargs):
            from urllib.parse import urlsplit

            from django.conf import settings

            # The dashboard may stand below a path of its host.
            dashboard = urlsplit(getattr(settings, "INSTRUCTOR_MICROFRONTEND_URL", None) or "").path.rstrip("/")
            url = f"{dashboard}/{course_key}/marginalia"
            tab = {"tab_id": "marginalia", "title": "Analytics", "sort_order": 125, "url": url}
            return {"tabs": [*tabs, tab]}

    try:
        OPEN_EDX_FILTERS_CONFIG
    except NameError:
        OPEN_EDX_FILTERS_CONFIG = {}
    marginalia_filter = OPEN_EDX_FILTERS_CONFIG.setdefault(
        "org.openedx.learning.instructor.dashboard.tabs.requested.v1", {"fail_silently": True, "pipeline": []}
    )
    marginalia_filter["pipeline"].append(f"{__name__}.MarginaliaTab")
{%- endif %}
"""

MFE_SETTINGS = """
{%- if RUN_MARGINALIA %}
MFE_CONFIG["MARGINALIA_API_URL"] = "{{ MARGINALIA_API_URL }}"
{%- endif %}
"""
MFE_DEV_SETTINGS = """
{%- if RUN_MARGINALIA %}
MFE_CONFIG["MARGINALIA_API_URL"] = "http://{{ MARGINALIA_HOST }}:{{ MARGINALIA_DEV_PORT }}"
{%- endif %}
"""

#: Puts the plugin into a micro-frontend, or, where it cannot be had, an empty one of the same name. A build that lacks it
#: would lack every other micro-frontend as well.
INSTALL = r"""
RUN --mount=type=cache,target=/root/.npm,sharing=shared --mount=type=bind,target=/marginalia-context \
    MARGINALIA_PLUGIN='{% if RUN_MARGINALIA %}{{ MARGINALIA_PLUGIN }}{% endif %}' \
    MARGINALIA_PLUGIN_SHA256='{{ MARGINALIA_PLUGIN_SHA256 }}' \
    node --input-type=module - <<'MARGINALIA'
%%INSTALL%%
MARGINALIA
"""

K8S_POD = f"""
      securityContext:
        runAsNonRoot: true
        runAsUser: 1000
        runAsGroup: 1000
        fsGroup: 1000
        fsGroupChangePolicy: OnRootMismatch
"""
K8S_CONTAINER = """
          image: {{ MARGINALIA_DOCKER_IMAGE }}
          envFrom:
            - secretRef:
                name: marginalia
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
          volumeMounts:
            - mountPath: /data
              name: data
            - mountPath: /tmp
              name: temporary
"""
#: The settings hold passwords, so they are a Secret; and what is stored, where nothing else stores it.
K8S_VOLUMES = f"""
{{%- if RUN_MARGINALIA %}}
---
apiVersion: v1
kind: Secret
metadata:
  name: marginalia
  labels:
    app.kubernetes.io/name: marginalia
stringData:
  {indented(ENVIRONMENT, 2)}
{{%- if not MARGINALIA_CLICKHOUSE_URL %}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: marginalia
  labels:
    app.kubernetes.io/component: volume
    app.kubernetes.io/name: marginalia
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: {{{{ MARGINALIA_K8S_VOLUME_SIZE }}}}
{{%- endif %}}
{{%- endif %}}
"""
K8S_SERVICES = """
{%- if RUN_MARGINALIA %}
---
apiVersion: v1
kind: Service
metadata:
  name: marginalia
  labels:
    app.kubernetes.io/name: marginalia
spec:
  type: ClusterIP
  ports:
    - port: 8080
      protocol: TCP
  selector:
    app.kubernetes.io/name: marginalia
{%- endif %}
"""
#: One pod, ended before the next begins: the embedded database can be open in one process only.
K8S_DEPLOYMENTS = f"""
{{%- if RUN_MARGINALIA %}}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: marginalia
  labels:
    app.kubernetes.io/name: marginalia
spec:
  replicas: 1
  strategy:
    type: Recreate
  selector:
    matchLabels:
      app.kubernetes.io/name: marginalia
  template:
    metadata:
      labels:
        app.kubernetes.io/name: marginalia
    spec:
      terminationGracePeriodSeconds: 60
      {K8S_POD.strip()}
      containers:
        - name: marginalia
          {K8S_CONTAINER.strip()}
          ports:
            - containerPort: 8080
          startupProbe:
            httpGet: {{path: /healthz, port: 8080}}
            failureThreshold: 60
          livenessProbe:
            httpGet: {{path: /healthz, port: 8080}}
            periodSeconds: 30
          readinessProbe:
            httpGet: {{path: /readyz, port: 8080}}
          resources:
            requests:
              memory: 512Mi
            limits:
              memory: {{{{ MARGINALIA_K8S_MEMORY }}}}
      volumes:
        - name: temporary
          emptyDir: {{}}
        - name: data
{{%- if MARGINALIA_CLICKHOUSE_URL %}}
          emptyDir: {{}}
{{%- else %}}
          persistentVolumeClaim:
            claimName: marginalia
{{%- endif %}}
{{%- endif %}}
"""
K8S_JOBS = f"""
{{%- if RUN_MARGINALIA %}}
---
apiVersion: batch/v1
kind: Job
metadata:
  name: marginalia-job
  labels:
    app.kubernetes.io/component: job
spec:
  template:
    spec:
      restartPolicy: Never
      {K8S_POD.strip()}
      containers:
        - name: marginalia
          {K8S_CONTAINER.strip()}
      volumes:
        - name: temporary
          emptyDir: {{}}
        - name: data
          emptyDir: {{}}
{{%- endif %}}
"""

#: Runs in Aspects' own initialisation. Views write in the name of this user, so it has to be on every node.
ASPECTS_SQL = """
{%- if RUN_MARGINALIA %}
{%- set on_cluster = "ON CLUSTER '" ~ CLICKHOUSE_CLUSTER_NAME ~ "'" if CLICKHOUSE_CLUSTER_NAME else "" %}
CREATE USER IF NOT EXISTS {{ MARGINALIA_CLICKHOUSE_USER }} {{ on_cluster }} IDENTIFIED WITH sha256_password BY '{{ MARGINALIA_CLICKHOUSE_PASSWORD }}';
ALTER USER {{ MARGINALIA_CLICKHOUSE_USER }} {{ on_cluster }} IDENTIFIED WITH sha256_password BY '{{ MARGINALIA_CLICKHOUSE_PASSWORD }}';
GRANT {{ on_cluster }} SELECT ON {{ ASPECTS_XAPI_DATABASE }}.* TO {{ MARGINALIA_CLICKHOUSE_USER }};
GRANT {{ on_cluster }} SELECT ON {{ ASPECTS_EVENT_SINK_DATABASE }}.* TO {{ MARGINALIA_CLICKHOUSE_USER }};
GRANT {{ on_cluster }} ALL ON {{ MARGINALIA_DATABASE }}.* TO {{ MARGINALIA_CLICKHOUSE_USER }};
{%- if on_cluster %}
GRANT {{ on_cluster }} CLUSTER ON *.* TO {{ MARGINALIA_CLICKHOUSE_USER }};
{%- endif %}
{%- endif %}
"""

LMS_PACKAGES = """
{%- if RUN_MARGINALIA and MARGINALIA_LMS_SENDS and ASPECTS_XAPI_DATABASE is not defined %}
RUN --mount=type=cache,target=/openedx/.cache/pip,sharing=shared \\
    pip install 'edx-event-routing-backends>=9.3,<11' 'platform-plugin-aspects>=1.1,<3'
{%- endif %}
"""

hooks.Filters.ENV_PATCHES.add_items(
    [
        ("local-docker-compose-services", COMPOSE),
        ("local-docker-compose-dev-services", COMPOSE_DEV),
        ("local-docker-compose-jobs-services", COMPOSE_JOBS),
        ("dev-docker-compose-jobs-services", COMPOSE_DEV_JOBS),
        (
            "local-docker-compose-permissions-volumes",
            "{% if RUN_MARGINALIA %}- ../../data/marginalia:/mounts/marginalia:z{% endif %}",
        ),
        (
            "local-docker-compose-permissions-command",
            "{% if RUN_MARGINALIA %}setowner 1000 /mounts/marginalia{% endif %}",
        ),
        ("local-docker-compose-caddy-aliases", '{% if RUN_MARGINALIA %}- "{{ MARGINALIA_HOST }}"{% endif %}'),
        ("caddyfile", CADDY),
        ("openedx-common-settings", COMMON_SETTINGS),
        ("openedx-common-settings", EVENT_BUS_SETTINGS),
        ("openedx-lms-common-settings", LMS_SETTINGS),
        ("openedx-development-settings", DEV_SETTINGS),
        ("openedx-dockerfile-post-python-requirements", LMS_PACKAGES),
        ("clickhouse-extra-sql", ASPECTS_SQL),
        ("k8s-volumes", K8S_VOLUMES),
        ("k8s-services", K8S_SERVICES),
        ("k8s-deployments", K8S_DEPLOYMENTS),
        ("k8s-jobs", K8S_JOBS),
        ("mfe-lms-common-settings", MFE_SETTINGS),
        ("mfe-lms-development-settings", MFE_DEV_SETTINGS),
        ("mfe-dockerfile-post-npm-install-authoring", INSTALL),
        # One import that fails would take the plugins of everybody else with it, so this one cannot.
        (
            "mfe-env-config-runtime-definitions-authoring",
            """
%%LOADED%%
""",
        ),
        # The instructor dashboard, where the site is built on frontend-base (Tutor 22).
        ("mfe-dockerfile-post-npm-install-site", INSTALL),
        ("mfe-site-config-imports", "import marginalia from '@marginalia/plugin/frontend-base';"),
        ("mfe-site-config", "addApp(siteConfig, marginalia);"),
    ]
)

try:
    from tutormfe.hooks import PLUGIN_SLOTS
except ImportError:
    pass  # no micro-frontends on this site
else:
    PLUGIN_SLOTS.add_items(
        [
%%PLACED%%
        ]
    )

#: The LMS's own router of statements, as its models want it. After Aspects' tasks, which end with 97.
ROUTER = """
{%- if RUN_MARGINALIA and MARGINALIA_LMS_SENDS and ASPECTS_XAPI_DATABASE is not defined %}
cat > /tmp/marginalia-router.json <<'ROUTER'
%%ROUTER%%
ROUTER
./manage.py lms manage_user marginalia marginalia@{{ LMS_HOST }} --unusable-password
./manage.py lms populate_model -f /tmp/marginalia-router.json -u marginalia
rm /tmp/marginalia-router.json
{%- else %}
echo 'Nothing to set up in the LMS for Marginalia.'
{%- endif %}
"""
#: As whom the service asks the LMS for published courses.
CLIENT = """
{%- if RUN_MARGINALIA and MARGINALIA_EVENT_BUS %}
./manage.py lms manage_user marginalia marginalia@{{ LMS_HOST }} --staff --unusable-password
./manage.py lms create_dot_application --grant-type client-credentials --client-id marginalia \\
    --client-secret {{ MARGINALIA_LMS_CLIENT_SECRET }} --scopes user_id marginalia marginalia
{%- endif %}
"""
#: Tables beside Aspects, said here where something is wrong with them. The embedded ones the service makes by itself.
MIGRATE = "{% if RUN_MARGINALIA and MARGINALIA_CLICKHOUSE_URL %}marginalia migrate{% else %}true{% endif %}"
hooks.Filters.CLI_DO_INIT_TASKS.add_item(("lms", ROUTER + CLIENT), priority=98)
hooks.Filters.CLI_DO_INIT_TASKS.add_item(
    ("{% if RUN_MARGINALIA %}marginalia{% else %}lms{% endif %}", MIGRATE), priority=98
)

EXPORT = r"""
mkdir -p /openedx/data/marginalia
failed=0
for course in %s; do
    file="/openedx/data/marginalia/$(printf '%%s' "$course" | tr -c 'A-Za-z0-9._-' '_').tar.gz"
    echo "Exporting $course"
    ./manage.py cms export_olx --output "$file" "$course" || { failed=1; echo "Not exported: $course" >&2; rm -f "$file"; }
done
exit $failed
"""
#: Tracking logs of before are those that logrotate has put aside; the newest one is followed anyway.
LOAD = """
failed=0
ls /cms-job/marginalia/*.tar.gz >/dev/null 2>&1 && { marginalia load course /cms-job/marginalia/*.tar.gz || failed=$?; }
{%- if not MARGINALIA_CLICKHOUSE_URL %}
logs=$(ls /logs/lms/tracking.log* /logs/cms/tracking.log* 2>/dev/null || true)
[ -z "$logs" ] || marginalia load tracking $logs || failed=$?
{%- endif %}
exit $failed
"""


@click.command(name="marginalia-backfill", help="Load what was there before Marginalia: courses, tracking logs.")
@click.option("--course", "courses", multiple=True, help="Only this course (may be repeated).")
def backfill(courses: tuple[str, ...]) -> list[tuple[str, str]]:
    keys = " ".join("'" + key.replace("'", "") + "'" for key in courses)
    return [("cms", EXPORT % (keys or "$(./manage.py cms dump_course_ids)")), ("marginalia", LOAD)]


@click.command(name="marginalia-doctor", help="Check Marginalia: one line a check, with the remedy.")
def doctor() -> list[tuple[str, str]]:
    return [("marginalia", "marginalia doctor")]


@click.command(name="marginalia-backup", help="Back up into data/marginalia/backups (the embedded database).")
@click.option("--incremental", is_flag=True, help="Only what changed since the last backup.")
def backup(incremental: bool) -> list[tuple[str, str]]:
    more = " --incremental" if incremental else ""
    return [("marginalia", f"marginalia backup --to /data/backups{more}")]


hooks.Filters.CLI_DO_COMMANDS.add_items([backfill, doctor, backup])
