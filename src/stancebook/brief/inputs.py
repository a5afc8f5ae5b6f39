"""The inputs of a brief, read from a study."""

from stancebook.brief import certainty, passages
from stancebook.brief.render import BriefInputs
from stancebook.brief.report_figures import read_figures
from stancebook.core.tables import records
from stancebook.study.study import Study


def brief_inputs(study: Study) -> BriefInputs:
    """Return everything that a brief rests on: the tables of the notebooks before it, and what can be cited.

    Raises UserError if one of those tables is missing.
    """
    coded_facts = [records(study.coded_facts(coder)) for coder in study.coders]
    return BriefInputs(
        statements=study.statements,
        facts=study.facts,
        notes=study.notes,
        stances=study.stances,
        reliability=study.agreement,
        sentences=study.sentences,
        contested=study.contested,
        passages=passages.passages(study.statements, study.facts, study.notes, study.codebook.names),
        sources=study.sources,
        codebook=study.codebook,
        study=study.settings,
        texts=study.texts,
        run={name: value for name, value in study.parameters.items() if name != "study"},
        figures=read_figures(study.paths),
        provenance=study.provenance,
        agreed=certainty.agreed(records(study.codings), records(study.facts), coded_facts),
    )
