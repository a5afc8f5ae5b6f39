"""Hundreds of articles of a table and a thousand plain texts: added, looked at and cleaned within minutes."""

import csv
import os
import random
import subprocess
import sys

import pytest

from project import PROJECT

RANDOM = random.Random(7)
WORDS = [
    "".join(RANDOM.choice("bdfgklmnprst") + RANDOM.choice("aeiou") for _ in range(each % 4 + 1)) for each in range(6000)
]
SECONDS, MEGABYTES = 90, 450  # of processor time

# a process of its own between: a program that the tests start begins with their memory
MEASURED = """
import resource, subprocess, sys
ended = subprocess.run(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
sys.exit(ended.returncode)
"""


def article():
    """A headline and a body of about 450 words, a fifth of its sentences with a quotation."""
    paragraphs = []
    for _ in range(RANDOM.randint(5, 9)):
        sentences = [" ".join(RANDOM.choices(WORDS, k=RANDOM.randint(8, 24))).capitalize() for _ in range(4)]
        quoted = [
            f"“{each},” said {RANDOM.choice(WORDS).title()}" if RANDOM.random() < 0.2 else each for each in sentences
        ]
        paragraphs.append(". ".join(quoted) + ".")
    return " ".join(RANDOM.choices(WORDS, k=7)).capitalize(), "\n\n".join(paragraphs)


def used(folder, *words):
    """What a command prints; it takes no more processor time and memory than it may, those of its processes included."""
    environment = os.environ | {"PYTHONPATH": str(PROJECT / "src")}
    with open(folder / "printed", "w+", encoding="utf-8") as printed:
        command = [sys.executable, "-c", MEASURED, sys.executable, "-m", "stancebook", *words]
        process = subprocess.run(
            command, cwd=folder, env=environment, stdout=printed, stderr=subprocess.PIPE, text=True
        )
        printed.seek(0)
        shown = printed.read()
    assert process.returncode == 0, shown + process.stderr
    seconds, kilobytes = map(float, process.stderr.splitlines()[-1].split())
    assert 0 < seconds < SECONDS and 0 < kilobytes / 1024 < MEGABYTES, (words, seconds, kilobytes)
    return shown


def add_and_clean(study, files, texts):
    """Make a study of these files, and go as far as notebook 01."""
    used(study.parent, "new", study.name)
    assert f"{texts:,} texts added" in used(study, "add", str(files))
    assert f"{texts}, with" in used(study, "status").replace(",000", "000")
    assert "01-clean  done in" in used(study, "run", "01")


@pytest.mark.slow
def test_a_thousand_texts(tmp_path):
    (tmp_path / "inbox").mkdir()
    for number in range(1000):
        (tmp_path / f"inbox/{number:04}.txt").write_text("\n\n".join(article()), encoding="utf-8")
    add_and_clean(tmp_path / "study", tmp_path / "inbox", 1000)


@pytest.mark.slow
def test_a_table_of_two_hundred_articles(tmp_path):
    with open(tmp_path / "articles.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["title", "date", "outlet", "text"])
        for number in range(200):
            headline, body = article()
            writer.writerow([headline, f"2025-01-{number % 28 + 1:02}", f"Courier {number % 9}", body])
    add_and_clean(tmp_path / "study", tmp_path / "articles.csv", 200)
