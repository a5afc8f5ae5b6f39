"""The check of a study: every problem in what was authored, and in the parameters of a run."""

from stancebook import adjudication, checks, findings, marks, study, template
from stancebook.complaints import of_ids

BASIS = {"sources.csv", "cleaning.yaml", "coder_a.csv", "coder_b.csv", "adjudication.csv"}  # what decisions rest on


def all_complaints(rooms, **parameters):
    """The complaints about a study and the parameters of a run; an empty list means that the run may start."""
    authored, complaints = study.read(rooms)
    whole, codings = BASIS.isdisjoint(complaint.file for complaint in complaints), []
    complaints += (
        checks.of_parameters(authored, **parameters) + checks.of_settings(authored) + checks.of_sources(authored)
    )
    complaints += checks.of_provenance(authored, complaints)
    lacking = checks.of_codebook(authored.codebook)
    if authored.codebook and authored.articles and not lacking:
        for coder in ("coder_a", "coder_b"):
            coding, wrong = checks.of_coding(f"{coder}.csv", coder, authored)
            codings, whole = [*codings, coding], whole and not wrong
            complaints += wrong + checks.of_facts(f"{coder}_facts.csv", authored)
        complaints += checks.of_facts("facts.csv", authored) + of_ids("facts.csv", authored.rows["facts.csv"], "fact")
        complaints += checks.of_notes(authored) + adjudication.of_decisions(
            authored.rows["adjudication.csv"], authored.codebook
        )
        # of a coding with a hole, every difference would be complained about
        complaints += adjudication.of_meeting(authored.rows["adjudication.csv"], *codings) if whole else []
        complaints += template.complaints(rooms, authored) + of_findings(authored)
        complaints += marks.complaints(rooms.coded, authored.articles, checks._articles(authored))
    return complaints + lacking + checks.of_freeze(rooms)


def of_findings(authored):
    """The complaints about findings.yaml, where it could be read."""
    return (
        findings.read(authored.findings, authored.codebook, checks._articles(authored))[1] if authored.findings else []
    )
