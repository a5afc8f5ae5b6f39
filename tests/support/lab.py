"""A JupyterLab on a copy of the project, and requests to its server."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

from stancebook.pipeline import execute

TOKEN = "a token of these tests"


@contextmanager
def running_lab(folder):
    """Start JupyterLab on a copy of the project, yield its address when it answers, and stop it afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settled = execute.environment(folder) | {"BROWSER": "true", "JUPYTER_TOKEN": TOKEN, "JUPYTER_PORT": str(port)}
    log = folder.with_name("lab.log")  # a pipe that nobody reads would stop it when it is full
    with open(log, "wb") as said:
        server = subprocess.Popen(
            ["make", "lab", f"VENV={sys.prefix}"],
            cwd=folder,
            env=settled,
            stdout=subprocess.DEVNULL,
            stderr=said,
            start_new_session=True,
        )
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            ask(f"{address}/api/status")
            break
        except (urllib.error.URLError, ConnectionError):
            assert server.poll() is None, log.read_text(encoding="utf-8", errors="replace")
            time.sleep(0.25)
    try:
        yield address
    finally:
        os.killpg(server.pid, 15)
        server.wait(timeout=30)


def close_all(address):
    """Close all notebooks of a lab, and end their kernels."""
    for session in json.loads(ask(f"{address}/api/sessions")):
        ask(f"{address}/api/sessions/{session['id']}", "DELETE")


def ask(address, method="GET", body=None, token=TOKEN):
    """Return the server's answer, parsed if it is JSON; raise HTTPError if the server refuses."""
    request = urllib.request.Request(address, method=method, data=json.dumps(body).encode() if body else None)
    request.add_header("Authorization", f"token {token}")
    with urllib.request.urlopen(request, timeout=30) as answer:
        content = answer.read()
    return json.loads(content) if content.startswith(b"{") else content.decode()
