// Training: decided sentences that are coded one after the other, each with feedback after its answer.

import { counted } from "../lib/english.js";
import { button, h, key } from "../lib/view.js";
import { rereadArticle, showRefusal } from "./article.js";
import { cardCells, cardTitle } from "./entries.js";
import { brokenRules, fieldHelp, fieldRow } from "./form.js";
import { focusForm, isFilled, isFilling, namesMissing, newForm, tell } from "./filling.js";
import { addNotice, dropNotice } from "./notices.js";
import { ALL_RIGHT, percent, whatComes } from "./standing.js";
import { beginCoding } from "./start.js";
import { say, sayFailed, sayIdle } from "./status.js";

const CODED = ["actor", "issue", "via", "voice", "position", "condition"];

// The exercise shown, the statements of the answer so far, and, after the answer, what was decided and what comes next.
const newExercise = (exercise) => ({ exercise, rows: [], sent: false, answered: null, next: null });

// Show the training, and keep the form that is open for afterwards.
export async function openTraining(desk) {
  if (desk.screen === "training" && desk.trainee.answered) return focusTraining(desk);
  const reply = await desk.ask("exercise");
  if (!reply.ok) return sayFailed(desk, reply.why);
  desk.standing = reply.training;
  desk.notices = desk.notices.filter((each) => !each.training);
  if (!reply.exercise) return desk.screen === "training" ? leaveTraining(desk) : sayIdle(desk, "no training is due");
  if (!isShown(desk.trainee, reply.exercise)) desk.trainee = newExercise(reply.exercise);
  if (desk.screen !== "training") Object.assign(desk, { kept: desk.form, form: null, panel: null, screen: "training" });
  return say(desk), focusTraining(desk);
}

function isShown(trainee, { article, sentence_start: start }) {
  return trainee?.exercise.article === article && trainee.exercise.sentence_start === start;
}

// Go to the texts; back to the form that was open before.
export async function leaveTraining(desk) {
  if (isFilling(desk)) return undefined;
  if (!desk.article) return beginCoding(desk);
  Object.assign(desk, { screen: "coding", form: desk.kept, kept: null });
  say(desk);
  desk.focusMain();
  return rereadArticle(desk);
}

// Say that training is due, and offer to go there.
export function tellOfTraining(desk, due) {
  const words = { training: "You can code once the training is passed.", refresher: "You can go on coding after it." };
  const label = due === "training" ? "Go to the training" : "Take it now";
  desk.notices = desk.notices.filter((each) => !each.training);
  addNotice(desk, due === "refresher" ? "A refresher is due" : "Training is due", [words[due]], [[label, () => openTraining(desk)]], { calm: true, training: true });
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
  desk.form = newForm({ kind: "statement", names: CODED, row: trainee.rows[at], was: trainee.rows[at] ?? null, at }, codebook);
  desk.draw();
  focusForm(desk);
}

function takeStatement(desk) {
  const { form, trainee } = desk;
  if (namesMissing(desk)) return undefined;
  const row = Object.fromEntries(CODED.map((name) => [name, form.row[name] ?? ""]));
  trainee.rows = form.at < 0 ? [...trainee.rows, row] : trainee.rows.with(form.at, row);
  return closeStatement(desk);
}

function leaveStatement(desk) {
  const { form } = desk;
  if (!isFilled(form) || form.leaving) return closeStatement(desk);
  form.leaving = true;
  return tell(desk, "Not taken. Esc (or Leave) once more throws this statement away; anything else goes on with it.");
}

function closeStatement(desk) {
  desk.form = null;
  say(desk);
  focusTraining(desk);
}

function removeStatement(desk, at) {
  if (desk.trainee.sent) return;
  desk.trainee.rows = desk.trainee.rows.toSpliced(at, 1);
  say(desk);
  focusTraining(desk);
}

async function sendAnswer(desk, nothing) {
  const { trainee } = desk;
  const { exercise, rows, sent } = trainee;
  if (sent || isFilling(desk)) return undefined;
  if (nothing && rows.length) return sayIdle(desk, "there is a statement; take it out first");
  if (!nothing && !rows.length) return sayIdle(desk, "nothing is coded yet: Enter begins a statement, x says that the sentence holds nothing");
  trainee.sent = true;
  const of = { article: exercise.article, sentence_start: exercise.sentence_start };
  say(desk);
  return takeAnswer(desk, await desk.connection.ask("answer", { of, rows }));
}

