"""Coverage-guided fuzzing of what reads files of others, by hand: atheris looks for bytes that end in a traceback.

    make fuzz
    make fuzz SECONDS=60
    .venv/bin/python tests/fuzz.py yaml build/fuzz/yaml/crash-…    tries one input again

Four parts: documents that are added, the YAML files of a study, the text of the brief, and projects of other programs.
Whatever the bytes, the answer is a value or an error with a sentence. What has been tried with some gain is kept in
build/fuzz, and a second run goes on from there. atheris has wheels for Linux alone, so it is not in requirements.lock.
"""

import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
BUILT = PROJECT / "build" / "fuzz"
LIBRARY = BUILT / "library"
HOW = "fuzz: atheris is not there; put it beside the environment: {} -m pip install --target {} atheris"
INSTRUMENTED = ["stancebook", "yaml", "markdown_it", "mdit_py_plugins", "striprtf", "cassis", "pypdf", "docx2python"]
TOLD = re.compile(r"stat::number_of_executed_units:\s*(\d+)")
sys.path[:0] = [str(PROJECT / "tests" / "support"), str(LIBRARY)]


# ---- the parts: each returns the inputs to begin with, and a function that tries one; its first byte is a choice ----


def intake():
    """Documents that are added, and the main part of those that are zip files."""
    import documents
    from stancebook.intake import reader
    from stancebook.intake.document import BadDocument
    from stancebook.intake.formats import format_of, read_documents

    sound = [
        ("a.html", documents.html()),
        ("a.rtf", documents.rtf()),
        ("a.pdf", documents.pdf([[documents.HEADLINE, "It waits."]])),
        ("a.csv", documents.csv_text([["Title", "Text"], [documents.HEADLINE, documents.BODY[0]]])),
        ("a.txt", f"{documents.HEADLINE}\n\n{documents.BODY[0]}\n".encode("cp1252")),
        ("a.docx", documents.docx()),
        ("a.epub", documents.epub([[documents.HEADLINE, *documents.BODY]])),
        ("a.xlsx", documents.xlsx([["Title", "Text"], [documents.HEADLINE, documents.BODY[0]]])),
    ]
    wholes = {name: documents.unzipped(content) for name, content in sound[5:]}
    mains = {name: max(parts, key=lambda part: ("ocument.x" in part, "heet1" in part, len(parts[part])))
             for name, parts in wholes.items()}  # fmt: skip
    seeds = [bytes([number]) + content for number, (_, content) in enumerate(sound)]
    seeds += [bytes([number + 8]) + wholes[name][mains[name]] for number, name in enumerate(wholes)]

    def try_one(choice, content):
        number = choice % 11
        name = sound[number if number < 8 else number - 3][0]
        if number >= 8:
            content = documents.zipped(wholes[name] | {mains[name]: content})
        try:
            answer = reader._answer(content, name, "", {})
            if format_of(content, name) in reader.AT_HOME:  # read without a net below
                answer = read_documents(content, name)
        except BadDocument as bad:
            answer = bad
        if isinstance(answer, BadDocument):
            assert answer.message and answer.fix
        else:
            assert answer and all(each.text.strip() and each.text.encode("utf-8") for each in answer)

    return seeds, try_one


def yaml():
    """The three YAML files of a study, each in a copy of the toy study."""
    import shutil

    from stancebook.core import paths
    from stancebook.study import loader

    names = ("study.yaml", "cleaning.yaml", "codebook.yaml")
    study = Path(shutil.copytree(PROJECT / "tests" / "toy", Path(tempfile.mkdtemp()) / "toy"))
    sound = [(study / "data" / "coded" / name).read_bytes() for name in names]

    def try_one(choice, content):
        path = study / "data" / "coded" / names[choice % 3]
        path.write_bytes(content)
        _, problems = loader.read_settings(paths.RunPaths(study, study, study))
        for problem in problems:
            assert str(problem).isprintable() and "; " in str(problem)
        path.write_bytes(sound[choice % 3])

    return [bytes([number]) + content for number, content in enumerate(sound)], try_one


def text():
    """The text of a brief: its sentences, their evidence and all rules."""
    from dam_study import LANGUAGE, citables
    from stancebook.brief.citations import evidence
    from stancebook.brief.inline import BriefError
    from stancebook.brief.text import parse
    from stancebook.brief.verification import verify

    def try_one(_, content):
        try:
            sentences = parse(content.decode("utf-8", "replace")).sentences
        except BriefError as error:
            assert all(line.startswith("report/text.md, line ") for line in str(error).splitlines()), error
            return
        for sentence in sentences:
            if sentence.holds in ("", "true", "false"):
                verify(sentence, evidence(sentence, citables()), LANGUAGE)

    files = [PROJECT / "report" / "text.md", *PROJECT.glob("tests/*/report/text.md")]
    planted = PROJECT / "tests" / "brief" / "planted_faults.yaml"
    paragraphs = [
        each for path in [*files, planted] for each in path.read_bytes().split(b"\n\n") if 100 < len(each) < 2000
    ]
    return [b"0" + each for each in paragraphs], try_one


