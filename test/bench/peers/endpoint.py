"""Serves Ralph's own LRS on a port of loopback, with a store that takes everything and keeps nothing.

usage: endpoint.py PORT FOLDER
So its answers cost what reading, checking and answering cost: with any real store the peer is slower, never faster.
Needs the package ralph-malph with its extra `lrs`. The credential is bench:secret; FOLDER is for its file.
"""
import asyncio
import json
import os
import sys

import bcrypt

port, folder = int(sys.argv[1]), sys.argv[2]
with open(os.path.join(folder, "auth.json"), "w", encoding="utf-8") as file:
    json.dump([{
        "username": "bench",
        "hash": bcrypt.hashpw(b"secret", bcrypt.gensalt(4)).decode(),
        "scopes": ["all"],
        "agent": {"mbox": "mailto:bench@example.org"},
    }], file)
os.environ["RALPH_APP_DIR"] = folder
os.environ["RALPH_AUTH_FILE"] = os.path.join(folder, "auth.json")
os.environ["RALPH_RUNSERVER_BACKEND"] = "fs"
os.environ["RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH"] = folder

import uvicorn  # noqa: E402
from ralph.api import app  # noqa: E402
from ralph.api.routers import statements  # noqa: E402
from ralph.backends.lrs.base import BaseAsyncLRSBackend  # noqa: E402


class Nowhere(BaseAsyncLRSBackend):
    """Takes what is written, and has nothing."""

    def __init__(self):  # pylint: disable=super-init-not-called
        pass

    async def write(self, data, **_):
        return len(list(data))

    async def query_statements(self, *_, **__):
        raise NotImplementedError

    async def query_statements_by_ids(self, *_, **__):
        for nothing in ():
            yield nothing


Nowhere.__abstractmethods__ = frozenset()
statements.BACKEND_CLIENT = Nowhere()
asyncio.run(uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", access_log=False)).serve())
