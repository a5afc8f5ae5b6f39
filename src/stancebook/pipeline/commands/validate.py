"""Validation by people: draw a sample of sentences, lay out a blind sheet, and say how far people and study agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from stancebook.core import tables
from stancebook.core.authored import rewriting
from stancebook.core.english import plural
from stancebook.core.paths import is_there, shown
from stancebook.core.problems import UserError
from stancebook.intake.add import locked
from stancebook.pipeline import steps
from stancebook.pipeline.run_config import RunConfig, requested
from stancebook.pipeline.terminal import say, strong
from stancebook.study.people import blind_sheet, sample, training, validators
from stancebook.study.people.sample import Sample
from stancebook.study.people.tables import SAMPLE, SHEET, STRATA

CODED = "02"  # the notebook whose tables a sample is drawn from
MINUTES = 2  # that a sentence takes, with the look at its neighbours


def validate(environment: Mapping[str, str], n: int | None, seed: int) -> None:
    """Draw n sentences; without a number say how far people are, and how far they and the study agree."""
    if n is None:
        show(environment)
    else:
        draw(environment, n, seed)


def draw(environment: Mapping[str, str], n: int, seed: int) -> None:
    """Draw n sentences of the study, and lay out a sheet of them; raise UserError if a sample is there already."""
    folder = requested(environment).paths.validation
    _refuse_another(folder)
    steps.run(environment, CODED)
    config = requested(environment)
    drawn = _drawn(config, n, seed)
    contents = {
        folder / blind_sheet.FILE: tables.content(blind_sheet.lay_out(drawn.rows, config.study.articles), SHEET),
        folder / sample.STRATA_FILE: tables.content(drawn.strata, STRATA),
        folder / sample.FILE: tables.content(drawn.rows, SAMPLE),
    }
    with locked(config.paths.coded):
        _refuse_another(folder)  # which somebody may have drawn meanwhile
        rewriting.write_all(contents)
    say("\n".join(_told(config, drawn, n)))


def _refuse_another(folder: Path) -> None:
    """Raise UserError if a sample is drawn."""
    if is_there(folder / sample.FILE):
        raise UserError(
            f"{shown(folder / sample.FILE)} is there already: a sample is drawn once, so that nobody draws again until "
            "one pleases; stancebook validate says how far its coding is"
        )


def _drawn(config: RunConfig, n: int, seed: int) -> Sample:
    """Return a sample of the sentences of the run; raise UserError if nothing is coded, or a decision is due."""
    study = config.study
    if wait := _too_early(config):
        raise UserError(wait)
    known = training.articles_used(config.paths.training)  # their coders have seen what was decided there
    texts = study.texts_coded - known
    found = [tables.records(table) for table in (study.sentences, study.statements, study.codings)]
    rows = ([row for row in table if row["article"] in texts] for table in found)
    strata, issues = sample.strata_of(*rows)
    return sample.draw(strata, issues, n, seed)


def _too_early(config: RunConfig) -> str:
    """Return what has to be done before a sample can be drawn; "" if nothing has."""
    from stancebook.pipeline.stages import Stage

    wait = Stage(config).waits_for("decisions")
    return f"a sample is drawn of what is decided, and {wait.why}; next: {wait.command}" if wait else ""


def _told(config: RunConfig, drawn: Sample, n: int) -> list[str]:
    """Return what was drawn of each stratum, where the sheet is, and what comes next; n sentences were asked for."""
    names, folder = Counter(drawn.stratum_of.values()), config.paths.validation
    sizes = {sample.mark(name, row["seed"]): name for row in drawn.strata for name in sample.STRATA}
    rows = {sizes[row["stratum"]]: row for row in drawn.strata}
    lines = [f"  {name}: {names[name]} of {rows[name]['sentences']}" for name in sample.STRATA if name in rows]
    all_there = f", all that can be drawn: there are no {n}" if n > len(drawn.rows) else ""
    return [
        f"{shown(folder / sample.FILE)}: {plural(len(drawn.rows), 'sentence')}{all_there}, of each stratum:",
        *lines,
        f"{shown(folder / blind_sheet.FILE)}: a blind sheet of them, about {_time(MINUTES * len(drawn.rows))} of work "
        f"at {MINUTES} minutes a sentence",
        f"next: each validator saves it as {shown(folder / 'NAME')}{blind_sheet.ENDING} and fills it in, "
        f"or codes at the desk ({strong('stancebook desk')}); then {strong('stancebook validate')}",
    ]


def _time(minutes: int) -> str:
    """Return a time in minutes, from two hours on in hours.

    >>> _time(34), _time(180)
    ('34 minutes', '3 hours')
    """
    return f"{minutes} minutes" if minutes < 120 else f"{minutes / 60:.2g} hours"


def show(environment: Mapping[str, str]) -> None:
    """Say how far people have coded the sample and, once they have coded all of it, how far they and the study agree.

    Raises UserError if no sample is drawn.
    """
    from stancebook.agreement import people_summary

    config = requested(environment)
    validation = validators.read_validation(config.paths.validation, config.study.authored[0])
    if not validation.sample.rows:
        raise UserError("no sample is drawn; next: stancebook validate --draw 60 --seed 1")
    if validation.is_complete:
        steps.run(environment, steps.AGREEMENT)
        config = requested(environment)
    results = config.study.table("validation") if validation.is_complete else None
    say(people_summary.summary(validation, results, config.study.names_of_people))
