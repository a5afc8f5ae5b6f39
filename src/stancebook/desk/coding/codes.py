"""The part of a coder's session that writes about codes: proposals, aliases and memos."""

import re
from collections.abc import Callable

from stancebook.core.authored import rewriting
from stancebook.core.english import plural, verb
from stancebook.core.problems import UserError
from stancebook.core.tables import Row
from stancebook.desk.coding.lists import Lists
from stancebook.desk.journal import REDID, UNDID, Entry
from stancebook.desk.row_changes import Change, invert
from stancebook.desk.session import Answer, NotDone, Request
from stancebook.study import aliases, codebook
from stancebook.study.codebook import Codebook
from stancebook.study.revision import proposals
from stancebook.study.revision.proposals import LONGEST, WAITING

CODEBOOK = "codebook.yaml"
MEMOS_ON = ("article", *proposals.KINDS, "plan", "attribute")


class Codes(Lists):
    """A coder's session, as far as it writes about codes."""

    verbs = (*Lists.verbs, "propose", "withdraw", "alias", "memo")

    def book(self) -> Codebook:
        """Return the codebook with the proposals of this coder that wait."""
        return proposals.extended(self.reader.study.codebook, self.store.rows[self.proposals_file])

    # ---- proposals

    def propose(self, request: Request) -> Answer:
        """Propose a code, or put it in the place of the proposal that it `was`; answer with its id and the codebook."""
        kind, was = request["kind"], request.get("was")
        if kind not in proposals.KINDS:
            raise UserError(f"'{kind}' cannot be proposed; propose an actor, an issue or a condition")
        with self.store.locked():
            self.store.look()
            row = self._proposal(kind, was, request)
            what = f"the {kind} {row['id']} ({row['name']})"
            changes = [Change(self.proposals_file, None, was, row)]
            self.store.apply(
                request["id"], "proposed", what, changes, request.get("seen"), request.get("article") or ""
            )
        return {"proposed": row["id"], **self._codebook_and_article(request)}

    def _proposal(self, kind: str, was: Row | None, request: Request) -> Row:
        """Return the row of a proposal; raise UserError if it cannot be made like this."""
        cells = {name: " ".join(str(request.get(name) or "").split()) for name in ("name", "definition", "type")}
        known = "" if was else proposals.known_as(kind, cells["name"], self.book())
        if known:
            raise NotDone(f"“{cells['name']}” is there already, as {known}; choose that", known=known)
        needed = ("name", "definition", "type") if kind == "actor" else ("name", "definition")
        for name in needed:
            if not cells[name]:
                raise UserError(f"the {kind} has no {name}; write one, so that whoever owns the codebook can decide")
        if was:
            return self._waiting(kind, was["id"]) | cells
        return {"kind": kind, "id": self._new_code(kind, cells["name"], request), **cells, "decision": "", "reason": ""}

    def _new_code(self, kind: str, name: str, request: Request) -> str:
        """Return the id of a new code, that of the request or one made of its name; raise UserError if it cannot be."""
        own = {row["id"] for row in self.store.rows[self.proposals_file] if row["kind"] == kind}
        taken = own | {*self.book().choices.get(kind, ())}
        code = str(request.get("code") or "").strip() or proposals.new_id(name, taken)
        if not re.fullmatch(r"\w+", code) or len(code) > LONGEST:
            raise UserError(f"'{code}' is no id; use letters, digits and _, at most {LONGEST}")
        if code in taken:
            raise NotDone(f"'{code}' is an id already; choose that code, or write another id", known=code)
        return code

    def _waiting(self, kind: str, code: str) -> Row:
        """Return an own proposal that waits; raise UserError if there is none."""
        for row in self.store.rows[self.proposals_file]:
            if (row["kind"], row["id"], row["decision"]) == (kind, code, WAITING):
                return row
        raise UserError(f"no {kind} '{code}' of yours waits for a decision; look at the codebook again")

    def withdraw(self, request: Request) -> Answer:
        """Take back an own proposal that waits and that no entry uses; answer with the codebook."""
        self.store.look()
        row = self._waiting(request["kind"], request["code"])
        self._check_unused(row)
        what = f"the {row['kind']} {row['id']}"
        self._apply_to_codes(request, "withdrew", what, Change(self.proposals_file, None, row, None))
        return self._codebook_and_article(request)

    def _check_unused(self, row: Row) -> None:
        """Raise NotDone if a statement of this coder uses a proposed code."""
        used = proposals.used_in(row["kind"], row["id"], self.store.rows[self.files["statement"]])
        if used:
            said = f"{plural(used, 'statement')} {verb(used, 'uses', 'use')} {row['id']}"
            raise NotDone(f"{said}; give {verb(used, 'it', 'them')} another code first", used=used)

    # ---- aliases

    def alias(self, request: Request) -> Answer:
        """Add an alias of an actor to the codebook, which undo takes out again; answer with the codebook."""
        cells = {"actor": str(request["actor"]), "alias": str(request["alias"]).strip()}
        what, article = f"“{cells['alias']}” as an alias of {cells['actor']}", request.get("article") or ""
        changes = [Change(CODEBOOK, None, None, cells)]
        self._edit_codebook(changes, lambda: self.store.note(request["id"], "named", what, changes, article=article))
        return self._codebook_and_article(request)

    def _edit_codebook(self, changes: list[Change], journal: Callable[[], Entry]) -> None:
        """Put an alias into the codebook or take it out, and journal that; if this fails, the codebook is as it was."""
        path, [change] = self.reader.paths.coded / CODEBOOK, changes
        edit, cells = (aliases.with_alias, change.now) if change.now else (aliases.without_alias, change.was)
        with self.store.locked():
            before = rewriting.check(path, codebook.from_bytes) or b""
            after = edit(before.decode("utf-8"), cells["actor"], cells["alias"]).encode("utf-8")
            rewriting.write(path, after, lasting=True)
            try:
                journal()
            except UserError:
                rewriting.write(path, before)
                raise
            finally:
                self.reader.refresh()

    def undo(self, request: Request) -> Answer:
        """Undo as every session does, and aliases too."""
        entry = self.store.journal.undoable(request.get("article") or "")
        return self._turn_alias(request, entry, UNDID) if _is_alias(entry) else super().undo(request)

    def redo(self, request: Request) -> Answer:
        """Redo as every session does, and aliases too."""
        entry = self.store.journal.redoable(request.get("article") or "")
        return self._turn_alias(request, entry, REDID) if _is_alias(entry) else super().redo(request)

    def _turn_alias(self, request: Request, entry: Entry, did: str) -> Answer:
        """Take an alias out of the codebook, or put it in again."""
        changes = list(entry.changes) if did == REDID else invert(entry.changes)
        act = (request["id"], did, entry.what, changes, entry.id, entry.article)
        self._edit_codebook(changes, lambda: self.store.note(*act))
        return self._after(entry, request)

    def _after(self, entry: Entry, request: Request) -> Answer:
        """Return what is shown after an undo or a redo, with the codebook and the memos if they changed."""
        changed, more = {change.file for change in entry.changes}, {}
        if changed & {CODEBOOK, self.proposals_file}:
            more["codebook"] = self.codebook()
        if self.memos_file in changed:
            more["memos"] = self.store.rows[self.memos_file]
        return super()._after(entry, request) | more

    def check_undo(self, entry: Entry | None) -> None:
        """Raise UserError if what would be taken out is a proposal that statements use."""
        for change in entry.changes if entry else ():
            row, is_edit = change.now or change.was, change.now and change.was
            if change.file == self.proposals_file and not is_edit and row in self.store.rows[self.proposals_file]:
                self._check_unused(row)

    # ---- memos

    def memo(self, request: Request) -> Answer:
        """Write a memo on an article or a code; an empty one takes it out. Answer with all memos of this coder."""
        on, about, text = request["on"], str(request["about"]), str(request.get("text") or "").strip()
        known = self.reader.sources if on == "article" else self.book().choices.get(on, ())
        if on not in MEMOS_ON or about not in known:
            raise UserError(f"there is no {on} '{about}'; open an article, or choose a code of the codebook")
        self.store.look()
        memos = self.store.rows[self.memos_file]
        was = next((row for row in memos if (row["on"], row["about"]) == (on, about)), None)
        now = {"on": on, "about": about, "text": text} if text else None
        if was != now:
            self._apply_to_codes(request, "noted", f"the memo on {about}", Change(self.memos_file, None, was, now))
        return {"memos": self.store.rows[self.memos_file], **self._state_and_article(request)}

    # ---- answers

    def _apply_to_codes(self, request: Request, did: str, what: str, change: Change) -> None:
        """Write a change that is on no article, as an act on the one that is open."""
        self.store.apply(request["id"], did, what, [change], request.get("seen"), request.get("article") or "")

    def repeated(self, request: Request) -> Answer:
        """Return the answer to a request that was done before."""
        entry = self.store.journal.ids[request["id"]]
        if request["ask"] == "propose":
            return {"proposed": entry.changes[0].now["id"], **self._codebook_and_article(request)}
        if request["ask"] in ("withdraw", "alias"):
            return self._codebook_and_article(request)
        if request["ask"] == "memo":
            return {"memos": self.store.rows[self.memos_file], **self._state_and_article(request)}
        return super().repeated(request)

    def _codebook_and_article(self, request: Request) -> Answer:
        """Return the codebook, and what is put down on the article that is open."""
        return {"codebook": self.codebook(), **self._state_and_article(request)}

    def _state_and_article(self, request: Request) -> Answer:
        """Return the version of the files, and what is put down on the article that is open."""
        id = request.get("article")
        state = {"version": self.store.version, **self.store.next_steps(id or "")}
        return state | (self.shown(id) if id in self.reader.sources else {})


def _is_alias(entry: Entry | None) -> bool:
    """Return whether an act put an alias into the codebook."""
    return entry is not None and any(change.file == CODEBOOK for change in entry.changes)
