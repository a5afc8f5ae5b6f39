// Fill in an entry: from the chosen words, through the form, to the answer of the kernel.

import { KIND_NAMES } from "../lib/codebook.js";
import { keepingFocus } from "../lib/focus.js";
import { drawEntries, showRefusal, takeCoding } from "./article.js";
import { ALL_ARTICLES } from "./article_list.js";
import { keepEntry } from "./drafts.js";
import { showScreen } from "./panes.js";
import { sayDone, showState } from "./status.js";

const CROSSING =
  "A statement lies within one sentence; a fact or a source note may run over its end. Choose words of one sentence.";

export function beginEntry(desk, kind) {
  const { article, text, cut } = desk;
  if (!article || isFilling(desk)) return;
  if (!text.hasChosen()) text.chooseSentence(); // so that the user sees what will be quoted
  const place = text.place();
  if (!place) return sayDone(desk, "there are no words in this sentence");
  if (kind === "statement" && place.first !== place.last) return sayDone(desk, CROSSING);
  openForm(desk, { kind, was: null, row: null, place, cut, words: text.wordsAt(place), article: article.article });
}

export function editEntry(desk, { kind, row, place }) {
  const { text, article } = desk;
  if (place) text.toSentence(place.first);
  const words = place ? text.wordsAt(place) : (row.quote ?? "");
  openForm(desk, { kind, was: row, row, place: null, words, article: article.article });
}

export function openForm(desk, entry) {
  desk.form.open(entry, desk.codebook);
  desk.text.light(null);
  showScreen(desk);
  desk.text.reveal(); // the form may have made the text's pane smaller
  desk.form.focus();
}

export function closeForm(desk, focus = true) {
  const { form, text, connection } = desk;
  if (form.isOpen()) connection.storage().dropDraft(form.current().id);
  desk.saving = null;
  keepingFocus(desk, () => {
    form.close();
    text.clear();
    showScreen(desk);
    drawEntries(desk);
  });
  if (focus) text.focus();
}

// Return whether an entry is being filled in; if so, say that it has to be saved or left first.
export function isFilling(desk) {
  if (!desk.form.isOpen()) return false;
  sayDone(desk, "save this entry or leave it first");
  desk.form.focus();
  return true;
}

// After a move to another sentence or other words: store the place, and use it for the entry in the form.
export function movedInText(desk) {
  const { article, text, form, connection } = desk;
  if (!article) return;
  connection.storage().keepAt({ article: article.article, sentence: text.sentence() });
  if (!form.isOpen()) drawEntries(desk);
  else if (text.hasChosen() && !form.isLocked()) replacePlace(desk);
  desk.wholeButton.setAttribute("aria-pressed", String(!text.hasChosen()));
}

function replacePlace({ text, form, cut }) {
  const place = text.place();
  if (form.kind() === "statement" && place.first !== place.last) return form.say(CROSSING);
  form.say("");
  form.place(place, text.wordsAt(place), cut);
}

export async function saveEntry(desk, entry) {
  const { connection, form } = desk;
  const { kind, was, row, place, cut, article } = entry;
  desk.failed = "";
  form.lock("saving");
  const request = connection.ask("save", { article, kind, was, row, place, ...(place && { cut }) });
  desk.saving = { id: request.id, kind, row };
  keepEntry(desk, entry, { message: request.id });
  showState(desk);
  savedOrNot(desk, await request);
}

export function savedOrNot(desk, reply) {
  const { saving, form, codebook, root } = desk;
  if (!saving || !form.isOpen()) return;
  if (reply.kind === "silent") return form.lock("silent");
  if (reply.ok) {
    const { speaker } = saving.row;
    const { speakers } = codebook;
    if (speaker && speaker !== "-" && speakers && !speakers.includes(speaker)) speakers.push(speaker);
    closeForm(desk, root.contains(document.activeElement));
    sayDone(desk, `saved: ${KIND_NAMES[saving.kind]}${reply.coding.undo ? ` (${reply.coding.undo})` : ""}`);
    return takeCoding(desk, reply);
  }
  desk.saving = null;
  showRefusal(desk, reply);
  const changed = `Nothing was written. ${reply.why} Look above at what changed, then save again.`;
  form.refuse(reply.kind === "changed" ? changed : reply.why);
}

export function unlockForm(desk) {
  const { saving, connection, form } = desk;
  if (saving) connection.forget(saving.id);
  desk.saving = null;
  form.lock("");
  form.focus();
}

export async function addAlias(desk, actor, alias) {
  const reply = await desk.connection.ask("alias", { actor, alias });
  if (!reply.ok) showRefusal(desk, reply);
  else {
    desk.codebook = reply.codebook ?? desk.codebook;
    sayDone(desk, `saved: “${alias}” is an alias of ${actor}`);
  }
  return reply;
}

// Articles as suggestions of a field.
export async function seekArticles({ connection }, words) {
  const reply = await connection.ask("articles", { ...ALL_ARTICLES, find: words, from: 0, most: 12 });
  return (reply.ok ? reply.rows : []).map(({ article, outlet, headline }) => ({
    value: article,
    label: article,
    meaning: [outlet, headline].filter(Boolean).join(", "),
  }));
}
