"""Run the notebooks of one sweep job in its folder, and stop when the parent process ends.

>>> book = {"cells": [{"id": "a1b2", "metadata": {"tags": ["injected-parameters"], "papermill": {"duration": 0.1}}}]}
>>> without_traces(book | {"metadata": {"papermill": {"start_time": "now"}}})["cells"]
[{'id': 'injected-parameters-0', 'metadata': {'tags': ['injected-parameters']}}]
"""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stancebook.core import files
from stancebook.core.processes.parents import interrupt_after
from stancebook.pipeline import execute, run_config
from stancebook.pipeline.scheduler import Schedule

ADDED = {"injected-parameters", "papermill-error-cell-tag"}  # tags of the cells that papermill adds, with random ids
PATIENCE = 8  # seconds to end in order, before the process kills itself


def run_job(environment: Mapping[str, str]) -> None:
    """Run all notebooks of this project one after the other: one run of a sweep."""
    orphaned = copies = None
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        orphaned = interrupt_after(input_closed, signal.SIGINT, PATIENCE)
        config = run_config.requested(environment)
        copies = config.folder
        copies.mkdir(parents=True, exist_ok=True)
        Schedule(config, config.notebooks[-1].number).run()
    finally:
        for path in copies.glob("*.ipynb") if copies else ():
            book = without_traces(json.loads(path.read_text(encoding="utf-8")))
            files.write_text(path, json.dumps(book, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
        folder = Path(environment.get("STANCEBOOK_JOB_FOLDER", ""))
        if (orphaned is None or orphaned.is_set()) and folder.name.startswith("stancebook-run-"):
            shutil.rmtree(folder, ignore_errors=True)


def input_closed() -> None:
    """Wait until the parent has ended: it holds standard input open, and the system closes it, even if it is killed."""
    while os.read(0, 1):
        pass


def without_traces(book: dict[str, Any]) -> dict[str, Any]:
    """Return an executed copy without traces of when and where it ran: times, paths, versions, random ids."""
    book["metadata"].pop("papermill", None)
    book["metadata"] |= execute.KERNEL
    for number, cell in enumerate(book["cells"]):
        for key in ("papermill", "execution"):
            cell["metadata"].pop(key, None)
        for tag in ADDED.intersection(cell["metadata"].get("tags", ())):
            cell["id"] = f"{tag}-{number}"
    return book
