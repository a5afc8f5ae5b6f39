"""The steps that make calls: check, freeze, plan, run a notebook, sum up, accept.

Each step gets the environment, in which make puts the user's settings as STANCEBOOK_… variables.

>>> say("01-clean  running")
01-clean  running
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from stancebook.core import files, notebooks, tables
from stancebook.core.problems import UserError
from stancebook.pipeline import execute, stamps
from stancebook.pipeline.run_config import RunConfig, requested, validated
from stancebook.study.freeze import FILES, freeze_codings

BRIEF = "07"  # the number of the notebook that writes the brief


def check(environment: Mapping[str, str]) -> None:
    """Print all problems in the authored files at once, or one line if there are none."""
    validated(environment)
    say("all authored files are in order")


def freeze(environment: Mapping[str, str]) -> None:
    """Freeze the coders' files as they are: add their hashes and the reason to frozen.json."""
    from stancebook.pipeline.check import check_study  # here, because a notebook's run needs no check

    config, reason = requested(environment), environment.get("STANCEBOOK_REASON", "")
    try:
        freeze_codings(config.paths.coded, reason, check_study(config.study))
    except ValueError as error:
        raise UserError(str(error)) from None
    say(f"frozen: {', '.join(FILES)}")


def plan(environment: Mapping[str, str]) -> None:
    """Check everything, write the order of the notebooks for make, and print the name of the run's folder."""
    config = validated(environment)
    config.folder.mkdir(parents=True, exist_ok=True)
    (config.folder / ".started").touch()
    files.write_text(config.folder / "notebooks.mk", make_rules(config))
    stamps.retire(config)
    say(config.variant)


def make_rules(config: RunConfig) -> str:
    """Return make's rules for the stamps: each needs the stamps of the notebooks that write what it reads."""
    stamp = f"build/{config.variant}/{{}}.done".format
    order = notebooks.upstream(config.notebooks)
    return "".join(f"{stamp(number)}: {' '.join(map(stamp, sorted(order[number])))}\n" for number in sorted(order))


def run(environment: Mapping[str, str], number: str) -> None:
    """Run one notebook, unless its stamp still holds; print whole lines, because others run at the same time."""
    config = requested(environment)
    notebook = config.notebook(number)
    if stamps.keep(config, notebook):
        say(f"{notebook.name}  kept")
        return
    say(f"{notebook.name}  running")
    begun, inputs = time.time(), stamps.inputs(config, notebook)
    _execute(config, notebook)
    seconds = round(time.time() - begun, 1)
    made = stamps.outputs(config, notebook) | {"ended": time.time(), "seconds": seconds}
    stamps.write(config, notebook, inputs | made)
    say(f"{notebook.name}  done in {seconds} s")


def _execute(config: RunConfig, notebook: notebooks.Notebook) -> None:
    """Write the notebook's executed copy and its outputs; raise UserError with readable lines if it fails."""
    copy = os.path.relpath(config.copy(notebook))
    parameters = {} if config.variant == "default" else config.parameters
    try:
        execute.execute(notebook, config.copy(notebook), parameters)
    except execute.NotebookFailed as failure:
        raise UserError(f"{notebook.name}  failed at {failure}\nopen {copy} to see it") from None
    except Exception as error:
        message = f"{notebook.name}  stopped: {type(error).__name__}: {error}"
        raise UserError(f"{message}\nopen {copy} to see how far it came") from None
    absent = stamps.missing(config, notebook)
    if absent:
        raise UserError(f"{notebook.name}  failed: it declares, and did not write, {', '.join(absent)}\nopen {copy}")


def summary(environment: Mapping[str, str], number: str = BRIEF) -> None:
    """Print where the brief is, what it cites and how long the run took; for another notebook, where its copy is."""
    config = requested(environment)
    done = {book.name: stamp for book in config.notebooks if (stamp := stamps.read(config, book))}
    seconds = {name: stamp["seconds"] for name, stamp in done.items()}
    files.write_text(config.folder / "run.json", json.dumps(seconds, indent=1) + "\n")
    if number == BRIEF:
        say(f"brief: {os.path.relpath(config.paths.report / 'index.html')}, brief.pdf and brief.docx beside it")
        say(f"it rests on {cited_evidence(config.paths.processed)}")
    else:
        say(f"executed copy: {os.path.relpath(config.copy(config.notebook(number)))}")
    started = (config.folder / ".started").stat().st_mtime
    ran = sum(stamp["ended"] >= started for stamp in done.values())
    work = {0: "nothing had changed, no notebook ran", 1: "1 notebook ran"}.get(ran, f"{ran} notebooks ran")
    say(f"{work}, {time.time() - started:.1f} s")


def cited_evidence(processed: Path) -> str:
    """Return in words how many claims the brief makes, and how many statements, facts and source notes they cite."""
    claims = tables.read(processed / "claims.csv")
    cited = {id for row in claims for id in row["statements"].split()}
    statements = {row["statement"] for row in tables.read(processed / "statements.csv")}
    counts = f"{len(cited & statements)} of {len(statements)} statements, and {len(cited - statements)} facts"
    return f"{len(claims)} claims, which cite {counts} and source notes"


def accept(environment: Mapping[str, str]) -> None:
    """Put the outputs of the default run's executed copies into the committed notebooks."""
    config = requested(environment)
    if config.variant != "default":
        raise UserError("accept takes the default run alone; leave the parameters out")
    stale = [notebook.name for notebook in config.notebooks if not stamps.holds(config, notebook)]
    if stale:
        raise UserError(f"{', '.join(stale)}: not run since something changed; make report first")
    changed = [notebook.name for notebook in config.notebooks if execute.accept(notebook, config.copy(notebook))]
    say(f"accepted: {', '.join(changed)}" if changed else "accepted: nothing had changed")


def say(line: object) -> None:
    """Print a line at once and in one piece."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
