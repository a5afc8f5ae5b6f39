"""The adjudicator's session: what each of their requests reads, decides and answers."""

from stancebook.desk import cases
from stancebook.desk.adjudicator_cases import OWN, AdjudicatorCases
from stancebook.desk.session import Session


class AdjudicatorSession(Session):
    """The adjudicator's seat."""

    verbs = (*Session.verbs, "overview", "disputes", "decide", "undecide", "freeze")

    def __init__(self, reader, user, clock):
        super().__init__(reader, user, OWN, {}, clock, cases.order)
        self.cases = AdjudicatorCases(self.store, reader.paths, reader.with_rows({}))

    def overview(self, request):
        """The articles, with what is left to decide in each that is open."""
        return self._cases().overview()

    def disputes(self, request):
        """What there is to decide on an article."""
        return self._cases().disputes(self.reader.article(request["article"])[0].id)

    def decide(self, request):
        """The article's units once these decisions are on disk."""
        self._cases().decide(
            request["id"], request["key"], request["decisions"], request.get("seen"), request.get("shown")
        )
        return self.shown(request["key"]["article"])

    def undecide(self, request):
        """The article's units once decisions are taken back."""
        self._cases().undecide(request["id"], request["key"], request.get("variables", ()), request.get("seen"))
        return self.shown(request["key"]["article"])

    def freeze(self, request):
        """The articles, once the coders' files are frozen as they are."""
        self._cases().freeze(request["id"], str(request.get("reason", "")))
        return self.overview(request)

    def repeated(self, request):
        """The answer to a request that was done before."""
        return self.overview(request) if request["ask"] == "freeze" else super().repeated(request)

    def shown(self, article):
        """An article's units."""
        return {"article": article, **self._cases().disputes(article)}

    def _cases(self):
        """The adjudication, with the codebook as it is now."""
        self.cases.authored = self.reader.with_rows({})
        return self.cases