def exchange():
    """Projects of other programs: each format by itself, and as it is recognised."""
    from dna_files import MADE_BY_DNA
    from exchange_samples import SAMPLES
    from refi_files import write_qdpx
    from stancebook.core.problems import UserError
    from stancebook.exchange import formats

    folder = Path(tempfile.mkdtemp())
    (folder / "toll.txt").write_text("\N{GRINNING FACE} Arland will pay. Borduria waits.", encoding="utf-8")
    qdc = '<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="{}" name="a"/></Codes></CodeBook>'
    qde = (
        '<?xml version="1.0"?><Project name="P" xmlns="urn:QDA-XML:project:1.0"><Users><User guid="{0}1" name="u"/></Users>'
        '<CodeBook><Codes><Code guid="{0}2" name="a" isCodable="true"/></Codes></CodeBook><Sources><TextSource guid="{0}3" '
        'name="t"><PlainTextContent>Arland pays.</PlainTextContent><PlainTextSelection guid="{0}4" startPosition="0" '
        'endPosition="6"><Coding guid="{0}5"><CodeRef targetGUID="{0}2"/></Coding></PlainTextSelection></TextSource>'
        "</Sources></Project>"
    ).format("00000000-0000-0000-0000-00000000000")
    task = (
        '[{"id": 1, "data": {"text": "Arland pays."}, "annotations": [{"id": 2, "completed_by": 3, "result": [{"id": "a", '
        '"from_name": "b", "to_name": "text", "type": "labels", "value": {"start": 0, "end": 6, "text": "Arland", '
        '"labels": ["x"]}}]}]}]'
    )
    linked = (
        '{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "body": [{"type": "TextualBody", "purpose": '
        '"tagging", "value": "a"}], "target": {"source": "toll.txt", "selector": [{"type": "TextQuoteSelector", "exact": '
        '"Arland"}, {"type": "TextPositionSelector", "start": 2, "end": 8}]}}'
    )
    sound = [
        ("a.qdpx", qde.encode()),
        ("a.qdc", qdc.format("00000000-0000-0000-0000-000000000001").encode()),
        ("a.dna", MADE_BY_DNA),
        ("a.xmi", (SAMPLES / "cas_with_smileys.xmi").read_bytes()),
        ("a.json", task.encode()),
        ("toll.ann", b"T1\tActor 2 8\tArland\nA1\tSure T1\nE1\tPays:T1 Who:T1\n#1\tAnnotatorNotes T1\tSo?\n"),
        ("a.jsonl", (SAMPLES / "doccano" / "labeling.jsonl").read_bytes()),
        ("a.jsonld", linked.encode()),
    ]

    def try_one(choice, content):
        name = sound[choice % 8][0]
        path = folder / name
        if name == "a.qdpx":
            write_qdpx(path, "", xml=content)
        else:
            path.write_bytes(content)
        own = next(each for each in formats.FORMATS if each.ending == path.suffix)
        for format in dict.fromkeys([own, formats.recognise(path)]):
            try:
                assert format is None or formats.read(path, format).name
            except UserError as error:
                assert str(error).strip()

    return [bytes([number]) + content for number, (_, content) in enumerate(sound)], try_one


PARTS = {part.__name__: part for part in (intake, yaml, text, exchange)}


# ---- running them ----


def fuzz(part, arguments):
    """Try inputs of a part in this process, as the arguments of libFuzzer say."""
    import atheris

    with atheris.instrument_imports(include=INSTRUMENTED):
        seeds, try_one = PARTS[part]()
        for seed in seeds:  # so that all modules are loaded here
            try_one(seed[0], seed[1:])
    corpus = BUILT / part / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    atheris.Setup([part, *arguments], lambda content: try_one(content[0], content[1:]) if content else None)
    atheris.Fuzz()


def run(part, seconds):
    """Run a part in a process of its own; return a line on it, and whether it found nothing."""
    folder = BUILT / part
    folder.mkdir(parents=True, exist_ok=True)
    limits = [
        f"-max_total_time={seconds}",
        "-timeout=60",
        "-rss_limit_mb=4096",
        "-max_len=65536",
        "-print_final_stats=1",
    ]
    command = [sys.executable, __file__, part, *limits, f"-artifact_prefix={folder}/", str(folder / "corpus")]
    with (folder / "log.txt").open("w+", encoding="utf-8", errors="replace") as log:
        code = subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, cwd=PROJECT).returncode
        log.seek(0)
        tried = TOLD.search(log.read())
    number = f"{int(tried[1]):,} inputs" if tried else "no input"
    return f"{part}: {number} in {seconds} s, " + (
        f"stopped; see {folder}/log.txt" if code else "nothing found"
    ), not code


def main():
    """Run one part in this process, or all parts beside each other; return the exit code."""
    if find_spec("atheris") is None:
        print(HOW.format(sys.executable, os.path.relpath(LIBRARY)), file=sys.stderr)
        return 1
    if sys.argv[1:]:
        return fuzz(sys.argv[1], sys.argv[2:])
    from under_make import end_with_make

    end_with_make()
    seconds = int(os.environ.get("STANCEBOOK_SECONDS") or 600)
    with ThreadPoolExecutor(int(os.environ.get("STANCEBOOK_JOBS") or 2)) as pool:
        outcomes = list(pool.map(lambda part: run(part, seconds), PARTS))
    print("\n".join(line for line, _ in outcomes))
    return 0 if all(sound for _, sound in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
