"""The street, step by step, as make takes it: check, plan, run a notebook, sum up, accept.

Each step is told the environment in which make has put what a user asks for.

>>> say("01-clean  running")
01-clean  running
"""

import json
import os
import sys
import time

from stancebook.core import files, tables
from stancebook.core.problems import UserError
from stancebook.pipeline import execute, stamps
from stancebook.pipeline.run_config import requested, validated
from stancebook.study.freeze import FILES, freeze_codings


def check(environment):
    """All complaints at once, or one line that there are none."""
    validated(environment)
    say("all authored files are in order")


def freeze(environment):
    """The coders' files frozen as they are: their hashes, with the reason, added to frozen.json."""
    from stancebook.pipeline.check import check_study  # here, because no other step needs more than a walk

    walk, reason = requested(environment), environment.get("STANCEBOOK_REASON", "")
    try:
        freeze_codings(walk.rooms.coded, reason, check_study(walk.rooms, **walk.parameters))
    except ValueError as refusal:
        raise UserError(str(refusal)) from None
    say(f"frozen: {', '.join(FILES)}")


def plan(environment):
    """The variant's name, printed for make, after a check; stamps that no longer hold are set aside."""
    walk = validated(environment)
    walk.folder.mkdir(parents=True, exist_ok=True)
    (walk.folder / ".started").touch()
    stamps.retire(walk)
    say(walk.variant)


def run(environment, number):
    """One notebook run, unless its old stamp holds after all; its lines are written whole, for others run beside it."""
    walk = requested(environment)
    notebook = walk.notebook(number)
    if stamps.keep(walk, notebook):
        return say(f"{notebook.name}  kept")
    say(f"{notebook.name}  running")
    begun, told = time.time(), stamps.basis(walk, notebook)
    _execute(walk, notebook)
    seconds = round(time.time() - begun, 1)
    stamps.write(walk, notebook, told | stamps.result(walk, notebook) | {"ended": time.time(), "seconds": seconds})
    say(f"{notebook.name}  done in {seconds} s")


def _execute(walk, notebook):
    """The notebook's executed copy and its outputs, written; raises UserError in readable lines where it fails."""
    copy = os.path.relpath(walk.copy(notebook))
    given = {} if walk.variant == "default" else walk.parameters
    try:
        execute.execute(notebook, walk.copy(notebook), given)
    except execute.NotebookFailed as failure:
        raise UserError(f"{notebook.name}  failed at {failure}\nopen {copy} to see it") from None
    except Exception as error:
        raise UserError(
            f"{notebook.name}  stopped: {type(error).__name__}: {error}\nas far as it came: {copy}"
        ) from None
    absent = stamps.missing(walk, notebook)
    if absent:
        raise UserError(f"{notebook.name}  failed: it declares, and did not write, {', '.join(absent)}\nopen {copy}")


def summary(environment, number="07"):
    """Where the brief is, what it rests on and how long it took; of another notebook, where its executed copy is."""
    walk = requested(environment)
    told = {notebook.name: stamps.inputs_of(walk, notebook) for notebook in walk.notebooks}
    seconds = {name: stamp["seconds"] for name, stamp in told.items() if stamp}
    files.write_text(walk.folder / "run.json", json.dumps(seconds, indent=1) + "\n")
    if number == "07":
        say(f"brief: {os.path.relpath(walk.rooms.report / 'index.html')}, brief.pdf and brief.docx beside it")
        say(f"it rests on {borne(walk.rooms.processed)}")
    else:
        say(f"executed copy: {os.path.relpath(walk.copy(walk.notebook(number)))}")
    started = (walk.folder / ".started").stat().st_mtime
    ran = sum(stamp["ended"] >= started for stamp in told.values() if stamp)
    work = {0: "nothing had changed, no notebook ran", 1: "1 notebook ran"}.get(ran, f"{ran} notebooks ran")
    say(f"{work}, {time.time() - started:.1f} s")


def borne(processed):
    """How many claims the brief makes, and how many statements, facts and source notes they cite."""
    claims = tables.read(processed / "claims.csv")
    cited = {id for row in claims for id in row["statements"].split()}
    said = {row["statement"] for row in tables.read(processed / "statements.csv")}
    of_statements, others = f"{len(cited & said)} of {len(said)} statements", len(cited - said)
    return f"{len(claims)} claims, which cite {of_statements}, and {others} facts and source notes"


def accept(environment):
    """The committed notebooks with the outputs of the executed copies of the default run."""
    walk = requested(environment)
    if walk.variant != "default":
        raise UserError("accept takes the default run alone; leave the parameters out")
    stale = [notebook.name for notebook in walk.notebooks if not stamps.holds(walk, notebook)]
    if stale:
        raise UserError(f"{', '.join(stale)}: not run since something changed; make report first")
    changed = [notebook.name for notebook in walk.notebooks if execute.accept(notebook, walk.copy(notebook))]
    say(f"accepted: {', '.join(changed)}" if changed else "accepted: nothing had changed")


def say(line, to=None):
    """A line on the screen, at once and in one piece."""
    (to or sys.stdout).write(f"{line}\n")
    (to or sys.stdout).flush()
