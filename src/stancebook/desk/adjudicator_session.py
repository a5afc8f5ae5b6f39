"""The adjudicator's session: what each of their requests reads, decides and answers."""

from stancebook.desk import cases
from stancebook.desk.adjudicator_cases import OWN, AdjudicatorCases
from stancebook.desk.session import Session


class AdjudicatorSession(Session):
    """The adjudicator's seat."""

    verbs = (*Session.verbs, "overview", "disputes", "decide", "undecide", "freeze")

    def __init__(self, library, hand, clock):
        super().__init__(library, hand, OWN, {}, clock, cases.order)
        self.bench = AdjudicatorCases(self.ledger, library.rooms, library.authored({}))

    def overview(self, request):
        """The articles, with what is left to decide in each that is open."""
        return self._bench().overview()

    def disputes(self, request):
        """What there is to decide on an article."""
        return self._bench().disputes(self.library.article(request["article"])[0].id)

    def decide(self, request):
        """The article's units once these decisions are on disk."""
        self._bench().decide(
            request["id"], request["key"], request["decisions"], request.get("seen"), request.get("shown")
        )
        return self.shown(request["key"]["article"])

    def undecide(self, request):
        """The article's units once decisions are taken back."""
        self._bench().undecide(request["id"], request["key"], request.get("variables", ()), request.get("seen"))
        return self.shown(request["key"]["article"])

    def freeze(self, request):
        """The articles, once the coders' files are frozen as they are."""
        self._bench().freeze(request["id"], str(request.get("reason", "")))
        return self.overview(request)

    def again(self, request):
        """The answer to a request that was done before."""
        return self.overview(request) if request["ask"] == "freeze" else super().again(request)

    def shown(self, article):
        """An article's units."""
        return {"article": article, **self._bench().disputes(article)}

    def _bench(self):
        """The adjudication, with the codebook as it is now."""
        self.bench.authored = self.library.authored({})
        return self.bench
