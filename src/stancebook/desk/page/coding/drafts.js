// Drafts: the browser stores unfinished entries, and the desk offers them again. A draft holds how the text was cut into
// sentences when its words were chosen.

import { KIND_NAMES } from "../lib/codebook.js";
import { openArticle } from "./article.js";
import { isFilling, openForm } from "./filling.js";
import { addNotice } from "./notices.js";

export function keepEntry({ connection }, { id, kind, was, row, place, cut, article, words }, more = {}) {
  connection.storage().keepDraft(id, { kind, was, row, place, cut, article, words, ...more });
}

export function offerDrafts(desk) {
  const { screen, connection, form } = desk;
  if (screen !== "coding") return;
  const waiting = new Set(connection.unsaved().map(({ id }) => id));
  for (const draft of connection.storage().drafts()) {
    if (waiting.has(draft.message) || (form.isOpen() && form.current().id === draft.id)) continue;
    if (!desk.notices.some((notice) => notice.draft === draft.id)) offerDraft(desk, draft);
  }
}

function offerDraft(desk, draft) {
  const filled = Object.values(draft.row ?? {}).filter((cell) => cell && cell !== "-" && cell !== "none");
  const what = `${KIND_NAMES[draft.kind]} in ${draft.article}`;
  addNotice(
    desk,
    "An entry was begun and not saved",
    [`${what}: “${shortened(draft.words ?? "")}” ${filled.join(", ")}`],
    ["Go on with it", () => goOnWith(desk, draft)],
    ["Throw it away", () => desk.connection.storage().dropDraft(draft.id)],
  ).draft = draft.id;
}

async function goOnWith(desk, draft) {
  if (isFilling(desk)) return offerDrafts(desk);
  if (desk.article?.article !== draft.article && !(await openArticle(desk, draft.article))) return;
  if (draft.place) desk.text.toSentence(draft.place.first, { center: true });
  openForm(desk, draft);
}

function shortened(words, most = 60) {
  return words.length > most ? `${words.slice(0, most - 1)}…` : words;
}
