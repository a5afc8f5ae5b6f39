// Training: decided sentences that are coded one after the other, each with feedback after its answer.

import { counted } from "../lib/english.js";
import { meter } from "../lib/parts.js";
import { button, h } from "../lib/view.js";
import { rereadArticle, showRefusal } from "./article.js";
import { card } from "./entries.js";
import { focusForm, isFilling, newForm } from "./filling.js";
import { addNotice, dropNotice } from "./notices.js";
import { percent, whatComes } from "./standing.js";
import { beginCoding } from "./start.js";
import { say, sayFailed, sayIdle } from "./status.js";

const CODED = ["actor", "issue", "via", "voice", "position", "condition"];
const DUE = {
  training: ["Training is due", "You can code once the training is passed.", "Go to the training"],
  refresher: ["A refresher is due", "You can go on coding after it.", "Take it now"],
};

// The exercise shown, the statements of the answer so far, and, after the answer, what was decided and what comes next.
const newExercise = (exercise) => ({ exercise, rows: [], sent: false, answered: null, next: null });

// Show the training: an answer that waits for the kernel, or what was decided and is not read yet, else what is due.
export async function openTraining(desk) {
  if (desk.trainee?.sent || desk.trainee?.answered) return enter(desk);
  const reply = await desk.ask("exercise");
  if (!reply.ok) return sayFailed(desk, reply.why);
  desk.standing = reply.training;
  desk.notices = desk.notices.filter((each) => !each.training);
  if (!reply.exercise) return desk.screen === "training" ? leaveTraining(desk) : sayIdle(desk, "no training is due");
  if (!isShown(desk.trainee, reply.exercise)) desk.trainee = newExercise(reply.exercise);
  return enter(desk);
}

// Go to the training, and keep the form that is open for afterwards.
function enter(desk) {
  if (desk.screen !== "training") Object.assign(desk, { kept: desk.form, form: null, panel: null, screen: "training" });
  show(desk);
}

function show(desk, words = "") {
  say(desk, words);
  focusTraining(desk);
}

function isShown(trainee, { article, sentence_start: start }) {
  return trainee?.exercise.article === article && trainee.exercise.sentence_start === start;
}

// Go to the texts; back to the form that was open before.
async function leaveTraining(desk) {
  if (isFilling(desk)) return undefined;
  if (!desk.article) return beginCoding(desk);
  Object.assign(desk, { screen: "coding", form: desk.kept, kept: null });
  say(desk);
  desk.focusMain();
  return rereadArticle(desk);
}

// Say that training is due, and offer to go there.
export function tellOfTraining(desk, due) {
  const [title, words, label] = DUE[due];
  desk.notices = desk.notices.filter((each) => !each.training);
  addNotice(desk, title, [words], [[label, () => openTraining(desk)]], { calm: true, training: true });
}

// Ask whether a refresher has become due.
export async function lookForRefresher(desk) {
  if (!desk.standing?.of) return;
  const reply = await desk.ask("exercise");
  if (!reply.ok) return;
  desk.standing = reply.training;
  if (desk.standing.due) tellOfTraining(desk, desk.standing.due);
}

export function focusTraining(desk) {
  if (desk.form) focusForm(desk);
  else desk.root.querySelector(desk.trainee?.answered ? ".sb-answer .sb-main" : ".sb-answer")?.focus();
}

// ---- what a coder does

function beginStatement(desk, at = -1) {
  const { trainee, codebook } = desk;
  if (trainee.sent || trainee.answered || isFilling(desk)) return;
  const row = trainee.rows[at];
  const ends = { verb: "Take", save: () => takeStatement(desk, at), close: () => closeStatement(desk) };
  desk.form = newForm({ kind: "statement", names: CODED, row, was: row ?? null, ...ends }, codebook);
  desk.draw();
  focusForm(desk);
}

function takeStatement(desk, at) {
  const { form, trainee } = desk;
  const row = Object.fromEntries(CODED.map((name) => [name, form.row[name] ?? ""]));
  trainee.rows = at < 0 ? [...trainee.rows, row] : trainee.rows.with(at, row);
  closeStatement(desk);
}

function closeStatement(desk) {
  desk.form = null;
  show(desk);
}

function removeStatement(desk, at) {
  if (desk.trainee.sent) return;
  desk.trainee.rows = desk.trainee.rows.toSpliced(at, 1);
  show(desk);
}

async function sendAnswer(desk, nothing) {
  const { trainee } = desk;
  const { exercise, rows, sent } = trainee;
  if (sent || isFilling(desk)) return undefined;
  if (nothing && rows.length) return sayIdle(desk, "there is a statement; take it out first");
  if (!nothing && !rows.length)
    return sayIdle(desk, "nothing is coded yet: Enter begins a statement, x says that the sentence holds nothing");
  trainee.sent = true;
  const of = { article: exercise.article, sentence_start: exercise.sentence_start };
  say(desk);
  return takeAnswer(desk, await desk.connection.ask("answer", { of, rows }));
}

// Show what was decided.
function takeAnswer(desk, reply) {
  const { trainee } = desk;
  if (reply.kind === "silent") return desk.draw();
  trainee.sent = false;
  if (!reply.ok) return refused(desk, reply);
  Object.assign(trainee, { answered: reply.answered, next: reply.exercise });
  desk.standing = reply.training;
  say(desk, `on record: ${percent(reply.answered.score)}`);
  return desk.screen === "training" && focusTraining(desk);
}

