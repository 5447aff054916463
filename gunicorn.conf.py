"""Serves the board with gunicorn, here and in production alike."""

import os
import sys

from dashboard.settings import Settings, SettingsError

try:
    _settings = Settings.from_environment(os.environ)
except SettingsError as _error:
    sys.exit(f"The board cannot start.\n{_error}")

wsgi_app = "dashboard.wsgi:server"
bind = f"{_settings.host}:{_settings.port}"
proc_name = "board"

worker_class = "gthread"
workers = _settings.web_workers
threads = _settings.web_threads
# Each worker opens its own database and warms itself when it loads the application, before its first request.
preload_app = False
# A browser keeps its connection for a visit; a proxy keeps a few for all.
keepalive = 30
timeout = 60
graceful_timeout = 20
backlog = 512
# A worker that heartbeats into a disk file can stall on a busy disk.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None

# Nobody is to steer a running server from outside.
control_socket_disable = True

loglevel = _settings.log_level.lower()
accesslog = None


def when_ready(server):
    """Says where the board is."""
    host = "localhost" if _settings.host in {"127.0.0.1", "0.0.0.0", "::"} else _settings.host
    server.log.info("Board on http://%s:%s", host, _settings.port)
