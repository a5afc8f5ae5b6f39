"""A scratch folder from within: its notebooks run in their order, for as long as somebody outside waits for them.

>>> book = {"cells": [{"id": "a1b2", "metadata": {"tags": ["injected-parameters"], "papermill": {"duration": 0.1}}}]}
>>> job_environment(book | {"metadata": {"papermill": {"start_time": "now"}}})["cells"]
[{'id': 'injected-parameters-0', 'metadata': {'tags': ['injected-parameters']}}]
"""

import json
import os
import shutil
import signal
import threading
import time
from pathlib import Path

from stancebook.core import files
from stancebook.pipeline import run_config, steps

ADDED = (
    "injected-parameters",
    "papermill-error-cell-tag",
)  # the tags of cells that papermill writes, with ids of chance
PATIENCE = 8  # seconds to end in order, before the end


def run_job(environment):
    """All notebooks here, one after the other, which is one run of a sweep; it ends with whoever waits for it."""
    orphaned, home = watch_parent(), None
    try:
        walk = run_config.requested(environment)
        home = walk.folder
        home.mkdir(parents=True, exist_ok=True)
        for notebook in walk.notebooks:
            steps.run(environment, notebook.number)
    finally:
        for copy in home.glob("*.ipynb") if home else ():
            files.write_text(copy, as_text(job_environment(json.loads(copy.read_text(encoding="utf-8")))))
        if orphaned.is_set():
            clear(Path(environment.get("STANCEBOOK_SCRATCH", "")))


def watch_parent():
    """An Event that is set, and this process interrupted, when nobody holds its standard input open any more.

    That is so however they ended, also where they were killed and could not say so.
    """
    orphaned = threading.Event()
    signal.signal(signal.SIGINT, signal.default_int_handler)

    def watch():
        while os.read(0, 1):
            pass
        orphaned.set()
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
        time.sleep(PATIENCE)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()
    return orphaned


def clear(scratch):
    """Take the scratch folder away, which nobody else will any more."""
    if scratch.name.startswith("stancebook-run-"):
        shutil.rmtree(scratch, ignore_errors=True)


def job_environment(book):
    """An executed copy without what depends on when and where it ran: times, paths, versions, ids of chance."""
    book["metadata"].pop("papermill", None)
    book["metadata"]["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    book["metadata"]["language_info"] = {"name": "python"}
    for number, cell in enumerate(book["cells"]):
        for stamped in ("papermill", "execution"):
            cell["metadata"].pop(stamped, None)
        for tag in set(ADDED) & set(cell["metadata"].get("tags", ())):
            cell["id"] = f"{tag}-{number}"
    return book


def as_text(book):
    """A notebook as its file has it."""
    return json.dumps(book, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
