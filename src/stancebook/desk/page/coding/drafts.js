// Drafts: the browser stores unfinished entries, and the desk offers them again. A draft holds how the text was cut into
// sentences when its words were chosen.

import { KIND_NAMES } from "../lib/codebook.js";
import { shortened } from "../lib/english.js";
import { openArticle } from "./article.js";
import { isFilling, openForm } from "./filling.js";
import { addNotice } from "./notices.js";
import { toSentence } from "./text.js";

export function keepEntry({ connection }, { id, kind, was, row, place, cut, article, words }, more = {}) {
  connection.storage().keepDraft(id, { kind, was, row, place, cut, article, words, ...more });
}

export function offerDrafts(desk) {
  const { screen, connection, form, notices } = desk;
  if (screen !== "coding") return;
  const waiting = new Set(connection.unsaved().map(({ id }) => id));
  const isKnown = ({ id, message }) =>
    waiting.has(message) || form?.id === id || notices.some(({ draft }) => draft === id);
  const lost = connection
    .storage()
    .drafts()
    .filter((draft) => draft.kind && !isKnown(draft));
  for (const draft of lost) offerDraft(desk, draft);
}

function offerDraft(desk, draft) {
  const filled = Object.values(draft.row ?? {}).filter((cell) => cell && cell !== "-" && cell !== "none");
  const what = `${KIND_NAMES[draft.kind]} in ${draft.article}: “${shortened(draft.words ?? "")}” ${filled.join(", ")}`;
  const buttons = [
    ["Go on with it", () => goOnWith(desk, draft)],
    ["Throw it away", () => desk.connection.storage().dropDraft(draft.id)],
  ];
  addNotice(desk, "An entry was begun and not saved", [what], buttons, { draft: draft.id });
}

async function goOnWith(desk, draft) {
  if (isFilling(desk)) return offerDrafts(desk);
  if (desk.article?.article !== draft.article && !(await openArticle(desk, draft.article))) return;
  if (draft.place) toSentence(desk, draft.place.first);
  openForm(desk, draft);
}
