// The current article and its coding: open it, read it again, and change it without a form.

import { KIND_NAMES } from "../lib/codebook.js";
import { chosenSentences, goToRow, goToUndecided, newText, numberAt, rowOf } from "./choosing.js";
import { offerDrafts } from "./drafts.js";
import { closeForm, isFilling, savedOrNot, takeCodebook } from "./filling.js";
import { markRows } from "./marks.js";
import { addKernelNotices, changedElsewhere } from "./notices.js";
import { neighbour } from "./panel.js";
import { say, sayFailed, sayIdle } from "./status.js";
import { focusText, moveInText, revealSentence } from "./text.js";
import { lookForRefresher, takeLateAnswer, tellOfTraining } from "./training.js";

export async function openArticle(desk, id, sentence) {
  const reply = await desk.ask("open", { article: id });
  if (!reply.ok) return (sayFailed(desk, reply.why), false);
  if (desk.form && desk.article?.article !== id) closeForm(desk, false);
  Object.assign(desk, { panel: null, search: null });
  showArticle(desk, reply, sentence);
  const active = document.activeElement;
  if (desk.root.contains(active) || active === document.body) desk.focusMain();
  return true;
}

function showArticle(desk, { article, coding, sentences, cut, notices }, sentence) {
  Object.assign(desk, { article, coding, cut, text: newText(sentences) });
  markRows(desk.text, coding);
  addKernelNotices(
    desk,
    (notices ?? []).filter(({ kind }) => kind !== "finished"),
    article.article,
  );
  const at = sentence ? rowOf(desk.text, sentence) : 0;
  moveInText(desk, goToRow, Math.max(0, at));
  revealSentence(desk, at > 0);
}

// Read the article again; its sentences are made anew only if the text is now cut into different ones.
export async function rereadArticle(desk) {
  const reply = await desk.ask("open", { article: desk.article.article });
  if (!reply.ok || reply.article.article !== desk.article?.article) return;
  if (reply.cut === desk.cut) takeCoding(desk, reply);
  else showArticle(desk, reply, numberAt(desk.text));
}

export function takeCoding(desk, { coding }) {
  if (coding.article !== desk.article?.article) return openArticle(desk, coding.article);
  desk.coding = coding;
  markRows(desk.text, coding);
  desk.text.version++;
  desk.draw();
}

// Send a request that writes; then show the article's coding, or why nothing was written.
export async function askToWrite(desk, verb, params, done) {
  const reply = await desk.ask(verb, params);
  if (reply.training) tellOfTraining(desk, reply.training);
  if (!reply.ok) return (showRefusal(desk, reply), reply);
  takeCodebook(desk, reply);
  if (reply.coding) await takeCoding(desk, reply);
  say(desk, done && `saved: ${done}`);
  return reply;
}

export function showRefusal(desk, { kind, why, changes }, unsaved = false) {
  if (kind === "silent") return desk.draw();
  if (kind === "changed") changedElsewhere(desk, changes ?? [], "Nothing was written: look, and do it again.");
  else if (kind === "refused" && desk.screen === "coding" && desk.article) rereadArticle(desk); // its sentences may have changed
  sayFailed(desk, why ?? "the desk did not say why", unsaved);
}

// Handle an answer that came after the time limit.
export function takeLate(desk, message, reply) {
  const { saving, screen, adjudication, connection } = desk;
  if (saving && saving.id === message.id) return savedOrNot(desk, reply);
  if (message.ask === "answer") return takeLateAnswer(desk, reply);
  if (reply.ok) {
    const storage = connection.storage();
    for (const draft of storage.drafts()) if (draft.message === message.id) storage.dropDraft(draft.id);
    say(desk, "saved: what had waited for the kernel");
    if (screen !== "adjudicating" && desk.article) rereadArticle(desk);
  } else {
    showRefusal(desk, reply, true);
    offerDrafts(desk);
  }
  if (screen === "adjudicating") adjudication?.late?.(message, reply);
}

// Return whether the article can be changed; if not, say why.
export function isOpen(desk) {
  if (!desk.article) return false;
  if (desk.coding.finished) sayFailed(desk, `${desk.article.article} is finished; F opens it again`);
  return !desk.coding.finished;
}

