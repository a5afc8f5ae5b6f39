"""Which notebooks run when: the order, how many side by side, what a failure stops, how much time is left."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.core import paths
from stancebook.core.notebooks import Notebook
from stancebook.core.problems import UserError
from stancebook.pipeline import execute, run_config, scheduler, stamps, steps

# 02 and 03 need 01; 04 needs 02; 05 needs 03 and 04; 06 needs nothing
NEEDS = {"01": "", "02": "1", "03": "1", "04": "2", "05": "34", "06": ""}


@pytest.fixture
def config(tmp_path, monkeypatch):
    """A run of six notebooks; each writes a line when it begins and one when it ends, and takes a tenth of a second."""
    for name in ("data", "notebooks", "build/default"):
        (tmp_path / name).mkdir(parents=True)
    books = [
        Notebook(tmp_path / f"notebooks/{number}-x.ipynb", tuple(f"data/{n}" for n in needs), (f"data/{int(number)}",),
                 (), "")
        for number, needs in NEEDS.items()
    ]  # fmt: skip
    monkeypatch.setattr(execute, "run", note)
    monkeypatch.setattr(execute, "import_stack", lambda books: None)
    return run_config.RunConfig(paths.run_paths(tmp_path), dict(paths.PARAMETERS), books)


def note(config, notebook, fork):
    """Stand in for a notebook's run: append to a log and write what the notebook declares."""
    log = config.folder / "log"
    append(log, f"{notebook.number} begins")
    if (config.folder / "together").exists():
        begun_together(log, notebook.number)
    time.sleep(0.1)
    if (config.folder / "fails").exists() and notebook.number == (config.folder / "fails").read_text():
        return f"{notebook.name}  failed"
    content = log.read_text() if notebook.number == "01" else notebook.number
    for name in notebook.writes:
        Path(config.paths.out / name).write_text(content)
    config.copy(notebook).write_text(notebook.number)
    stamps.write(
        config, notebook, stamps.inputs(config, notebook) | stamps.outputs(config, notebook) | {"seconds": 2.0}
    )
    append(log, f"{notebook.number} ends")
    return ""


def append(log, line):
    """Append a line to a file in one write."""
    with open(log, "a") as file:
        file.write(f"{line}\n")


def lines(config):
    """Return the lines that the notebooks wrote, and forget them."""
    log = config.folder / "log"
    words = log.read_text().splitlines() if log.exists() else []
    log.unlink(missing_ok=True)
    return words


def begun_together(log, number):
    """Wait until 02 and 03 have both begun, which two processes allow, however busy the machine is."""
    end = time.monotonic() + 60
    while number in ("02", "03") and time.monotonic() < end:
        if {"02 begins", "03 begins"} <= set(log.read_text().splitlines()):
            break
        time.sleep(0.01)


@pytest.mark.parametrize("jobs", [1, 2, 6])
def test_each_runs_after_those_it_needs_and_no_more_than_jobs_at_once(config, jobs):
    (config.folder / "together").write_text("") if jobs > 1 else None
    scheduler.Schedule(config, "05", jobs).run()
    log, running, most, done = lines(config), set(), 0, set()
    for line in log:
        number, what = line.split()
        if what == "begins":
            assert {f"0{n}" for n in NEEDS[number]} <= done
            running.add(number)
            most = max(most, len(running))
        else:
            running.remove(number)
            done.add(number)
    assert done == {"01", "02", "03", "04", "05"}
    assert most == min(jobs, 2)


def test_what_holds_is_kept_and_what_depends_on_a_change_runs(config, capsys):
    scheduler.Schedule(config, "05", 2).run()
    lines(config)
    schedule = scheduler.Schedule(config, "05", 2)
    capsys.readouterr()
    schedule.run()
    assert (lines(config), schedule.ran, capsys.readouterr().out) == ([], set(), "")
    (config.paths.out / "data/3").write_text("altered")
    schedule = scheduler.Schedule(config, "05", 2)
    schedule.run()
    assert schedule.ran == {"03"} and "05-x  kept" in capsys.readouterr().out
    (config.paths.out / "data/1").write_text("altered")
    schedule = scheduler.Schedule(config, "05", 2)
    schedule.run()
    assert schedule.ran == {"01", "02", "03"}
    assert {"04-x  kept", "05-x  kept"} < set(capsys.readouterr().out.splitlines())


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failure_lets_those_beside_it_end_and_starts_no_more(config, jobs):
    (config.folder / "fails").write_text("02")
    with pytest.raises(UserError, match=r"^02-x  failed$"):
        scheduler.Schedule(config, "05", jobs).run()
    begun = [line.split()[0] for line in lines(config) if line.endswith("begins")]
    assert sorted(begun) == (["01", "02", "03"] if jobs == 2 else ["01", "02"])
    assert config.stamp(config.notebook("03")).exists() == (jobs == 2)
    assert not config.stamp(config.notebook("02")).exists()


def test_progress_says_which_of_how_many_and_the_time_left_if_all_have_run_before(config, capsys):
    scheduler.Schedule(config, "05").run()
    printed = capsys.readouterr().out.splitlines()
    assert printed[:2] == ["01-x  running (1 of 5)", "01-x  done in 2.0 s"]
    stamps.remember_seconds(config)
    for number in NEEDS:
        config.stamp(config.notebook(number)).unlink(missing_ok=True)
    scheduler.Schedule(config, "05").run()
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "01-x  running (1 of 5, about 10 s left)"
    assert printed[-2:] == ["05-x  running (5 of 5, about 2 s left)", "05-x  done in 2.0 s"]


def test_of_those_that_can_run_the_one_that_took_longest_starts_first(config, capsys):
    config.folder.joinpath("run.json").write_text('{"01": 1.0, "02": 1.0, "03": 5.0, "04": 2.0, "05": 1.0}')
    scheduler.Schedule(config, "05").run()
    assert [line.split()[0] for line in lines(config) if line.endswith("begins")] == ["01", "03", "02", "04", "05"]


ORDERS = st.lists(st.tuples(st.floats(0, 100), st.sets(st.integers(0, 6), max_size=3)), min_size=1, max_size=7)


@given(ORDERS, st.integers(1, 3))
def test_the_time_left_is_never_more_than_one_after_the_other_nor_less_than_the_longest(steps_taken, jobs):
    seconds = {f"{n:02}": taken for n, (taken, _) in enumerate(steps_taken)}
    order = {f"{n:02}": {f"{m:02}" for m in needs if m < n} for n, (_, needs) in enumerate(steps_taken)}
    left = scheduler.time_left(seconds, order, jobs)
    total = sum(seconds.values())
    assert max(seconds.values()) <= left <= max(total, 0) * (1 + 1e-9)
    assert left >= total / jobs * (1 - 1e-9)
    if jobs == 1:
        assert left == pytest.approx(total)


@pytest.mark.parametrize(
    ("flags", "jobs"), [("", 2), (" -j4 --jobserver-auth=3,4 -- A=1", 4), ("-j8", 8), (" -j --jobserver-auth=3,4", 2),
                        ("s -- GRID=a-j9", 2)],
)  # fmt: skip
def test_as_many_at_a_time_as_make_was_told(flags, jobs):
    assert steps.jobs({"STANCEBOOK_JOBS": "2", "MAKEFLAGS": flags}) == jobs
