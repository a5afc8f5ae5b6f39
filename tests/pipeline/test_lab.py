"""JupyterLab on a copy of the project: it opens, asks for its token, and its own kernels run each notebook through."""

import json
import urllib.error
import uuid

import nbformat
import pytest
from websocket import create_connection

from counts import count, some_of
from lab import TOKEN, ask
from project import PROJECT

NOTEBOOKS = sorted(path.name for path in (PROJECT / "notebooks").glob("[0-9]*.ipynb"))


def run(channel, code):
    """Run a cell on a kernel's channel; return its status and what it wrote to stderr."""
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
    status, errors, idle = None, "", False
    while not (status and idle):
        reply = json.loads(channel.recv())
        if reply.get("parent_header", {}).get("msg_id") == header["msg_id"]:
            kind, content = reply["header"]["msg_type"], reply["content"]
            status = content["status"] if kind == "execute_reply" else status
            idle = idle or (kind == "status" and content["execution_state"] == "idle")
            errors += content["text"] if kind == "stream" and content["name"] == "stderr" else ""
    return status, errors


@pytest.mark.slow
@pytest.mark.matrix
def test_each_notebook_runs_in_the_lab_from_top_to_bottom(lab, copy_in_lab):
    chosen = some_of(NOTEBOOKS, count("notebooks in JupyterLab", full=len(NOTEBOOKS), small=2))
    page = ask(f"{lab}/lab/tree/notebooks/{NOTEBOOKS[0]}")
    assert "<title>JupyterLab</title>" in page
    with pytest.raises(urllib.error.HTTPError, match="403"):
        ask(f"{lab}/api/contents/notebooks", token="another")
    for name in chosen:
        wanted = {"path": f"notebooks/{name}", "name": name, "type": "notebook", "kernel": {"name": "python3"}}
        session = ask(f"{lab}/api/sessions", "POST", wanted)
        channels = f"{lab}/api/kernels/{session['kernel']['id']}/channels".replace("http", "ws", 1)
        channel = create_connection(channels, header=[f"Authorization: token {TOKEN}"], timeout=120)
        for cell in nbformat.read(copy_in_lab / "notebooks" / name, 4).cells:
            if cell.cell_type == "code":
                assert run(channel, cell.source) == ("ok", ""), (name, cell.source)
        channel.close()
        ask(f"{lab}/api/sessions/{session['id']}", "DELETE")