export function removeEntry(desk, { kind, row }) {
  if (!isOpen(desk)) return;
  focusText(desk);
  askToWrite(desk, "delete", { kind, was: row }, `${KIND_NAMES[kind]} taken out; u brings it back`);
}

export function markNothing(desk) {
  if (!desk.article || isFilling(desk) || !isOpen(desk)) return;
  const { text, cut } = desk;
  const sentences = chosenSentences(text);
  const coded = text.rows.find(({ n, decided }) => sentences.includes(n) && decided === "coded");
  if (coded) return sayFailed(desk, `sentence ${coded.n} holds a statement; delete that first`);
  const undo = sentences.every((n) => text.rows[rowOf(text, n)].decided === "nothing");
  const where = sentences.length === 1 ? `sentence ${sentences[0]}` : `${sentences.length} sentences`;
  const done = undo ? `${where}: taken back` : `nothing in ${where}`;
  askToWrite(desk, "nothing", { sentences, cut, ...(undo && { undo: true }) }, done);
}

// Undo or redo the last act on this article.
export async function stepBack(desk, verb) {
  if (!desk.article || isFilling(desk)) return;
  const what = desk.coding[verb];
  if (!what) return sayIdle(desk, `nothing to ${verb} in this article`);
  await askToWrite(desk, verb, {}, `${verb === "undo" ? "undid" : "did again"} ${what}`);
}

export function finishArticle(desk) {
  if (!desk.article || isFilling(desk)) return undefined;
  if (desk.coding.finished) return askToWrite(desk, "reopen", {}, "the article is open again");
  const open = desk.text.rows.filter(({ decided }) => !decided);
  if (!open.length)
    return askToWrite(desk, "finish", { cut: desk.cut }, "the article is finished").then(
      ({ ok }) => ok && lookForRefresher(desk),
    );
  moveInText(desk, goToRow, rowOf(desk.text, open[0].n));
  focusText(desk);
  const have = open.length === 1 ? "sentence has" : "sentences have";
  return sayFailed(desk, `not finished: ${open.length} ${have} no decision yet; this is the first`);
}

export async function lookAtOther(desk, reason) {
  const reply = await askToWrite(desk, "look", { reason }, "opened, and recorded");
  if (reply.ok) focusText(desk);
}

export function goToOpenSentence(desk, step) {
  if (!desk.article) return;
  const found = moveInText(desk, goToUndecided, step);
  if (!found) sayIdle(desk, `no sentence without a decision ${step > 0 ? "after" : "before"} this one`);
  revealSentence(desk, found);
  focusText(desk);
}

// Go to the next of one's own statements that is not certain, or the one before, in any article.
export async function goToUncertain(desk, step) {
  if (!desk.article || isFilling(desk)) return;
  const scale = (desk.codebook.variables?.confidence?.values ?? []).map(({ value }) => value);
  const where = { article: desk.article.article, sentence: numberAt(desk.text), back: step < 0 };
  const reply = await desk.ask("next", { confidence: scale.slice(0, -1).join(" "), ...where });
  if (!reply.ok) return sayFailed(desk, reply.why);
  if (!reply.hit) return sayIdle(desk, "no statement of yours is uncertain");
  await goToPassage(desk, reply.hit);
}

// Open an article at a sentence.
export async function goToPassage(desk, { article, sentence }) {
  if (isFilling(desk)) return false;
  if (desk.article?.article !== article) return openArticle(desk, article, sentence);
  desk.panel = null;
  moveInText(desk, goToRow, Math.max(0, rowOf(desk.text, sentence)));
  revealSentence(desk, true);
  focusText(desk);
  return true;
}

// Open the next or the previous article; a second key press starts from the article that the first one opens.
export function goToNeighbour(desk, step) {
  desk.moves = desk.moves.then(async () => {
    if (!desk.article || isFilling(desk)) return;
    const next = await neighbour(desk, desk.article.article, step);
    if (next) await openArticle(desk, next);
    else sayIdle(desk, `this is the ${step > 0 ? "last" : "first"} article of the list`);
  });
}