// Show what was decided; an answer that comes late is taken the same way.
export function takeAnswer(desk, reply) {
  const { trainee } = desk;
  if (reply.kind === "silent") return desk.draw();
  trainee.sent = false;
  if (!reply.ok) return refused(desk, reply);
  Object.assign(trainee, { answered: reply.answered, next: reply.exercise });
  desk.standing = reply.training;
  say(desk, `on record: ${percent(reply.answered.score)}`);
  return desk.screen === "training" && focusTraining(desk);
}

// Look which sentence is due, and say why the answer was not taken.
async function refused(desk, reply) {
  if (desk.screen === "training") await openTraining(desk);
  showRefusal(desk, reply, true);
}

function goOn(desk) {
  const { next } = desk.trainee;
  desk.trainee = next && newExercise(next);
  if (!next) return leaveTraining(desk);
  say(desk);
  return focusTraining(desk);
}

// ---- the keys

export function onTrainingKey(desk, event) {
  if (event.altKey || (event.target.closest("button") && ["Enter", " "].includes(event.key) && !event.ctrlKey && !event.metaKey)) return;
  const run = trainingAction(desk, event);
  if (!run) return;
  event.preventDefault();
  run();
}

function trainingAction(desk, { key: name, ctrlKey, metaKey }) {
  const { trainee, form } = desk;
  const chord = ctrlKey || metaKey;
  if (trainee.answered) return ["Enter", "n"].includes(name) ? () => goOn(desk) : idle(desk, name, chord, "Enter goes on");
  if (chord) return name === "Enter" ? () => sendAnswer(desk, false) : null;
  if (form) return name === "Enter" ? () => focusForm(desk) : idle(desk, name, chord, "save this statement or leave it first");
  if (name === "Enter" || name === "s") return () => beginStatement(desk);
  if (name === "x") return () => sendAnswer(desk, true);
  if (name === "Escape") return () => desk.notices.filter(({ buttons }) => !buttons.length).forEach((each) => dropNotice(desk, each));
  if (name === "?") return () => desk.showHelp();
  if (name === "g") return () => leaveTraining(desk);
  if (/^[1-9]$/.test(name) && trainee.rows[name - 1]) return () => beginStatement(desk, name - 1);
  return idle(desk, name, chord, `${name} does nothing here; ? shows the keys`);
}

function idle(desk, name, chord, words) {
  return !chord && [...name].length === 1 && name !== " " ? () => sayIdle(desk, words) : null;
}