// Take an answer of the kernel that comes after the time limit, or after the page was loaded again: then its sentence is
// not there any more, and a notice tells what it gave.
export function takeLateAnswer(desk, reply) {
  if (desk.trainee?.sent) return takeAnswer(desk, reply);
  if (!reply.ok) return showRefusal(desk, reply, true);
  const { score, lines, feedback } = reply.answered;
  desk.standing = reply.training;
  addNotice(desk, `An answer in training is on record: ${percent(score)}`, [...lines, feedback].filter(Boolean));
  return desk.screen === "training" && openTraining(desk);
}

// Look which sentence is due, and say why the answer was not taken.
async function refused(desk, reply) {
  if (desk.screen === "training") await openTraining(desk);
  showRefusal(desk, reply, true);
}

function goOn(desk) {
  const { next } = desk.trainee;
  desk.trainee = next && newExercise(next);
  return next ? show(desk) : leaveTraining(desk);
}

// ---- the keys

// What a key does in the training; null if nothing.
export function trainingAction(desk, name) {
  const { trainee, form } = desk;
  const idle = (words) => ([...name].length === 1 && name !== " " ? () => sayIdle(desk, words) : null);
  if (trainee.answered) return ["Enter", "Ctrl+Enter", "n"].includes(name) ? () => goOn(desk) : idle("Enter goes on");
  if (name === "Ctrl+Enter") return () => sendAnswer(desk, false);
  if (form) return name === "Enter" ? () => focusForm(desk) : idle("save this statement or leave it first");
  if (name === "Enter" || name === "s") return () => beginStatement(desk);
  if (name === "x") return () => sendAnswer(desk, true);
  if (name === "Escape")
    return () => desk.notices.filter(({ buttons }) => !buttons.length).forEach((each) => dropNotice(desk, each));
  if (name === "?") return () => desk.showHelp();
  if (name === "g") return () => leaveTraining(desk);
  if (/^[1-9]$/.test(name) && trainee.rows[name - 1]) return () => beginStatement(desk, name - 1);
  return idle(`${name} does nothing here; ? shows the keys`);
}

// ---- what is shown

export function exercisePane(desk) {
  const { standing, trainee } = desk;
  const { before, sentence, after } = trainee.exercise;
  const { done, of, mean, pass } = standing;
  const told = whatComes(standing, Boolean(trainee.answered));
  const score = mean === null ? "" : `, mean score ${percent(mean)}`;
  return h("section.sb-exercise", { "aria-label": "The sentence", tabIndex: 0 }, [
    h("h1", told.title),
    h("p", told.words),
    h("p.sb-quiet", [
      meter("sentences answered", done, of),
      ` ${done} of ${counted(of, "sentence")} answered${score}, pass mark ${percent(pass)}`,
    ]),
    h("p.sb-passage-text", { dir: "auto" }, [
      h("span.sb-quiet", before),
      " ",
      h("strong", sentence),
      " ",
      h("span.sb-quiet", after),
    ]),
  ]);
}

export function answerPane(desk) {
  const { rows, sent, answered } = desk.trainee;
  if (answered) return feedback(desk);
  const some = rows.length > 0;
  const hint = "Code the sentence in bold; the sentences around it only help to understand it.";
  return h("section.sb-entries.sb-answer", { "aria-label": "Your answer", tabIndex: 0 }, [
    h("h2", "Your answer"),
    !some && h("p.sb-quiet", hint),
    rows.map((row, at) => statementCard(desk, row, at)),
    sent && h("p.sb-quiet", "waiting for what was decided …"),
    h("p.sb-buttons", [
      button(some ? "Another statement" : "Statement", () => beginStatement(desk), "↵", { class: !some && "sb-main" }),
      some && button("Answer", () => sendAnswer(desk, false), "Ctrl+↵", { class: "sb-main" }),
      !some && button("Nothing here", () => sendAnswer(desk, true), "x"),
      button("To the texts", () => leaveTraining(desk), "g", { title: "Read the texts; the training waits (g)" }),
    ]),
  ]);
}

function statementCard(desk, row, at) {
  const props = { key: `${row.actor} ${row.issue} ${at}`, "aria-label": `Statement ${at + 1}` };
  const acts = { edit: () => beginStatement(desk, at), remove: () => removeStatement(desk, at) };
  return card(desk, "statement", row, props, { number: at + 1, acts });
}

// What was decided on the sentence, where the answer differs, and why.
function feedback(desk) {
  const { rows, answered, next } = desk.trainee;
  const { score, decided, lines, feedback: why } = answered;
  const shown = (row, at) => card(desk, "statement", row, { key: at, tabIndex: undefined }, {});
  const nothing = h("p.sb-quiet", "Nothing: the sentence holds no statement.");
  const cards = (title, list) => [h("h3", title), list.length ? list.map(shown) : nothing];
  const label = next ? "Next sentence" : desk.article ? "Back to coding" : "Begin to code";
  const wrong = lines.map((words) => h("li.sb-problem", { key: words }, words));
  return h("section.sb-entries.sb-answer.sb-feedback", { "aria-label": "Feedback", tabIndex: 0 }, [
    h("h2", `Score of this answer: ${percent(score)}`),
    h(
      "p",
      button(label, () => goOn(desk), "↵", { class: "sb-main" }),
    ),
    lines.length ? h("ul.sb-lines", wrong) : h("p", "As it was decided."),
    cards("What was decided", decided),
    why && h("p.sb-why", { dir: "auto" }, why),
    lines.length > 0 && cards("Your answer", rows),
  ]);
}
