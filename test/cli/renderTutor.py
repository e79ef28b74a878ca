"""Renders a site with the real Tutor and prints what came of it, as JSON.

usage: tutor.py PLUGIN_FILE FOLDER PLUGINS [NAME=value ...]
PLUGINS: names separated by commas, beside ours. Needs the packages tutor and tutor-mfe, and tutor-contrib-aspects where it
is named.
"""
import json
import os
import shutil
import sys

plugin_file, folder, plugins, *settings = sys.argv[1:]
root = os.path.join(folder, "root")
os.environ.update(TUTOR_ROOT=root, TUTOR_PLUGINS_ROOT=os.path.join(folder, "plugins"))
os.makedirs(os.environ["TUTOR_PLUGINS_ROOT"])
shutil.copy(plugin_file, os.path.join(os.environ["TUTOR_PLUGINS_ROOT"], "marginalia.py"))

import yaml  # noqa: E402
from Crypto.PublicKey import RSA  # noqa: E402
from tutor import config as tutor_config, env, hooks, plugins as tutor_plugins  # noqa: E402
from tutor.__about__ import __version__  # noqa: E402
from tutor.commands import cli  # noqa: E402,F401  (adds the commands of its own)

hooks.Actions.CORE_READY.do()
hooks.Actions.PROJECT_ROOT_READY.do(root)
for name in ["mfe", *filter(None, plugins.split(","))]:
    tutor_plugins.load(name)
before = {name for name, _ in hooks.Filters.ENV_PATCHES.iterate()}
tutor_plugins.load("marginalia")
config = tutor_config.load_minimal(root)
config["PLUGINS"] = ["mfe", "marginalia", *filter(None, plugins.split(","))]
tutor_config.update_with_base(config)
tutor_config.update_with_defaults(config)
for pair in settings:
    name, _, value = pair.partition("=")
    config[name] = yaml.safe_load(value)
tutor_config.render_full(config)

# Which places Tutor and its plugins ask for while they render: a patch of any other name would go nowhere, silently.
asked = set()
renderer_patch = env.Renderer.patch


def patch(self, name, *args, **kwargs):
    asked.add(name)
    return renderer_patch(self, name, *args, **kwargs)


env.Renderer.patch = patch
env.save(root, config)


def read(*path):
    with open(os.path.join(root, "env", *path), encoding="utf-8") as file:
        return file.read()


def parsed(*path):
    return yaml.safe_load(read(*path))


def compiled(*path):
    compile(read(*path), "/".join(path), "exec")
    return read(*path)


tasks = [
    (env.render_str(config, service), env.render_str(config, script))
    for service, script in hooks.Filters.CLI_DO_INIT_TASKS.iterate()
    if "arginalia" in script or "MARGINALIA" in script
]
aspects_sql = ""
if "aspects" in plugins:
    scripts = [s for _, s in hooks.Filters.CLI_DO_INIT_TASKS.iterate() if "clickhouse-extra-sql" in s]
    aspects_sql = "\n".join(env.render_str(config, script) for script in scripts)
commands = {}
for command in hooks.Filters.CLI_DO_COMMANDS.iterate():
    if command.name.startswith("marginalia-"):
        found = command.main([], standalone_mode=False)
        commands[command.name] = [(service, env.render_str(config, script)) for service, script in found]
site = os.path.join(root, "env", "plugins", "mfe", "build", "mfe", "site", "site.config.build.tsx")
print(
    json.dumps(
        {
            "version": __version__,
            "patches": sorted({name for name, _ in hooks.Filters.ENV_PATCHES.iterate_from_context("app:marginalia")}),
            "asked": sorted(asked),
            "compose": parsed("local", "docker-compose.yml")["services"],
            "jobs": parsed("local", "docker-compose.jobs.yml")["services"],
            "production": parsed("local", "docker-compose.prod.yml")["services"],
            "dev": parsed("dev", "docker-compose.yml")["services"],
            "caddyfile": read("apps", "caddy", "Caddyfile"),
            "lms": compiled("apps", "openedx", "settings", "lms", "production.py"),
            "cms": compiled("apps", "openedx", "settings", "cms", "production.py"),
            "lms_dev": compiled("apps", "openedx", "settings", "lms", "development.py"),
            "setowners": read("apps", "permissions", "setowners.sh"),
            "openedx_dockerfile": read("build", "openedx", "Dockerfile"),
            "mfe_dockerfile": read("plugins", "mfe", "build", "mfe", "Dockerfile"),
            "env_config": read("plugins", "mfe", "build", "mfe", "env.config.jsx"),
            "site_config": open(site, encoding="utf-8").read() if os.path.exists(site) else None,
            "tasks": tasks,
            "aspects_sql": aspects_sql,
            "commands": commands,
            "hosts": [env.render_str(config, host) for host in hooks.Filters.APP_PUBLIC_HOSTS.iterate("local")],
            "images": [env.render_str(config, image) for _, image in hooks.Filters.IMAGES_PULL.iterate(config)],
            "modulus": f"{RSA.import_key(config['JWT_RSA_PRIVATE_KEY'].encode()).n:x}",
            "env": os.path.join(root, "env"),
        }
    )
)
