// The current article and its coding: open it, read it again, and change it without a form.

import { KIND_NAMES } from "../lib/codebook.js";
import { focusMainPart, keepingFocus } from "../lib/focus.js";
import { drawBar } from "./bar.js";
import { offerDrafts } from "./drafts.js";
import { closeForm, isFilling, savedOrNot } from "./filling.js";
import { changedElsewhere } from "./notices.js";
import { showList } from "./panes.js";
import { sayDone, sayFailed, showState } from "./status.js";

export async function openArticle(desk, id, sentence) {
  const reply = await desk.connection.ask("open", { article: id });
  if (!reply.ok) {
    sayFailed(desk, reply.why);
    return false;
  }
  keepingFocus(desk, () => {
    showList(desk, false);
    if (desk.form.isOpen() && desk.article?.article !== id) closeForm(desk);
    desk.search.end();
    showArticle(desk, reply, sentence);
    if (desk.root.contains(document.activeElement) || document.activeElement === document.body) focusMainPart(desk);
  });
  return true;
}

function showArticle(desk, { article, coding, sentences, cut }, sentence) {
  Object.assign(desk, { article, coding, cut });
  desk.text.open(sentences);
  desk.text.show(coding);
  drawBar(desk);
  if (sentence) desk.text.toSentence(sentence, { center: true });
  else desk.text.goTo(0);
  drawEntries(desk);
}

// Read the article again; redraw its sentences only if the text is now cut into different sentences.
export async function rereadArticle(desk) {
  const reply = await desk.connection.ask("open", { article: desk.article.article });
  if (!reply.ok || reply.article.article !== desk.article?.article) return;
  if (reply.cut === desk.cut) takeCoding(desk, reply);
  else keepingFocus(desk, () => showArticle(desk, reply, desk.text.sentence()));
}

export function takeCoding(desk, { coding }) {
  if (coding.article !== desk.article?.article) return openArticle(desk, coding.article);
  keepingFocus(desk, () => {
    desk.coding = coding;
    desk.text.show(coding);
    drawEntries(desk);
    drawBar(desk);
  });
}

export function drawEntries(desk) {
  const { text, coding, user, codebook: book } = desk;
  if (!coding) return;
  const n = text.sentence();
  const nothing = n !== null && text.isNothing(n);
  keepingFocus(desk, () => desk.entries.show({ coding, n, user, book, nothing }));
}

// Send a request that writes; then show the article's coding, or why nothing was written.
async function askToWrite(desk, verb, params, done) {
  const reply = await desk.connection.ask(verb, { article: desk.article.article, ...params });
  if (reply.ok) sayDone(desk, done && `saved: ${done}`);
  else showRefusal(desk, reply);
  if (reply.ok && reply.coding) takeCoding(desk, reply);
  return reply;
}

export function showRefusal(desk, { kind, why, changes }) {
  if (kind === "silent") return showState(desk);
  if (kind === "changed") changedElsewhere(desk, changes ?? [], "Nothing was written: look, and do it again.");
  else if (kind === "refused" && desk.screen === "coding" && desk.article) rereadArticle(desk); // its sentences may have changed
  sayFailed(desk, why ?? "the desk did not say why");
}

// Handle an answer that came after the time limit.
export function takeLate(desk, message, reply) {
  const { saving, screen, adjudication, connection } = desk;
  if (saving && saving.id === message.id) return savedOrNot(desk, reply);
  if (reply.ok) {
    const storage = connection.storage();
    for (const draft of storage.drafts()) if (draft.message === message.id) storage.dropDraft(draft.id);
    sayDone(desk, "saved: what had waited for the kernel");
    if (screen !== "adjudicating" && desk.article) rereadArticle(desk);
  } else {
    showRefusal(desk, reply);
    offerDrafts(desk);
  }
  if (screen === "adjudicating") adjudication?.late?.(message, reply);
}

export function removeEntry(desk, { kind, row }) {
  askToWrite(desk, "delete", { kind, was: row }, `${KIND_NAMES[kind]} taken out; u brings it back`);
}

export function markNothing(desk) {
  const { text, cut } = desk;
  const sentences = text.sentences();
  const undo = sentences.every(text.isNothing);
  const one = sentences.length === 1;
  const done = undo ? "taken back" : one ? `nothing in sentence ${sentences[0]}` : "nothing in these sentences";
  askToWrite(desk, "nothing", { sentences, cut, ...(undo && { undo: true }) }, done);
}

// Undo or redo the last act, on any article.
export async function stepBack(desk, verb) {
  if (!desk.article || isFilling(desk)) return;
  const what = desk.coding?.[verb];
  if (!what) return sayDone(desk, `nothing to ${verb}`);
  await askToWrite(desk, verb, {}, `${verb === "undo" ? "undid" : "did again"} ${what}`);
}

export function finishArticle(desk) {
  if (isFilling(desk)) return;
  if (desk.coding.finished) askToWrite(desk, "reopen", {}, "the article is open again");
  else askToWrite(desk, "finish", { cut: desk.cut }, "the article is finished");
}

export async function lookAtOther(desk, reason) {
  const reply = await askToWrite(desk, "look", { reason }, "opened, and recorded");
  if (reply.ok) desk.text.focus();
}

export function goToOpenSentence(desk, step) {
  const where = step > 0 ? "after" : "before";
  if (!desk.text.nextUndecided(step)) sayDone(desk, `no sentence without a decision ${where} this one`);
  desk.text.focus();
}

// Open the next or the previous article; a second key press starts from the article that the first one opens.
export function goToNeighbour(desk, step) {
  desk.moves = desk.moves.then(async () => {
    if (!desk.article || isFilling(desk)) return;
    const next = await desk.articleList.neighbour(desk.article.article, step);
    if (next) await openArticle(desk, next);
    else sayDone(desk, `this is the ${step > 0 ? "last" : "first"} article of the list`);
  });
}
