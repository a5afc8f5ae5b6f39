"""The vocabulary of a template: selections of evidence, and what the tables say, in words.

A selection is a tuple of rows, a row a dict of its columns and `id`; every keyword takes a value or a list of them.
"""

from statistics import median

from stancebook.brief import certainty, report_figures
from stancebook.brief.report_figures import ReportFigure, caption
from stancebook.brief.template import SELECTIONS
from stancebook.core import english
from stancebook.core.english import (
    BriefError,
    MissingValue,
    NoStatement,
    TrustedMarkdown,
    label,
    listed,
    number,
    one_of,
    words,
)
from stancebook.core.paths import PARAMETERS
from stancebook.core.tables import records
from stancebook.study.codebook import hedge
from stancebook.study.loader import KINDS
from stancebook.study.sources import date_in_words, source_name

IDS = {"statements": "statement", "facts": "fact", "notes": "source_note"}
PLAIN = ("listed", "number", "percent", "decimal", "count", "capital", "words", "verb")


def several(value):
    """A value, or those of a list, as a list of texts."""
    return [str(value)] if isinstance(value, (str, int, float)) else [str(member) for member in value]


class Vocabulary:
    """The words of a template for the tables of one ledger."""

    def __init__(self, ledger):
        self.ledger, self.book = ledger, ledger.codebook
        self.sources = {row["article"]: row for row in records(ledger.sources)}
        left_out = ledger.run.get("exclude_articles", "").split()  # may be asked for, and give nothing
        self.choices = self.book.choices | {"article": (*self.sources, *left_out), "kind": KINDS}
        self.rows = {
            table: [{**row, "id": row[id]} for row in records(getattr(ledger, table))] for table, id in IDS.items()
        }
        self.stances = {(row["actor"], row["issue"]): row for row in records(ledger.stances)}
        self.shown = []  # the names of the figures so far

    def words(self):
        """Every word by its name, for the template's environment."""
        own = (
            "statements", "facts", "notes", "name", "names", "issue", "source", "as_of", "stance", "actors_where",
            "conditions", "range_of", "own_words", "reliability", "holds", "actors_of", "in_time", "values", "said_by",
            "figure", "about_source", "findings",
        )  # fmt: skip
        scale = {"starts": certainty.STARTS, "steps": tuple(certainty.STEPS.values())}
        tables = {"run": self.run(), "counts": self.counts(), "study": self.ledger.study, "scale": scale}
        return {word: getattr(english, word) for word in PLAIN} | {word: getattr(self, word) for word in own} | tables

    def statements(self, **wanted):
        return self._select("statements", wanted)

    def facts(self, **wanted):
        return self._select("facts", wanted)

    def notes(self, **wanted):
        return self._select("notes", wanted)

    def _select(self, table, wanted):
        """The rows of a table, as a tuple of dicts, whose cells are among the values given for them."""
        wanted = {keyword: several(value) for keyword, value in wanted.items()}
        for keyword, values in wanted.items():
            if keyword not in SELECTIONS[table]:
                raise BriefError(f"{table} cannot be selected by '{keyword}'; use {one_of(SELECTIONS[table])}")
            self._known(table, keyword, values)
        return tuple(row for row in self.rows[table] if all(_meets(row, *asked) for asked in wanted.items()))

    def _known(self, table, keyword, values):
        known = self.choices.get(keyword)
        if keyword == "ids" and self.ledger.default:
            known = {row["id"] for row in self.rows[table]}
        for id in values if known is not None else ():
            if id not in known:
                raise BriefError(f"'{id}' is no {keyword.removesuffix('s')} of {table}; see codebook and tables")

    def _worded(self, variable, id, fallback):
        """How the study words a value in a sentence (`words` of study.yaml), else the fallback."""
        return str(self.ledger.study.get("words", {}).get(variable, {}).get(id, fallback))

    def worded(self):
        """What a sentence calls each id of the codebook."""
        words = self.ledger.study.get("words", {})
        return self.book.words(words) | words.get("actor", {})

    def name(self, actor):
        """An actor's name in a sentence."""
        if actor not in self.book.names:
            raise BriefError(f"'{actor}' is no actor of the codebook")
        return self._worded("actor", actor, self.book.names[actor])

    def names(self, actors):
        """The names of actors, as a sentence lists them."""
        return listed(self.name(actor) for actor in actors)

    def issue(self, issues):
        """An issue in a sentence, or several."""
        self._known("stances", "issue", several(issues))
        return listed(self._worded("issue", issue, label(issue)) for issue in several(issues))

    def source(self, articles):
        """What a source is called, or several."""
        return listed(source_name(self.about_source(article)) for article in several(articles))

    def as_of(self, articles):
        """When a text was written, or several, earliest to latest day; "undated" where not known."""
        return date_in_words(*(self.about_source(article) for article in several(articles)))

    def about_source(self, article):
        """The row of sources.csv of an article."""
        if article not in self.sources:
            raise BriefError(f"'{article}' is no article of sources.csv")
        return self.sources[article]

    def in_time(self, articles=None):
        """Articles in order of the earliest day on which they may have been written; all of this run by default."""
        told = (
            sorted({row["article"] for row in records(self.ledger.sentences)})
            if articles is None
            else several(articles)
        )
        return sorted(told, key=lambda article: (self.about_source(article)["date_earliest"], article))

    def actors_of(self, statements, type=None):
        """The actors of statements, each once, by name; `type`: the codebook's type of actor."""
        actors = {row["actor"] for row in statements if type is None or self.book.types[row["actor"]] in several(type)}
        return sorted(actors, key=self.book.names.get)

    def holds(self, statements):
        """What the actors of these statements hold, issue by issue: the median of each, as a verb and its object."""
        many = len({row["actor"] for row in statements}) > 1
        by_issue = {}
        for row in statements:
            by_issue.setdefault(row["issue"], []).append(row["position"])
        told = {}
        for issue, positions in by_issue.items():
            told.setdefault(median(positions), []).append(self.issue(issue))
        return listed(words(position, listed(issues), many) for position, issues in told.items())

    def values(self, facts, none="no statement found"):
        """What facts say in a few words, each once, one after the other."""
        return "; ".join(dict.fromkeys(row["value"] for row in facts)) or none

    def said_by(self, facts):
        """Who says so of facts, each once; the article itself where nobody else does."""
        return listed("the article" if row["said_by"] == "article" else row["said_by"] for row in facts)

    def figure(self, name, alt=None):
        """A figure of this run as an image; below it its number, where its table is and what drew it.

        Its alternative text is the drawing's own, if none is given.
        """
        if name in self.shown:
            raise BriefError(f"the figure '{name}' stands in the brief twice; take one of them out")
        self.shown.append(name)
        exhibit = self.ledger.exhibits.get(name) or ReportFigure(name, "", name, name, (), "")
        return TrustedMarkdown(
            f"{report_figures.figure_markdown(name, alt or exhibit.alt)}\n\n{caption(len(self.shown), exhibit)}"
        )

    def stance(self, actor, issue):
        """The row of stances.csv for an actor on an issue, or a false "no statement found"."""
        self._known("stances", "actor", [actor])
        self._known("stances", "issue", [issue])
        return self.stances.get((actor, issue)) or NoStatement()

    def actors_where(self, issue, at_least=-2, at_most=2, condition=None, type=None, without=()):
        """The actors whose median on an issue lies between the two, from the most supporting; by name where alike.

        `condition`: it is among those stated; `type`: the codebook's type of actor; `without`: actors left out.
        """
        self._known("stances", "issue", [issue])
        found = [
            row
            for (actor, about), row in self.stances.items()
            if about == issue and at_least <= row["median"] <= at_most and actor not in several(without)
            if condition is None or set(several(condition)) & set(row["conditions"].split())
            if type is None or self.book.types[actor] in several(type)
        ]
        return [row["actor"] for row in sorted(found, key=lambda row: (-row["median"], self.book.names[row["actor"]]))]

    def conditions(self, told, lead="only with"):
        """Conditions in words, from ids or from statements; one whose id begins with if_ is a hedge, not a term."""
        members = told.split() if isinstance(told, str) else told
        cells = [member["condition"] if isinstance(member, dict) else member for member in members]
        ids = sorted({id for cell in cells for id in cell.split()} - {"none"})
        self._known("statements", "condition", ids)
        labels = {id: "another condition" if id == "other" else label(id) for id in ids}
        in_words = {id: self._worded("condition", id, labels[id]) for id in ids}
        needed = [in_words[id] for id in ids if not hedge(id)]
        hedges = [in_words[id] for id in ids if hedge(id)]
        return ", and ".join(([f"{lead} {listed(needed)}".strip()] if needed else []) + hedges) or "no condition stated"

    def range_of(self, facts):
        """The least and the greatest value of facts of one unit; "at least" or "up to" where one bound is not told."""
        units = sorted({row["unit"] for row in facts})
        if len(units) > 1:
            raise BriefError(f"facts of different units have no range ({listed(units)})")
        lows = [row["value_low"] for row in facts if row["value_low"] is not None]
        highs = [row["value_high"] for row in facts if row["value_high"] is not None]
        if not lows or not highs:
            return f"at least {number(min(lows))}" if lows else f"up to {number(max(highs, default=None))}"
        ends = dict.fromkeys((number(min(lows + highs)), number(max(lows + highs))))
        return " to ".join(ends)

    def own_words(self, statements):
        """Whether statements are the actors' own words (via self and voice direct), attributed, or own and reported."""
        found = {row["via"] == "self" and row["voice"] == "direct" for row in statements}
        if not found:
            raise MissingValue("there is no statement whose words could be told")
        return "own and reported" if len(found) == 2 else "own words" if found == {True} else "attributed"

    def reliability(self, variable, measure, level=None):
        """One value of reliability.csv."""
        table = self.ledger.reliability
        rows = records(table[(table["variable"] == variable) & (table["measure"] == measure)])
        rows = [row for row in rows if level in (None, row["level"])]
        if len(rows) != 1:
            raise BriefError(f"reliability.csv has {len(rows)} rows for {variable}, {measure}; name one that is there")
        if rows[0]["value"] is None:
            raise MissingValue(f"the reliability of {variable}, {measure}, is not defined")
        return rows[0]["value"]

    def findings(self):
        """The rows of contested.csv; `turns_if`, `untestable_by` and `rests_on` as lists."""
        between = {"turns_if": "; ", "untestable_by": "; ", "rests_on": " "}
        rows = records(self.ledger.contested)
        return [row | {name: [p for p in row[name].split(sign) if p] for name, sign in between.items()} for row in rows]

    def run(self):
        """The parameters of this run, with the issue it looks at and whether it is the default one."""
        run = PARAMETERS | self.ledger.run
        return run | {"issue": run["issue"] or self.ledger.study["issue"], "default": self.ledger.default}

    def counts(self):
        """How many there are of everything in this run; actors and issues are those with a statement."""
        found, said_by = {table: len(rows) for table, rows in self.rows.items()}, self.rows["statements"]
        sentences = records(self.ledger.sentences)
        found |= {"sentences": len(sentences), "articles": len({row["article"] for row in sentences})}
        return found | {f"{column}s": len({row[column] for row in said_by}) for column in ("actor", "issue")}


def _meets(row, keyword, values):
    """Whether a row has one of the values asked for."""
    if keyword in ("at_least", "at_most"):
        bound = float(values[0])
        return row["position"] >= bound if keyword == "at_least" else row["position"] <= bound
    if keyword == "condition":
        return bool(set(values) & set(row["condition"].split()))
    return str(row["id" if keyword == "ids" else keyword]) in values
