"""A study as a Project: its texts, its codebook as codes, and each statement of a coding as a passage.

>>> row = {"actor": "arland", "issue": "toll", "condition": "half_paid if_asked", "speaker": "-", "position": "2"}
>>> code_ids(row)
('actor:arland', 'issue:toll', 'position:2', 'condition:half_paid', 'condition:if_asked')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from stancebook import __version__
from stancebook.core import schema
from stancebook.core.english import listed, plural
from stancebook.core.paths import ADJUDICATED
from stancebook.core.problems import UserError
from stancebook.core.tables import Row, Rows
from stancebook.exchange.project import Code, Coder, Passage, Project, Text, checked
from stancebook.study import adjudication, coders, due, quotes
from stancebook.study.codebook import Codebook
from stancebook.study.facts import FACTS, NOTES
from stancebook.study.statements import statement_id
from stancebook.study.study import Study

ALL = "all"
SPEAKER = "speaker"  # the variable whose values are free text
NOBODY = "-"  # what a coder writes where no person speaks
CODEBOOK = "what the codebook has beside codes (rules, earlier versions)"
OF_CODERS = " in the coders’ files"  # beside those that the study takes from them
VARIABLES = tuple(column.name for column in schema.CODED)
ABOUT = ("outlet", "headline", "byline", "cited_outlets", "kind", "date_earliest", "date_basis", "rights", "section")


def project_of(study: Study, coding: str = ADJUDICATED) -> Project:
    """Return a study with the statements of one coding: adjudicated, a coder's, or "all" of them.

    Needs no run. Raises UserError if the study cannot be read, if there is no such coding, or if it is not ready.
    """
    if problems := study.authored[1]:
        raise UserError(f"{problems[0]}\nfirst put right what stancebook check says")
    by_coder = _rows(study, coding)
    passages = [_passage(coder, row) for coder, rows in by_coder.items() for row in rows]
    names = study.names_of_coders | {ADJUDICATED: ADJUDICATED}
    return checked(
        Project(
            name=str(study.settings["title"]),
            texts=tuple(_text(row, study.texts[row["article"]]) for row in study.source_rows),
            codes=codes(study.codebook, passages),
            coders=tuple(Coder(id, names[id]) for id in by_coder),
            passages=tuple(passages),
            made_by=f"stancebook {__version__}",
        ),
        study.paths.study.name,
    )


def left_out(study: Study) -> str:
    """Return what a study has that no Project holds, in words."""
    noted = {(of.name, ""): [of.table] for of in (FACTS, NOTES)}
    noted |= {(of.name, OF_CODERS): [f"{coder}_{of.table}" for coder in study.coders] for of in (FACTS, NOTES)}
    noted["decision", ""] = ["adjudication", *(of.decisions.removesuffix(".csv") for of in (FACTS, NOTES))]
    counts = {what: sum(len(study.authored_rows(table)) for table in names) for what, names in noted.items()}
    told = (plural(number, noun) + where for (noun, where), number in counts.items() if number)
    return listed([*told, CODEBOOK])


def _rows(study: Study, coding: str) -> dict[str, Rows]:
    """Return the placed rows of each coder of a coding, and of the adjudicated one."""
    codings = _placed(study)
    coded = [id for id, rows in codings.items() if rows]
    if coding == ALL:
        both = len(coded) > 1 and study.is_frozen
        return {id: codings[id] for id in coded} | ({ADJUDICATED: _adjudicated(study, codings)} if both else {})
    if coding not in (ADJUDICATED, *codings):
        raise UserError(coders.unknown(coding, [*codings, ADJUDICATED, ALL]))
    if coding == ADJUDICATED and len(coded) == 1:
        coding = coded[0]
    return {coding: _adjudicated(study, codings) if coding == ADJUDICATED else codings[coding]}


def _placed(study: Study) -> dict[str, Rows]:
    """Return the rows of each coder with their places in the raw texts."""
    articles = {id: article for id, article in study.authored[0].articles.items() if id not in study.excluded}
    placed = {}
    for coder in study.coders:
        try:
            placed[coder] = quotes.place_coding(study.authored_rows(coder), coder, articles)
        except LookupError as error:
            raise UserError(f"{coder}.csv: {error.args[0]}\nfirst put right what stancebook check says") from None
    return placed


def _adjudicated(study: Study, codings: Mapping[str, Rows]) -> Rows:
    """Return the statements that adjudication leaves, without those that wait for a decision."""
    if not study.is_frozen:
        raise UserError("nothing is adjudicated before the codings are frozen; give --coding all, or a coder’s id")
    waiting = due.undecided_statements(codings, study.decisions, study.texts_read)
    rows = adjudication.statements_of_run(codings, study.decisions)
    return [row for row in rows if row["statement"] not in waiting]


def _text(source: Row, content: str) -> Text:
    """Return a text with what sources.csv says of it."""
    about = {name: source[name] for name in ABOUT if source.get(name)}
    return Text(source["article"], source["headline"] or source["file"], content, source["date_latest"], about)


def _passage(coder: str, row: Row) -> Passage:
    """Return a statement as a passage."""
    values = {name: str(row[name]) for name in VARIABLES}
    id, place = f"{coder}-{statement_id(row)}", (int(row["start"]), int(row["end"]))
    return Passage(id, row["article"], *place, coder, code_ids(row), values, row["note"])


def code_ids(row: Row) -> tuple[str, ...]:
    """Return the ids of the codes of a row, one for each condition; a row without a speaker has none for it."""
    given = [(name, row.get(name, "")) for name in VARIABLES]
    return tuple(
        f"{name}:{value}"
        for name, cell in given
        for value in (cell.split() if name == "condition" else [cell])
        if value and (name, value) != (SPEAKER, NOBODY)
    )


def codes(book: Codebook, passages: Iterable[Passage]) -> tuple[Code, ...]:
    """Return a code for each variable, and below it one for each value of the codebook, and for each speaker."""
    speakers = sorted({each.values[SPEAKER] for each in passages} - {NOBODY, ""})
    meanings: dict[str, Mapping[str, str]] = {**book.meanings, "actor": book.names, "issue": book.issues}
    values: dict[str, Sequence[str]] = {name: book.choices.get(name, ()) for name in VARIABLES} | {SPEAKER: speakers}
    found = []
    for name in VARIABLES:
        found.append(Code(name, name))
        own = meanings.get(name, {})
        types = book.types if name == "actor" else {}
        others = other_names(book) if name == "actor" else {}
        found += [
            Code(f"{name}:{value}", value, name, own.get(value, ""), name, types.get(value, ""), others.get(value, ()))
            for value in values[name]
        ]
    return tuple(found)


def other_names(book: Codebook) -> dict[str, tuple[str, ...]]:
    """Return the other names of each actor: those that coders may use, and those by which a sentence names it."""
    both = {id: (*book.aliases.get(id, ()), *book.called.get(id, ())) for id in book.names}
    return {id: tuple(dict.fromkeys(names)) for id, names in both.items()}
