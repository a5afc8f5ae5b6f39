"""The check of a study: every problem in what was authored, and in the parameters of a run."""

from stancebook.analysis import findings
from stancebook.brief import template
from stancebook.core.problems import check_ids
from stancebook.study import adjudication, loader, marks, validate_rows, validate_settings

BASIS = {"sources.csv", "cleaning.yaml", "coder_a.csv", "coder_b.csv", "adjudication.csv"}  # what decisions rest on


def check_study(rooms, **parameters):
    """The complaints about a study and the parameters of a run; an empty list means that the run may start."""
    authored, complaints = loader.read_study(rooms)
    whole, codings = BASIS.isdisjoint(complaint.file for complaint in complaints), []
    complaints += (
        validate_rows.check_parameters(authored, **parameters)
        + validate_settings.check_settings(authored)
        + validate_settings.check_sources(authored)
    )
    complaints += validate_settings.check_provenance_table(authored, complaints)
    lacking = validate_settings.check_codebook(authored.codebook)
    if authored.codebook and authored.articles and not lacking:
        for coder in ("coder_a", "coder_b"):
            coding, wrong = validate_rows.check_coding(f"{coder}.csv", coder, authored)
            codings, whole = [*codings, coding], whole and not wrong
            complaints += wrong + validate_rows.check_facts(f"{coder}_facts.csv", authored)
        complaints += validate_rows.check_facts("facts.csv", authored) + check_ids(
            "facts.csv", authored.rows["facts.csv"], "fact"
        )
        complaints += validate_rows.check_notes(authored) + adjudication.check_decisions(
            authored.rows["adjudication.csv"], authored.codebook
        )
        # of a coding with a hole, every difference would be complained about
        complaints += adjudication.check_adjudication(authored.rows["adjudication.csv"], *codings) if whole else []
        complaints += template.check_template(rooms, authored) + check_findings(authored)
        complaints += marks.check_marks(rooms.coded, authored.articles, validate_settings._articles(authored))
    return complaints + lacking + validate_rows.check_freeze(rooms)


def check_findings(authored):
    """The complaints about findings.yaml, where it could be read."""
    return (
        findings.read(authored.findings, authored.codebook, validate_settings._articles(authored))[1]
        if authored.findings
        else []
    )
