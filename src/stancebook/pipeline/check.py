"""Check a study: find every problem in the authored files and in the parameters of a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from stancebook.analysis import findings
from stancebook.brief import before_build
from stancebook.brief.citations import Citables
from stancebook.brief.inline import TEXT, BriefError
from stancebook.brief.text import parse
from stancebook.core import notebooks, schema
from stancebook.core.authored.cell_checks import check_ids
from stancebook.core.bounds import reading
from stancebook.core.bounds.limits import BeyondLimit
from stancebook.core.english import count, enumerate_words
from stancebook.core.paths import ADJUDICATED, RunPaths, is_there
from stancebook.core.problems import Problem, merged, renumbered
from stancebook.core.tables import Rows
from stancebook.exchange import passages
from stancebook.study import adjudication, coders, due, fact_decisions, facts, freeze, loader
from stancebook.study.facts import FACTS, NOTES, Noted
from stancebook.study.loader import Authored, TextsRead
from stancebook.study.people import training, validators
from stancebook.study.revision import flags, proposals
from stancebook.study.study import Study
from stancebook.study.validation import (
    coded_rows,
    decisions,
    journals,
    likeness,
    marks,
    parameters,
    people,
    settings_files,
    stray_files,
)
from stancebook.texts.corpus import Article
from stancebook.texts.spans import find

TEXTS = {"sources.csv", "cleaning.yaml"}
READ = ("nothing", "finished")  # marks of a coder who has read a sentence or a text


def check_study(run: Study) -> list[Problem]:
    """Return all problems in the authored files and in a run's parameters; if there are none, the run may start."""
    study, found = run.authored
    found = people.in_headers(stray_files.check_stray(run.paths, study.people, found), study.people)
    problems = list(found)
    problems += parameters.check_parameters(study, **run.parameters)
    problems += settings_files.check_settings(study)
    problems += settings_files.check_map(study)
    problems += settings_files.check_mentions(study.codebook)
    kept, in_kept = passages.read(run.paths.passages)
    raw = {id: article.raw for id, article in study.articles.items()}
    problems += in_kept + passages.check(kept, raw, settings_files.article_ids(study))
    in_codebook = settings_files.check_codebook(study.codebook)
    in_freeze = coded_rows.check_freeze(run.paths, study)
    edited = [problem for problem in in_freeze if problem.message in freeze.CHANGED]
    named = not check_ids(loader.SOURCES, study.sources, "article")  # else no row can say which text it means
    if named:
        problems += settings_files.check_sources(study)
        problems += settings_files.check_provenance_table(study, problems)
    if named and study.codebook and study.articles and not in_codebook:
        problems += edited  # before what may follow from an edit
        problems += people.check_people(run.paths.coded, study)
        in_marks = marks.check_marks(run.paths.coded, study.people, study.articles, settings_files.article_ids(study))
        in_coded, codings = _check_codings(run.paths, study, [*found, *in_marks])
        problems += in_coded
        rests_on = _compared(study) | _of_noted(study, FACTS) | _of_noted(study, NOTES)
        citable = None if _wrong([*found, *in_coded], rests_on) else _citable(run.paths, study, codings)
        problems += check_text(run.paths, study, citable)
        problems += in_marks
        problems += validators.check_validation(run.paths.validation, study)
        problems += training.check_training(run.paths.training, study)
    problems += [problem for folder in (run.paths.coded, run.paths.validation) for problem in journals.check(folder)]
    problems += in_codebook + [problem for problem in in_freeze if problem not in problems]
    in_file = [renumbered(problem, study.numbers.get(problem.file, ())) for problem in problems]
    return merged(flags.explained(in_file, _flags(run, study), study.codebook.changes if study.codebook else ()))


def _flags(run: Study, study: Authored) -> list[flags.Flag]:
    """Return the cells that a change of the codebook touches."""
    return flags.of_study(run.paths.coded, study.people.coders, study.codebook.changes if study.codebook else ())


def _compared(study: Authored) -> set[str]:
    """Return the files on which decisions on statements rest."""
    return TEXTS | {adjudication.FILE, *(f"{coder}.csv" for coder in study.people.coders)}


def _of_noted(study: Authored, of: Noted) -> set[str]:
    """Return the files on which decisions on facts, or on source notes, rest."""
    return TEXTS | {of.file, of.decisions, *map(of.of_coder, study.people.coders)}


def _wrong(problems: Iterable[Problem], files: Set[str]) -> bool:
    """Return whether one of these files has a problem."""
    return not files.isdisjoint(problem.file for problem in problems)


