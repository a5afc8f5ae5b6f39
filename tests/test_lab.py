"""JupyterLab on a copy of the project: it opens, asks for its token, and its own kernels run each notebook through."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid

import nbformat
import pytest
from websocket import create_connection

from conftest import PROJECT
from stancebook import kernels

TOKEN = "a token of this test"
NOTEBOOKS = sorted(path.name for path in (PROJECT / "notebooks").glob("[0-9]*.ipynb"))


def ask(address, method="GET", body=None, token=TOKEN):
    """The server's answer, parsed; raises HTTPError where it refuses."""
    request = urllib.request.Request(address, method=method, data=json.dumps(body).encode() if body else None)
    request.add_header("Authorization", f"token {token}")
    with urllib.request.urlopen(request, timeout=30) as answer:
        content = answer.read()
    return json.loads(content) if content.startswith(b"{") else content.decode()


def run(channel, code):
    """Run a cell on a kernel's channel: the status it ends with and what went to stderr."""
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": "execute_request",
        "username": "",
        "session": "test",
        "version": "5.3",
    }
    content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": True}
    message = {
        "header": header,
        "parent_header": {},
        "metadata": {},
        "content": content,
        "channel": "shell",
        "buffers": [],
    }
    channel.send(json.dumps(message))
    status, complaints, idle = None, "", False
    while not (status and idle):
        told = json.loads(channel.recv())
        if told.get("parent_header", {}).get("msg_id") == header["msg_id"]:
            kind, content = told["header"]["msg_type"], told["content"]
            status = content["status"] if kind == "execute_reply" else status
            idle = idle or kind == "status" and content["execution_state"] == "idle"
            complaints += content["text"] if kind == "stream" and content["name"] == "stderr" else ""
    return status, complaints


@pytest.fixture
def lab(copy):
    """The address of a JupyterLab on the copy, ready to answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settled = kernels.environment(copy) | {"BROWSER": "true", "JUPYTER_TOKEN": TOKEN, "JUPYTER_PORT": str(port)}
    server = subprocess.Popen(
        ["make", "lab", f"VENV={sys.prefix}"],
        cwd=copy,
        env=settled,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            ask(f"{address}/api/status")
            break
        except (urllib.error.URLError, ConnectionError):
            assert server.poll() is None, server.stderr.read().decode()
            time.sleep(0.25)
    yield address
    os.killpg(server.pid, 15)
    server.wait(timeout=30)


@pytest.mark.slow
def test_each_notebook_runs_in_the_lab_from_top_to_bottom(lab, copy):
    page = ask(f"{lab}/lab/tree/notebooks/{NOTEBOOKS[0]}")
    assert "<title>JupyterLab</title>" in page
    with pytest.raises(urllib.error.HTTPError, match="403"):
        ask(f"{lab}/api/contents/notebooks", token="another")
    for name in NOTEBOOKS:
        wanted = {"path": f"notebooks/{name}", "name": name, "type": "notebook", "kernel": {"name": "python3"}}
        session = ask(f"{lab}/api/sessions", "POST", wanted)
        channels = f"{lab}/api/kernels/{session['kernel']['id']}/channels".replace("http", "ws", 1)
        channel = create_connection(channels, header=[f"Authorization: token {TOKEN}"], timeout=120)
        for cell in nbformat.read(copy / "notebooks" / name, 4).cells:
            if cell.cell_type == "code":
                assert run(channel, cell.source) == ("ok", ""), (name, cell.source)
        channel.close()
        ask(f"{lab}/api/sessions/{session['id']}", "DELETE")
