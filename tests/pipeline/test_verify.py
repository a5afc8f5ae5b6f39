"""An archive of the toy study: written, verified, taken apart without its texts and rebuilt from them to the byte."""

import json
import shutil
import zipfile

import pytest

import archived_toy
from archived_toy import stancebook
from stancebook.core.problems import UserError
from stancebook.exchange.archive import packing
from stancebook.exchange.archive.contents import sha256
from stancebook.exchange.archive.outcomes import DIFFERS, GONE, NOT_RUN, OK
from stancebook.pipeline.commands import verify
from stancebook.pipeline.commands.verify import Asked, examine

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def toy_project(tmp_path_factory):
    return archived_toy.lay_out(tmp_path_factory.mktemp("archived") / "toy")


@pytest.fixture(scope="module")
def archives(toy_project):
    """Return the two archives of the toy study: with the texts, and without."""
    for words in (["--out", "whole.zip"], ["--out", "without.zip", "--without-texts"]):
        done = stancebook(toy_project, "archive", *words)
        assert done.returncode == 0, done.stderr
    assert "percent of the words of a text" in done.stdout
    return toy_project / "whole.zip", toy_project / "without.zip"


def rewritten(archive, path, change):
    """Write an archive anew with other files, and with hashes that fit them; return its path."""
    files = contents(archive)
    change(files)
    files["SHA256SUMS"] = packing.sums(
        {name: sha256(data) for name, data in files.items() if name != "SHA256SUMS"}
    ).encode()
    packing.pack(path, files)
    return path


def contents(archive):
    with zipfile.ZipFile(archive) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture
def no_run(monkeypatch):
    """Leave the notebooks alone."""
    monkeypatch.setattr(verify, "_run", lambda *_: "not in this test")


def wrong(found, *outcomes):
    """Return what is not ok: about, what and outcome of each."""
    return {tuple(verdict[:3]) for verdict in found if verdict.outcome in (outcomes or (DIFFERS, GONE, NOT_RUN))}


def test_the_archive_is_the_same_each_time_and_all_of_it_is_as_it_was(toy_project, archives, tmp_path):
    whole, _ = archives
    again = stancebook(toy_project, "archive", "--out", tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == whole.read_bytes() and sha256(whole) in again.stdout
    found = list(examine(whole, Asked()))
    assert wrong(found) == set()
    about = {verdict.about for verdict in found}
    assert about == {
        *("files", "run record", "description", "texts", "quotations", "freezes", "made again", "notebooks"),
        "written again",
    }


def test_without_texts_and_with_them_again_everything_comes_back_to_the_byte(toy_project, archives, tmp_path):
    whole, without = archives
    found = list(examine(without, Asked()))
    assert wrong(found, DIFFERS, GONE) == set()
    assert {about for about, _, _ in wrong(found, NOT_RUN)} >= {"texts", "made again", "notebooks", "run record"}
    given = tmp_path / "mine" / "deep"
    given.mkdir(parents=True)
    for number, text in enumerate(sorted((toy_project / "data/raw").iterdir())):
        shutil.copy(text, given / f"paper {number}")
    done = stancebook(tmp_path, "verify", without, "--texts", tmp_path / "mine", "--rebuild", tmp_path / "new")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "differs" not in done.stdout and "gone" not in done.stdout
    on_file = json.loads(contents(whole)["run-record.json"])
    for group in ("inputs", "outputs", "notebooks", "environment"):
        for name, hash in on_file[group].items():
            assert sha256(tmp_path / "new" / name) == hash, name
    again = stancebook(tmp_path / "new", "archive", "--out", tmp_path / "whole.zip")
    assert (tmp_path / "whole.zip").read_bytes() == whole.read_bytes(), again.stdout + again.stderr


def test_another_text_and_a_missing_one_are_told(toy_project, archives, tmp_path):
    texts = shutil.copytree(toy_project / "data/raw", tmp_path / "texts")
    first, second, *_ = sorted(texts.iterdir())
    first.write_bytes(first.read_bytes() + b" ")
    second.unlink()
    found = list(examine(archives[1], Asked(texts)))
    lost = {("texts put back", f"data/raw/{path.name}", NOT_RUN) for path in (first, second)}
    assert lost <= wrong(found, NOT_RUN) and wrong(found, DIFFERS, GONE) == set(), "it is the folder's fault"
    assert ("made again", "data/processed/stances.csv", NOT_RUN) in wrong(found, NOT_RUN)


@pytest.mark.matrix("manifests")
@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (
            "data/processed/stances.csv",
            b",1,",
            b",2,",
            {("run record", "data/processed/stances.csv", DIFFERS)},
        ),
        ("README.md", b"Who", b"Why", {("written again", "README.md", DIFFERS)}),
        ("data/raw/010_courier.txt", b"a", b"e", {("texts", "010_courier.txt", DIFFERS)}),
        ("data/coded/frozen.json", b"before any", b"after some", {("run record", "data/coded/frozen.json", DIFFERS)}),
    ],
)
def test_hashes_that_were_changed_with_a_file_do_not_hide_it(archives, tmp_path, no_run, name, old, new, told):
    def change(files):
        assert old in files[name]
        files[name] = files[name].replace(old, new, 1)

    assert told <= wrong(examine(rewritten(archives[0], tmp_path / "a.zip", change), Asked()))