def hints(run: Study) -> list[str]:
    """Return what is worth knowing and no problem: how files were read, who has no rows, names to look at."""
    study = run.authored[0]
    read = {file: enumerate_words(_cut(how), "and") for file, how in study.how.items() if how}
    files = coders.files(study.people.coders)
    coded = any(study.rows[name] for name in study.rows.keys() & _compared(study))
    empty = [name for name in files if coded and not study.rows[name] and is_there(run.paths.coded / name)]
    changed = {file: _changed_quotations(rows, study.articles) for file, rows in study.rows.items()}
    found = "found, though quotation marks, dashes, spaces or accents differ from the text’s"
    return [
        *(f"{file}: read {how}, as a spreadsheet saved it" for file, how in read.items()),
        *(f"{file}: {count(number, 'quotation')} {found}" for file, number in changed.items() if number),
        *(f"{file}: it has a header and no rows yet" for file in empty),
        *map(str, merged(each.problem for each in _flags(run, study) if each.now)),
        *_unread(run, study),
        *people.hints(study, _read(run.paths, study)[0], _marked(run.paths, study)),
        *_waiting(run),
        *likeness.hints(study, run.paths.study / "data" / "originals"),
        *(hint for folder in (run.paths.coded, run.paths.validation) for hint in journals.hints(folder)),
        *_unchained(freeze.read_record(run.paths.coded)),
    ]


def _unchained(freezes: freeze.Freezes) -> list[str]:
    """Return that some freezes name none before them, where others do."""
    number = freeze.unchained(freezes)
    without = f"{count(number, 'freeze')} without a freeze before, as older versions wrote them"
    return [f"{freeze.RECORD}: {without}"] if 0 < number < len(freezes) else []


def _waiting(run: Study) -> list[str]:
    """Return a line on the passages of other programs that are no rows of a coder yet."""
    waiting = passages.waiting_in_words(passages.read(run.paths.passages)[0])
    return [waiting] if waiting else []


def _marked(paths: RunPaths, study: Authored) -> list[str]:
    """Return the coders with marks of the desk."""
    return [coder for coder in study.people.coders if is_there(paths.coded / f"{coder}_marks.csv")]


def _unread(run: Study, study: Authored, most: int = 5) -> list[str]:
    """Return a line about the texts in which no coder has a row or a sign of having read them, once one has coded."""
    by = study.people.coders
    rows = [row for name in coders.files(by) for row in study.rows[name]]
    files = [f"{coder}_marks.csv" for coder in _marked(run.paths, study)]
    marked = [row for name in files for row in loader.read_table(run.paths.coded, name, schema.MARKS.names, [])]
    read = {row["article"] for row in (*rows, *(row for row in marked if row["mark"] in READ))}
    unread = [id for id in settings_files.article_ids(study) if id not in read]
    if not rows or not unread:
        return []
    shown = unread if len(unread) <= most else [*unread[: most - 1], f"{len(unread) - most + 1} other texts"]
    return [f"no coder has a row in {enumerate_words(shown, 'and')}; code what is left, or finish it at the desk"]


def _changed_quotations(rows: Rows, articles: Mapping[str, Article]) -> int:
    """Return how many quotations of rows stand in their texts, though not character by character."""
    quoted = [
        (row["quote"], articles[row["article"]]) for row in rows if row.get("quote") and row["article"] in articles
    ]
    inexact = [(quote, text) for quote, text in quoted if not find(quote, text.raw) and not find(quote, text.clean)]
    return sum(bool(text.places(quote)) for quote, text in inexact)


def _cut(how: Sequence[str], most: int = 4) -> list[str]:
    """Return the first of many changes, and how many more there are."""
    return [*how] if len(how) <= most else [*how[: most - 1], f"{len(how) - most + 1} more such changes"]


def _check_codings(paths: RunPaths, study: Authored, before: list[Problem]) -> tuple[list[Problem], dict[str, Rows]]:
    """Return the problems in the rows of the coders and in what was decided and added after them, and all codings.

    `before` are the problems of reading the study.
    """
    codings: dict[str, Rows] = {}
    problems, rows = list(before), study.rows
    for coder in study.people.coders:
        codings[coder], in_coding = coded_rows.check_coding(f"{coder}.csv", coder, study)
        problems += in_coding + coded_rows.check_facts(FACTS.of_coder(coder), study)
        problems += coded_rows.check_notes(study, file=NOTES.of_coder(coder))
        proposed = rows.get(proposals.file_of(coder), [])
        problems += proposals.check(coder, proposed, rows[f"{coder}.csv"], study.codebook)
    problems += coded_rows.check_facts("facts.csv", study) + check_ids("facts.csv", rows["facts.csv"], "fact")
    problems += coded_rows.check_notes(study)
    read = {"study.yaml", *coders.files(study.people.coders), *marks.files(study.people)}
    unreadable = _wrong(before, read)  # then who read a text is not known
    problems += adjudication.check_decisions(rows[adjudication.FILE], study.codebook)
    if not unreadable and not _wrong(problems, _compared(study)):  # else each row that is lost would be a difference
        problems += _check_adjudication(paths, study, codings)
    for of in (FACTS, NOTES):
        if not unreadable and not _wrong(problems, _of_noted(study, of)):
            problems += _check_decisions_on(of, paths, study)
    return problems[len(before) :], codings


