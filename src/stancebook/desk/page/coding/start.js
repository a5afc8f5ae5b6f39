// The start page, and the beginning and the end of a user's session.

import { adjudicationView } from "../adjudication/adjudication.js";
import { WRITING } from "../lib/connection.js";
import { counted } from "../lib/english.js";
import { h, key } from "../lib/view.js";
import { openArticle, rereadArticle, showRefusal } from "./article.js";
import { offerDrafts } from "./drafts.js";
import { isFilling } from "./filling.js";
import { addNotice } from "./notices.js";
import { ALL_ARTICLES, openPanel } from "./panel.js";
import { newCoding, newSession } from "./state.js";
import { say, sayFailed, sayIdle } from "./status.js";
import { openTraining } from "./training.js";

const TASKS = {
  coder: "codes, blind to the others",
  adjudicator: "decides where the coders differ",
  validator: "codes the sample that checks the study",
};
const DUE = { training: "training comes first", refresher: "a refresher is due" };
const roleOf = ({ role, user }) => role ?? (user === "adjudication" ? "adjudicator" : "coder");

export async function showStart(desk) {
  Object.assign(desk, { screen: "start", users: null });
  desk.draw();
  const reply = await desk.connection.ask("start");
  if (!reply.ok) return sayFailed(desk, reply.why);
  Object.assign(desk, { study: reply.study, users: reply.users ?? [] });
  desk.draw();
  if (document.activeElement === desk.root) desk.focusMain();
}

export function startPage(desk) {
  const { study, users } = desk;
  if (!users) return h("div.sb-start-page", h("p.sb-quiet", "Asking the kernel …"));
  return h("div.sb-start-page", [
    h("h1", { dir: "auto" }, study?.title),
    study?.question && h("p", { dir: "auto" }, study.question),
    h("h2", "Who are you?"),
    h("div.sb-users", [users.map((progress, at) => userButton(desk, progress, at))]),
  ]);
}

function userButton(desk, progress, at) {
  const { user, name, articles, finished, statements, decisions, training } = progress;
  const decides = roleOf(progress) === "adjudicator";
  const done = `${finished} of ${counted(articles, "article")} finished, ${counted(statements, "statement")}`;
  return h("button.sb-user", { type: "button", key: user, onClick: () => beginSession(desk, user) }, [
    at < 9 && key(at + 1),
    h("b", name ?? user),
    h("span", TASKS[roleOf(progress)]),
    h("span", decides ? counted(decisions ?? statements, "decision") : done),
    training && h("span.sb-due", DUE[training]),
  ]);
}

async function beginSession(desk, user) {
  const turn = ++desk.starts; // if the user clicks twice, the second click counts
  say(desk, "opening …");
  const reply = await desk.connection.ask("begin", { user });
  if (turn !== desk.starts) return;
  if (!reply.ok) return sayFailed(desk, reply.why);
  say(desk);
  desk.connection.begin(desk.study?.id ?? "", user, reply.version);
  enterSession(desk, reply, false);
}

// Show the kernel's answer to a new session, or to one that began again because the kernel forgot it.
export function enterSession(desk, reply, again) {
  const { user, name = user, names = {}, codebook, frozen, book, memos = [], training: standing } = reply;
  Object.assign(desk, { user, name, names, role: roleOf(reply), codebook, frozen, book, memos, standing });
  if (!again) desk.notices = [];
  addSessionNotices(desk, reply, again);
  if (again && desk.screen === "training") return openTraining(desk);
  if (again) return desk.article ? rereadArticle(desk) : undefined;
  if (desk.role === "adjudicator") return adjudicate(desk);
  return desk.standing?.due ? openTraining(desk) : beginCoding(desk);
}

function addSessionNotices(desk, { outside, wrong, frozen }, again) {
  const edits = (outside ?? []).map((change) => change.text ?? change.file);
  if (edits.length) addNotice(desk, "Edited outside of the desk since it was last open", edits);
  const title = wrong?.length === 1 ? "A row has to be corrected" : "Rows have to be corrected";
  if (wrong?.length) addNotice(desk, title, wrong);
  if (frozen !== "frozen" || again || desk.role === "adjudicator") return;
  const anew = "If you change them, they have to be frozen again, with a reason, and adjudicated again.";
  addNotice(desk, "These codings are frozen", [anew], [], { calm: true });
}

// Open the article of the last session, the first one to code, or the list of all.
export async function beginCoding(desk) {
  Object.assign(desk, newCoding(), { screen: "coding" });
  desk.draw();
  offerDrafts(desk);
  const at = desk.connection.storage().at();
  const first = at?.article ?? (await firstToCode(desk));
  if (!first || !(await openArticle(desk, first, at?.sentence))) openPanel(desk, "articles");
}

async function firstToCode(desk) {
  for (const wanted of [{ state: "begun" }, { state: "untouched", sampled: true }, { state: "untouched" }]) {
    const reply = await desk.ask("articles", { ...ALL_ARTICLES, ...wanted, from: 0, most: 1 });
    if (reply.ok && reply.rows.length) return reply.rows[0].article;
  }
  return null;
}

export function leaveSession(desk) {
  if (desk.connection.unsaved().length)
    return sayFailed(desk, desk.failed || "wait until everything is saved before you change the user");
  if (isFilling(desk)) return undefined;
  desk.adjudication?.close?.();
  desk.connection.end();
  Object.assign(desk, newSession());
  return showStart(desk);
}

function adjudicate(desk) {
  const { root, connection } = desk;
  const ask = async (verb, params) => {
    const reply = await connection.ask(verb, params);
    if (!reply.ok) showRefusal(desk, reply);
    else if (WRITING.has(verb)) say(desk);
    return reply;
  };
  desk.screen = "adjudicating";
  const tell = { say: (words) => say(desk, words), idle: (words) => sayIdle(desk, words) };
  desk.adjudication = adjudicationView({ ask, ...tell, storage: connection.storage, codebook: desk.codebook });
  const hadFocus = root.contains(document.activeElement) || document.activeElement === document.body;
  desk.draw();
  desk.adjudication.show();
  if (hadFocus) desk.adjudication.focus();
}