function onStatementKey(desk, event) {
  const save = (event.ctrlKey || event.metaKey) && event.key === "Enter";
  if (save) takeStatement(desk);
  else if (event.key === "Escape") leaveStatement(desk);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function onCardKey(desk, at, event) {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "e" || event.key === "Enter") beginStatement(desk, at);
  else if (event.key === "Delete" || event.key === "Backspace") removeStatement(desk, at);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

// ---- what is shown

export function trainingPane(desk) {
  if (desk.form) return statementForm(desk);
  return desk.trainee.answered ? feedback(desk) : answerPane(desk);
}

export function exercisePane(desk) {
  const { standing, trainee } = desk;
  const { exercise } = trainee;
  const { done, of, mean, pass } = standing;
  const told = whatComes(standing, Boolean(trainee.answered));
  const limits = { "aria-valuemin": 0, "aria-valuemax": of, "aria-valuenow": done };
  return h(
    "section",
    { class: "sb-exercise", "aria-label": "The sentence", tabIndex: 0 },
    h("h1", {}, told.title),
    h("p", {}, told.words),
    h("p", { class: "sb-quiet" },
      h("span", { class: "sb-meter", role: "progressbar", "aria-label": "sentences answered", ...limits }, h("span", { style: { width: `${(100 * done) / of}%` } })),
      ` ${done} of ${counted(of, "sentence")} answered`,
      mean !== null && `, mean score ${percent(mean)}`,
      `, pass mark ${percent(pass)}`),
    h("p", { class: "sb-passage-text", dir: "auto" },
      h("span", { class: "sb-quiet" }, exercise.before), " ", h("strong", {}, exercise.sentence), " ", h("span", { class: "sb-quiet" }, exercise.after)),
  );
}

function answerPane(desk) {
  const { rows, sent } = desk.trainee;
  return h(
    "section",
    { class: "sb-entries sb-answer", "aria-label": "Your answer", tabIndex: 0 },
    h("h2", {}, "Your answer"),
    !rows.length && h("p", { class: "sb-quiet" }, "Code the sentence in bold; the sentences around it only help to understand it."),
    rows.map((row, at) => statementCard(desk, row, at)),
    sent && h("p", { class: "sb-quiet" }, "waiting for what was decided …"),
    h(
      "p",
      { class: "sb-buttons" },
      button(rows.length ? "Another statement" : "Statement", () => beginStatement(desk), "↵", { class: rows.length ? "" : "sb-main" }),
      rows.length > 0 && button("Answer", () => sendAnswer(desk, false), "Ctrl+↵", { class: "sb-main" }),
      !rows.length && button("Nothing here", () => sendAnswer(desk, true), "x"),
      button("To the texts", () => leaveTraining(desk), "g", { title: "Read the texts; the training waits (g)" }),
    ),
  );
}

function statementCard(desk, row, at) {
  return h(
    "article",
    { class: "sb-card sb-is-statement", tabIndex: 0, key: `${row.actor} ${row.issue} ${at}`, "aria-label": `Statement ${at + 1}`, onKeyDown: (event) => onCardKey(desk, at, event) },
    h("p", { class: "sb-title" }, at < 9 && [key(at + 1), " "], cardTitle("statement", row, desk.codebook)),
    h("p", { class: "sb-cells" }, cardCells("statement", row)),
    h("p", { class: "sb-buttons" }, button("Edit", () => beginStatement(desk, at), "e"), button("Delete", () => removeStatement(desk, at), "Del")),
  );
}

function statementForm(desk) {
  const { form } = desk;
  return h(
    "section",
    { class: "sb-form", "aria-label": "Form", onKeyDown: (event) => onStatementKey(desk, event) },
    h("h2", {}, form.was ? "Change statement" : "New statement"),
    h(
      "div",
      { class: "sb-foot" },
      h("button", { class: "sb-main", type: "button", onClick: () => takeStatement(desk) }, "Take ", key("Ctrl+↵")),
      h("button", { type: "button", onClick: () => leaveStatement(desk) }, "Leave ", key("Esc")),
    ),
    h("div", { class: "sb-fields" }, form.fields.map((field) => fieldRow(desk, field))),
    h("div", { class: "sb-hints" }, brokenRules(desk).map((reason) => h("p", {}, "These do not go together: ", reason))),
    h("p", { class: "sb-message", role: "alert" }, form.message),
    fieldHelp(desk),
  );
}

// What was decided on the sentence, where the answer differs, and why.
function feedback(desk) {
  const { rows, answered, next } = desk.trainee;
  const { score, decided, lines, feedback: why } = answered;
  const card = (row, at) =>
    h("div", { class: "sb-card sb-is-statement", key: at }, h("p", { class: "sb-title" }, cardTitle("statement", row, desk.codebook)), h("p", { class: "sb-cells" }, cardCells("statement", row)));
  const cards = (list) => (list.length ? list.map(card) : h("p", { class: "sb-quiet" }, "Nothing: the sentence holds no statement."));
  const leave = desk.article ? "Back to coding" : "Begin to code";
  return h(
    "section",
    { class: "sb-entries sb-answer sb-feedback", "aria-label": "Feedback", tabIndex: 0 },
    h("h2", {}, `Score of this answer: ${percent(score)}`),
    h("p", {}, button(next ? "Next sentence" : leave, () => goOn(desk), "↵", { class: "sb-main" })),
    lines.length ? h("ul", { class: "sb-lines" }, lines.map((words) => h("li", { class: "sb-problem", key: words }, words))) : h("p", {}, ALL_RIGHT),
    h("h3", {}, "What was decided"),
    cards(decided),
    why && h("p", { class: "sb-why", dir: "auto" }, why),
    lines.length > 0 && [h("h3", {}, "Your answer"), cards(rows)],
  );
}