def _read(paths: RunPaths, study: Authored) -> tuple[TextsRead, TextsRead]:
    """Return the texts in which each coder looked for statements, and for facts."""
    return loader.texts_read(paths.coded, study.people, study.rows.__getitem__)


def _check_adjudication(paths: RunPaths, study: Authored, codings: Mapping[str, Rows]) -> list[Problem]:
    """Return the problems of decisions beside the codings, and of those that are due and not taken."""
    taken, rows = study.rows[adjudication.FILE], [row for coding in codings.values() for row in coding]
    changes = study.codebook.changes if study.codebook else ()
    differences = adjudication.decisions_due(codings, _read(paths, study)[0], changes)
    to_take = due.decisions_to_take(taken, codings, differences)
    there = None if loader.is_absent(paths.coded, adjudication.FILE) else taken
    problems = adjudication.check_due(taken, differences, rows) + decisions.check_amended(taken)
    return problems + decisions.check_taken(to_take, there)


def _check_decisions_on(of: Noted, paths: RunPaths, study: Authored) -> list[Problem]:
    """Return the problems of decisions on facts, or on source notes, and of those that are due and not taken."""
    taken = study.rows[of.decisions]
    placed = fact_decisions.place_all(study.rows, study.articles, study.people.coders, of)
    basis = paths.coded, study.people, study.rows.__getitem__
    read = loader.texts_read(*basis)[1] if of == FACTS else loader.notes_read(*basis)
    problems = fact_decisions.check_due(taken, placed, read, of)
    wrong = fact_decisions.questions(taken, problems, of)  # once they are right, fewer decisions may be due
    to_take = due.fact_decisions_to_take(taken, placed, read, of)
    asked = [row for row in to_take if (row["article"], row[of.question]) not in wrong]
    there = None if loader.is_absent(paths.coded, of.decisions) else taken
    return problems + decisions.check_facts_taken(asked, there, of)


def _citable(paths: RunPaths, study: Authored, codings: Mapping[str, Rows]) -> Citables | None:
    """Return what the text can cite in the default run of a study in order; None before anyone has coded."""
    coded = [coder for coder, rows in codings.items() if rows]
    if not coded or not study.codebook:
        return None
    coding, taken = ADJUDICATED if len(coded) > 1 else coded[0], study.rows[adjudication.FILE]
    statements = adjudication.statements_of_run(codings, taken, coding)
    tables = {name.removesuffix(".csv"): rows for name, rows in study.rows.items()}
    return Citables(
        [{**row, "id": row["statement"], "position": int(row["position"])} for row in statements],
        [{**row, "id": row["fact"]} for row in facts.facts_of_run(tables, study.articles, coding)],
        [{**row, "id": row["source_note"]} for row in facts.notes_of_study(tables, study.people.coders)],
        choices=study.codebook.choices,
    )


def check_text(paths: RunPaths, study: Authored, citable: Citables | None = None) -> list[Problem]:
    """Return the problems for which the text of the brief cannot be read, and what is wrong of it before a build.

    `citable` is what it can cite, None as long as that is not settled. Sentences are verified when the brief is built.
    """
    try:
        text = parse(reading.read_text(paths.text))
    except FileNotFoundError:
        text, problems = parse(""), [Problem(TEXT, None, "", loader.MISSING, "write it")]
    except (OSError, BeyondLimit) as error:
        text, problems = parse(""), [reading.unreadable(TEXT, error)]
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is not UTF-8"
        text, problems = parse(""), [Problem(TEXT, None, "", message, "save the file as UTF-8")]
    except BriefError as error:
        text, problems = parse(""), [_problem(*line.partition(": ")[::2]) for line in str(error).splitlines()]
    else:
        choices = study.codebook.choices if study.codebook else {}
        known = citable or Citables(choices=choices)
        problems = before_build.check_text(text, known, study.articles, _drawn(paths), citable is not None)
    ids = settings_files.article_ids(study)
    return problems + findings.read(study.settings.get("analysis"), text.sentences, study.codebook, ids)[1]


def _drawn(paths: RunPaths) -> list[str]:
    """Return the names of the figures that the project's notebooks say they draw."""
    files = [name for book in notebooks.find_notebooks(paths.project) for name in book.writes]
    figures = [name.removeprefix("report/figures/") for name in files if name.startswith("report/figures/")]
    return [name.removesuffix(".svg") for name in figures if name.endswith(".svg") and name.count(".") == 1]


def _problem(place: str, said: str) -> Problem:
    message, _, fix = said.rpartition("; ")
    return Problem(place, None, "", message, fix)
