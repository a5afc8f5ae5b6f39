"""The vocabulary of a template: selections of evidence, and the contents of the tables in words.

A selection is a tuple of rows, a row a dict of its columns and `id`; every keyword takes a value or a list of values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import median
from typing import TYPE_CHECKING, Any

from stancebook.brief import certainty, report_figures
from stancebook.brief.report_figures import ReportFigure, caption
from stancebook.brief.template import SELECTIONS
from stancebook.core import english
from stancebook.core.english import BriefError, MissingValue, NoStatement, TrustedMarkdown, label, listed, number
from stancebook.core.paths import PARAMETERS
from stancebook.core.tables import Row, Rows, records
from stancebook.study.codebook import hedge
from stancebook.study.loader import KINDS
from stancebook.study.sources import date_in_words, source_name

if TYPE_CHECKING:
    from stancebook.brief.render import BriefInputs

IDS = {"statements": "statement", "facts": "fact", "notes": "source_note"}
PLAIN = ("listed", "number", "percent", "decimal", "count", "capital", "words", "verb")
Values = str | float | Iterable[str]  # one value, or several
Selection = tuple[Row, ...]


def several(value: Values) -> list[str]:
    """A value, or the values of a list, as a list of texts."""
    return [str(value)] if isinstance(value, (str, int, float)) else [str(member) for member in value]


class Vocabulary:
    """The words of a template for the tables of one brief."""

    def __init__(self, inputs: BriefInputs) -> None:
        self.inputs, self.book = inputs, inputs.codebook
        self.sources = {row["article"]: row for row in records(inputs.sources)}
        left_out = inputs.run.get("exclude_articles", "").split()  # may be selected, and give no rows
        self.choices = self.book.choices | {"article": (*self.sources, *left_out), "kind": KINDS}
        self.rows = {
            table: [{**row, "id": row[id]} for row in records(getattr(inputs, table))] for table, id in IDS.items()
        }
        self.stances = {(row["actor"], row["issue"]): row for row in records(inputs.stances)}
        self.shown: list[str] = []  # the names of the figures so far

    def words(self) -> dict[str, Any]:
        """Every word by its name, for the template's environment."""
        own = (
            "statements", "facts", "notes", "name", "names", "issue", "source", "as_of", "stance", "actors_where",
            "conditions", "range_of", "own_words", "reliability", "holds", "actors_of", "in_time", "values", "said_by",
            "figure", "about_source", "findings",
        )  # fmt: skip
        scale = {"starts": certainty.STARTS, "steps": tuple(certainty.STEPS.values())}
        tables = {"run": self.run(), "counts": self.counts(), "study": self.inputs.study, "scale": scale}
        return {word: getattr(english, word) for word in PLAIN} | {word: getattr(self, word) for word in own} | tables

    def statements(self, **wanted: Values) -> Selection:
        """The statements whose cells have one of the values given."""
        return self._select("statements", wanted)

    def facts(self, **wanted: Values) -> Selection:
        """The facts whose cells have one of the values given."""
        return self._select("facts", wanted)

    def notes(self, **wanted: Values) -> Selection:
        """The source notes whose cells have one of the values given."""
        return self._select("notes", wanted)

    def _select(self, table: str, wanted: Mapping[str, Values]) -> Selection:
        """The rows of a table whose cells have one of the values given; raises BriefError if a keyword is not known."""
        listed_values = {keyword: several(value) for keyword, value in wanted.items()}
        for keyword, values in listed_values.items():
            if keyword not in SELECTIONS[table]:
                raise BriefError(f"{table} cannot be selected by '{keyword}'; use {english.one_of(SELECTIONS[table])}")
            self._check(table, keyword, values)
        return tuple(row for row in self.rows[table] if all(_matches(row, *each) for each in listed_values.items()))

    def _check(self, table: str, keyword: str, values: Iterable[str]) -> None:
        """Raise BriefError if a value is not one that the keyword can have."""
        choices = self.choices.get(keyword)
        if keyword == "ids" and self.inputs.default:
            choices = {row["id"] for row in self.rows[table]}
        for id in values if choices is not None else ():
            if id not in choices:
                raise BriefError(f"'{id}' is no {keyword.removesuffix('s')} of {table}; see codebook and tables")

    def _worded(self, variable: str, id: str, fallback: str) -> str:
        """The study's words for a value in a sentence (`words` of study.yaml), or else the fallback."""
        return str(self.inputs.study.get("words", {}).get(variable, {}).get(id, fallback))

    def worded(self) -> dict[str, str]:
        """The name that a sentence uses for each id of the codebook."""
        words = self.inputs.study.get("words", {})
        return self.book.words(words) | words.get("actor", {})

    def name(self, actor: str) -> str:
        """An actor's name in a sentence."""
        if actor not in self.book.names:
            raise BriefError(f"'{actor}' is no actor of the codebook")
        return self._worded("actor", actor, self.book.names[actor])

    def names(self, actors: Iterable[str]) -> str:
        """The names of actors, as a sentence lists them."""
        return listed(self.name(actor) for actor in actors)

    def issue(self, issues: Values) -> str:
        """One issue or several, as a sentence names them."""
        self._check("stances", "issue", several(issues))
        return listed(self._worded("issue", issue, label(issue)) for issue in several(issues))

    def source(self, articles: Values) -> str:
        """The name of one source or several."""
        return listed(source_name(self.about_source(article)) for article in several(articles))

    def as_of(self, articles: Values) -> str:
        """When one text or several were written, earliest to latest day; "undated" if not known."""
        return date_in_words(*(self.about_source(article) for article in several(articles)))

    def about_source(self, article: str) -> Row:
        """The row of sources.csv of an article."""
        if article not in self.sources:
            raise BriefError(f"'{article}' is no article of sources.csv")
        return self.sources[article]

    def in_time(self, articles: Values | None = None) -> list[str]:
        """Articles in order of the earliest day on which they may have been written; all of this run by default."""
        if articles is None:
            articles = sorted(set(self.inputs.sentences["article"]))
        return sorted(several(articles), key=lambda article: (self.about_source(article)["date_earliest"], article))

    def actors_of(self, statements: Selection, type: Values | None = None) -> list[str]:
        """The actors of statements, each once, by name; `type`: the codebook's type of actor."""
        actors = {row["actor"] for row in statements if type is None or self.book.types[row["actor"]] in several(type)}
        return sorted(actors, key=self.book.names.get)

    def holds(self, statements: Selection) -> str:
        """The median position of the actors of these statements on each issue, as a verb and its object."""
        many = len({row["actor"] for row in statements}) > 1
        by_issue: dict[str, list[int]] = {}
        for row in statements:
            by_issue.setdefault(row["issue"], []).append(row["position"])
        by_position: dict[float, list[str]] = {}
        for issue, positions in by_issue.items():
            by_position.setdefault(median(positions), []).append(self.issue(issue))
        return listed(english.words(position, listed(issues), many) for position, issues in by_position.items())

    def values(self, facts: Selection, none: str = "no statement found") -> str:
        """The values of facts, each once, separated by semicolons."""
        return "; ".join(dict.fromkeys(row["value"] for row in facts)) or none

    def said_by(self, facts: Selection) -> str:
        """The speakers of facts, each once; the article itself if nobody else says so."""
        return listed("the article" if row["said_by"] == "article" else row["said_by"] for row in facts)

    def figure(self, name: str, alt: str | None = None) -> TrustedMarkdown:
        """A figure of this run as an image, and its caption; the alternative text is the drawing's own by default."""
        if name in self.shown:
            raise BriefError(f"the figure '{name}' stands in the brief twice; take one of them out")
        self.shown.append(name)
        figure = self.inputs.figures.get(name) or ReportFigure(name, "", name, name, (), "")
        image = report_figures.figure_markdown(name, alt or figure.alt)
        return TrustedMarkdown(f"{image}\n\n{caption(len(self.shown), figure)}")

    def stance(self, actor: str, issue: str) -> Row | NoStatement:
        """The row of stances.csv for an actor on an issue, or a false "no statement found"."""
        self._check("stances", "actor", [actor])
        self._check("stances", "issue", [issue])
        return self.stances.get((actor, issue)) or NoStatement()

    def actors_where(
        self, issue: str, at_least: float = -2, at_most: float = 2, condition: Values | None = None,
        type: Values | None = None, without: Values = (),
    ) -> list[str]:  # fmt: skip
        """The actors whose median on an issue lies within bounds, from the most supporting; by name if equal.

        `condition`: one of those stated; `type`: the codebook's type of actor; `without`: actors left out.
        """
        self._check("stances", "issue", [issue])
        rows = [
            row
            for (actor, about), row in self.stances.items()
            if about == issue and at_least <= row["median"] <= at_most and actor not in several(without)
            if condition is None or set(several(condition)) & set(row["conditions"].split())
            if type is None or self.book.types[actor] in several(type)
        ]
        return [row["actor"] for row in sorted(rows, key=lambda row: (-row["median"], self.book.names[row["actor"]]))]

    def conditions(self, given: str | Iterable[str | Row], lead: str = "only with") -> str:
        """Conditions in words, from ids or from statements; a condition whose id begins with if_ is a hedge."""
        members = given.split() if isinstance(given, str) else given
        cells = [member["condition"] if isinstance(member, dict) else member for member in members]
        ids = sorted({id for cell in cells for id in cell.split()} - {"none"})
        self._check("statements", "condition", ids)
        labels = {id: "another condition" if id == "other" else label(id) for id in ids}
        in_words = {id: self._worded("condition", id, labels[id]) for id in ids}
        terms = [in_words[id] for id in ids if not hedge(id)]
        hedges = [in_words[id] for id in ids if hedge(id)]
        return ", and ".join(([f"{lead} {listed(terms)}".strip()] if terms else []) + hedges) or "no condition stated"

    def range_of(self, facts: Selection) -> str:
        """The least and the greatest value of facts of one unit; "at least" or "up to" if one bound is missing."""
        units = sorted({row["unit"] for row in facts})
        if len(units) > 1:
            raise BriefError(f"facts of different units have no range ({listed(units)})")
        lows = [row["value_low"] for row in facts if row["value_low"] is not None]
        highs = [row["value_high"] for row in facts if row["value_high"] is not None]
        if not lows or not highs:
            return f"at least {number(min(lows))}" if lows else f"up to {number(max(highs, default=None))}"
        ends = dict.fromkeys((number(min(lows + highs)), number(max(lows + highs))))
        return " to ".join(ends)

    def own_words(self, statements: Selection) -> str:
        """Whether statements are the actors' own words (via self and voice direct), attributed, or own and reported."""
        own = {row["via"] == "self" and row["voice"] == "direct" for row in statements}
        if not own:
            raise MissingValue("there is no statement whose words could be told")
        return "own and reported" if len(own) == 2 else "own words" if own == {True} else "attributed"

    def reliability(self, variable: str, measure: str, level: str | None = None) -> float:
        """One value of reliability.csv; raises BriefError unless just one row has it."""
        table = self.inputs.reliability
        rows = records(table[(table["variable"] == variable) & (table["measure"] == measure)])
        rows = [row for row in rows if level in (None, row["level"])]
        if len(rows) != 1:
            raise BriefError(f"reliability.csv has {len(rows)} rows for {variable}, {measure}; name one that is there")
        if rows[0]["value"] is None:
            raise MissingValue(f"the reliability of {variable}, {measure}, is not defined")
        return rows[0]["value"]

    def findings(self) -> Rows:
        """The rows of contested.csv; `turns_if`, `untestable_by` and `rests_on` as lists."""
        between = {"turns_if": "; ", "untestable_by": "; ", "rests_on": " "}
        rows = records(self.inputs.contested)
        return [row | {name: [p for p in row[name].split(sign) if p] for name, sign in between.items()} for row in rows]

    def run(self) -> dict[str, Any]:
        """The parameters of this run, with its issue and whether it is the default run."""
        run = PARAMETERS | self.inputs.run
        return run | {"issue": run["issue"] or self.inputs.study["issue"], "default": self.inputs.default}

    def counts(self) -> dict[str, int]:
        """The numbers of statements, facts, notes, sentences, articles, and of actors and issues with a statement."""
        counts, sentences = {table: len(rows) for table, rows in self.rows.items()}, self.inputs.sentences
        counts |= {"sentences": len(sentences), "articles": sentences["article"].nunique()}
        return counts | {f"{name}s": len({row[name] for row in self.rows["statements"]}) for name in ("actor", "issue")}


def _matches(row: Row, keyword: str, values: list[str]) -> bool:
    """Whether a row has one of the values of a keyword."""
    if keyword in ("at_least", "at_most"):
        bound = float(values[0])
        return row["position"] >= bound if keyword == "at_least" else row["position"] <= bound
    if keyword == "condition":
        return bool(set(values) & set(row["condition"].split()))
    return str(row["id" if keyword == "ids" else keyword]) in values