@pytest.mark.matrix("manifests")
def test_a_changed_number_is_computed_again_and_what_would_be_a_program_never_runs(archives, tmp_path):
    left = tmp_path / "left"
    programs = ("click.py", "notebooks/numpy.py", "notebooks/sitecustomize.py", "src/stancebook/__init__.py")

    def change(files):
        files |= {program: f"open({str(left)!r}, 'w').close()\n".encode() for program in programs}
        name = "data/processed/stances.csv"
        before, sizes = sha256(files[name]), {"run-record.json": len(files["run-record.json"])}
        first, row, rest = files[name].split(b"\n", 2)
        files[name] = b"\n".join([first, row.replace(b",1,", b",2,", 1).replace(b",1,", b",2,", 1), rest])
        record, crate = "run-record.json", "ro-crate-metadata.json"
        recorded = sha256(files[record])
        files[record] = files[record].replace(before.encode(), sha256(files[name]).encode())
        files[crate] = files[crate].replace(before.encode(), sha256(files[name]).encode())
        files[crate] = files[crate].replace(recorded.encode(), sha256(files[record]).encode())
        files[crate] = files[crate].replace(
            b'"contentSize": "%d"' % sizes[record], b'"contentSize": "%d"' % len(files[record])
        )

    found = list(examine(rewritten(archives[0], tmp_path / "a.zip", change), Asked()))
    assert not left.exists()
    assert wrong(found) - {("written again", "ro-crate-metadata.json", DIFFERS)} == {
        ("made again", "data/processed/stances.csv", DIFFERS),
        *(("run record", program, DIFFERS) for program in programs),
    }
    [verdict] = [each for each in found if each.about == "made again" and each.outcome == DIFFERS]
    assert verdict.why.startswith(("1 cell of", "2 cells of")) and "row 2, " in verdict.why


def test_a_notebook_of_a_stranger_runs_only_if_one_asks(archives, tmp_path):
    """The notebook leaves a file outside when it runs."""
    left = tmp_path / "left"

    def change(files):
        name = "notebooks/01-clean.ipynb"
        book = json.loads(files[name])
        code = next(cell for cell in book["cells"] if cell["cell_type"] == "code")
        code["source"] = f"open({str(left)!r}, 'w').close()\n" + "".join(code["source"])
        files[name] = json.dumps(book).encode()

    path = rewritten(archives[0], tmp_path / "a.zip", change)
    found = wrong(examine(path, Asked()))
    assert not left.exists() and ("made again", "data/processed/stances.csv", NOT_RUN) in found
    found = wrong(examine(path, Asked(run_notebooks=True)))
    assert left.exists() and ("made again", "data/processed/stances.csv", NOT_RUN) not in found


def test_a_folder_that_is_not_empty_is_left_alone(archives, tmp_path):
    (tmp_path / "mine").write_text("x")
    with pytest.raises(UserError, match="is not empty; name a new folder"):
        list(examine(archives[0], Asked(rebuild=tmp_path)))
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_an_archive_waits_for_a_run(toy_project, archives, tmp_path):
    study = shutil.copytree(toy_project, tmp_path / "toy")
    text = study / "report/text.md"
    text.write_text(text.read_text(encoding="utf-8") + "\nThe end.\n", encoding="utf-8")
    done = stancebook(study, "archive")
    assert done.returncode == 1 and done.stderr.strip().endswith("run stancebook report first")
    assert OK not in done.stdout


def test_the_crate_is_valid(archives, tmp_path):
    """roc-validator finds no fault; what it would fetch is in a package that is installed."""
    from pathlib import Path

    import rocrate
    from requests import Request
    from requests_cache import CachedResponse
    from requests_cache.models import CachedRequest
    from rocrate_validator import models, services
    from rocrate_validator.utils.http import HttpRequester

    context = "https://w3id.org/ro/crate/1.2/context"
    for archive in archives:
        settings = models.ValidationSettings(
            rocrate_uri=models.URI(str(archive)), profile_identifier="ro-crate-1.2", offline=True,
            cache_path=tmp_path / "cache", requirement_severity=models.Severity.REQUIRED,
        )  # fmt: skip
        session = HttpRequester().session
        response = CachedResponse(status_code=200, url=context, headers={"Content-Type": "application/ld+json"})
        response._content = (Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld").read_bytes()
        request = session.prepare_request(Request("GET", context))
        response.request = CachedRequest.from_request(request)
        session.cache.save_response(response, session.cache.create_key(request))
        outcome = services.validate(settings)
        assert [issue.message for issue in outcome.get_issues()] == [] and outcome.passed()


@pytest.mark.matrix("manifests", cases=2)
@pytest.mark.parametrize(
    "name", ["data/coded/sources.csv", "data/coded/study.yaml", "data/processed/codings.csv", "run-record.json"]
)
def test_a_file_of_rubbish_with_a_hash_that_fits_is_told(archives, tmp_path, no_run, name):
    for number, rubbish in enumerate([b"\xff\0", b"article,file,sha256\n1,../../../etc/passwd,00\n"]):

        def change(files, rubbish=rubbish):
            files[name] = rubbish

        path = rewritten(archives[0], tmp_path / f"{number}.zip", change)
        try:
            assert name in {what for _, what, _ in wrong(examine(path, Asked()), DIFFERS, GONE)}
        except UserError as error:
            assert name in str(error)
