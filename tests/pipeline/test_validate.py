"""stancebook validate: what it draws and lays out, when it is too early, and what it says once people have coded."""

import pytest

from project import TOY
from stancebook.core import files, tables
from stancebook.pipeline import cli
from stancebook.pipeline.commands import validate as command
from stancebook.study.people.tables import DECIDED, SHEET


@pytest.fixture
def validate(toy, capsys):
    """A function that calls the command on a copy of the toy study, and returns its exit code and what it prints."""

    def call(*options):
        code = cli.main(["validate", "--study", str(toy), *options])
        shown = capsys.readouterr()
        return code, shown.out + shown.err

    return call


def contents(toy):
    return {path.name: path.read_bytes() for path in sorted((toy / "data/validation").iterdir())}


def fill_in(toy, name, codings):
    """Fill in a sheet with the rows of codings; a sentence without any is read and holds nothing."""
    filled = []
    for row in tables.read(toy / "data/validation/sheet.csv"):
        place = row["article"], row["sentence_start"]
        own = [coded for coded in codings if (coded["article"], coded["sentence_start"]) == place]
        codes = [name for name in SHEET.names[7:] if name != "quote"]
        filled += [row | {name: coded[name] for name in codes} for coded in own] or [row | {"mark": "nothing"}]
    tables.write(toy / f"data/validation/{name}_sheet.csv", filled, SHEET)


@pytest.mark.slow
def test_a_sample_is_drawn_once_coded_and_compared(toy, validate, monkeypatch):
    code, said = validate()
    assert code == 1 and said.strip() == "no sample is drawn; next: stancebook validate --draw 60 --seed 1"
    code, said = validate("--draw", "3")
    assert code == 1 and "3 are too few for the strata of this study" in said and not (toy / "data/validation").exists()
    drawn = command._drawn

    def while_somebody_draws(*asked):
        files.write_text(toy / "data/validation/sample.csv", "theirs")
        return drawn(*asked)

    with monkeypatch.context() as patched:
        patched.setattr(command, "_drawn", while_somebody_draws)
        code, said = validate("--draw", "12")
    assert code == 1 and "is there already: a sample is drawn once" in said
    assert contents(toy) == {"sample.csv": b"theirs"}
    (toy / "data/validation/sample.csv").unlink()
    code, said = validate("--draw", "12", "--seed", "4")
    assert code == 0 and "12 sentences, of each stratum:" in said and "about 24 minutes of work at 2 minutes" in said
    assert "all that can be drawn" not in said
    first = contents(toy)
    assert list(first) == ["sample.csv", "sheet.csv", "strata.csv"]
    code, said = validate("--draw", "12", "--seed", "5")
    assert code == 1 and "is there already: a sample is drawn once" in said and contents(toy) == first
    code, said = validate()
    assert code == 0 and "Nobody has validated these codings: 12 sentences are drawn, and nobody has coded any." in said
    codings = tables.read(next((cli.paths.run_paths(study=str(toy)).processed).glob("codings.csv")))
    fill_in(toy, "ben", [row for row in codings if row["coder"] == "coder_b"])
    code, said = validate()
    assert (
        code == 0 and "ben coded 12 sentences anew" in said and "ben and the study: pairs of actor and issue " in said
    )
    assert cli.main(["status", "--study", str(toy)]) == 0
    for path in (toy / "data/validation").iterdir():
        path.unlink()
    assert validate("--draw", "12", "--seed", "4")[0] == 0 and contents(toy) == first  # the same for the same seed


def test_before_all_is_decided_no_sample_is_drawn(toy, validate):
    path = toy / "data/coded/adjudication.csv"
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(True)[:3]), encoding="utf-8")
    code, said = validate("--draw", "12")
    assert code == 1 and "a sample is drawn of what is decided, and 9 decisions are due" in said
    assert not (toy / "data/validation").exists() and TOY.is_dir()


@pytest.mark.slow
def test_a_text_on_which_coders_train_is_never_drawn(toy, validate):
    (toy / "data/training").mkdir()
    row = dict.fromkeys(DECIDED.names, "") | {"article": "020", "quote": "Cordovia fears the bridge.", "feedback": "-"}
    tables.write(toy / "data/training/decided.csv", [row], DECIDED)
    code, said = validate("--draw", "100")
    drawn = tables.read(toy / "data/validation/sample.csv")
    assert code == 0 and f"{len(drawn)} sentences, all that can be drawn: there are no 100, of each stratum:" in said
    assert {row["article"] for row in drawn} == {"010", "030"}
