// The start page, and the beginning and the end of a user's session.

import { adjudicationView } from "../adjudication/adjudication.js";
import { WRITING } from "../lib/connection.js";
import { h, key, refill } from "../lib/elements.js";
import { keepingFocus } from "../lib/focus.js";
import { openArticle, rereadArticle, showRefusal } from "./article.js";
import { ALL_ARTICLES } from "./article_list.js";
import { drawBar } from "./bar.js";
import { offerDrafts } from "./drafts.js";
import { isFilling } from "./filling.js";
import { addNotice, drawNotices } from "./notices.js";
import { openArticleList, showList, showScreen } from "./panes.js";
import { sayDone, sayFailed } from "./status.js";

const USER_TASKS = {
  coder_a: "codes, blind to coder_b",
  coder_b: "codes, blind to coder_a",
  adjudication: "decides where the two differ",
};

export async function showStart(desk) {
  desk.screen = "start";
  keepingFocus(desk, () => {
    refill(desk.start, h("p", { class: "sb-quiet" }, "Asking the kernel …"));
    showScreen(desk);
  });
  const reply = await desk.connection.ask("start");
  if (!reply.ok) return sayFailed(desk, reply.why);
  desk.study = reply.study;
  keepingFocus(desk, () =>
    refill(
      desk.start,
      h("h1", { dir: "auto" }, reply.study?.title ?? ""),
      reply.study?.question && h("p", { dir: "auto" }, reply.study.question),
      h("h2", {}, "Who are you?"),
      h("div", { class: "sb-users" }, (reply.users ?? []).map((progress, at) => userButton(desk, progress, at))),
    ),
  );
}

function userButton(desk, { user, articles, finished, statements }, at) {
  const done =
    user === "adjudication"
      ? countOf(statements, "decision")
      : `${finished} of ${articles} articles finished, ${countOf(statements, "statement")}`;
  return h(
    "button",
    { type: "button", class: "sb-user", on: { click: () => beginSession(desk, user) } },
    key(String(at + 1)),
    h("b", {}, user),
    h("span", {}, USER_TASKS[user] ?? ""),
    h("span", {}, done),
  );
}

function countOf(number, noun) {
  return `${number ?? 0} ${noun}${number === 1 ? "" : "s"}`;
}

async function beginSession(desk, user) {
  const turn = ++desk.starts; // if the user clicks twice, the second click counts
  sayDone(desk, "opening …");
  const reply = await desk.connection.ask("begin", { user });
  if (turn !== desk.starts) return;
  if (!reply.ok) return sayFailed(desk, reply.why);
  sayDone(desk);
  desk.connection.begin(desk.study?.id ?? "", user, reply.version);
  enterSession(desk, reply, false);
}

// Show the kernel's answer to a new session, or to one that began again because the kernel forgot it.
export function enterSession(desk, reply, again) {
  Object.assign(desk, { user: reply.user, codebook: reply.codebook });
  if (!again) desk.notices = [];
  addSessionNotices(desk, reply, again);
  if (again) return desk.article ? rereadArticle(desk) : undefined;
  if (reply.user === "adjudication") return adjudicate(desk);
  return beginCoding(desk);
}

function addSessionNotices(desk, { outside, wrong, frozen, user }, again) {
  const edits = (outside ?? []).map((change) => change.text ?? change.file);
  if (edits.length) addNotice(desk, "Edited outside of the desk since it was last open", edits);
  const title = wrong?.length === 1 ? "A row has to be corrected" : "Rows have to be corrected";
  if (wrong?.length) addNotice(desk, title, wrong);
  if (frozen !== "frozen" || again || user === "adjudication") return;
  const anew = ["If you change them, they have to be frozen again, with a reason, and adjudicated again."];
  addNotice(desk, "These codings are frozen", anew).node.classList.add("sb-calm");
}

// Open the article of the last session, the first one to code, or the list of all.
async function beginCoding(desk) {
  Object.assign(desk, { screen: "coding", article: null, coding: null });
  keepingFocus(desk, () => {
    showList(desk, false);
    desk.text.open([]);
    showScreen(desk);
    drawNotices(desk);
    drawBar(desk);
  });
  offerDrafts(desk);
  const at = desk.connection.storage().at();
  const first = at?.article ?? (await firstToCode(desk));
  if (!first || !(await openArticle(desk, first, at?.sentence))) openArticleList(desk);
}

async function firstToCode({ connection }) {
  for (const wanted of [{ state: "begun" }, { state: "untouched", sampled: true }, { state: "untouched" }]) {
    const reply = await connection.ask("articles", { ...ALL_ARTICLES, ...wanted, from: 0, most: 1 });
    if (reply.ok && reply.rows.length) return reply.rows[0].article;
  }
  return null;
}

export function leaveSession(desk) {
  if (desk.connection.unsaved().length)
    return sayFailed(desk, desk.failed || "wait until everything is saved before you change the user");
  if (isFilling(desk)) return;
  desk.adjudication?.close?.();
  desk.connection.end();
  Object.assign(desk, { adjudication: null, article: null, notices: [] });
  sayDone(desk);
  showStart(desk);
}

function adjudicate(desk) {
  const { root, connection } = desk;
  const ask = async (verb, params) => {
    const reply = await connection.ask(verb, params);
    if (!reply.ok) showRefusal(desk, reply);
    else if (WRITING.has(verb)) sayDone(desk);
    return reply;
  };
  const say = (words) => sayDone(desk, words);
  desk.screen = "adjudicating";
  desk.adjudication = adjudicationView({ ask, say, storage: connection.storage, codebook: desk.codebook });
  keepingFocus(desk, () => showScreen(desk));
  drawNotices(desk);
  drawBar(desk);
  const hadFocus = root.contains(document.activeElement) || document.activeElement === document.body;
  desk.adjudication.show();
  if (hadFocus) desk.adjudication.focus();
}
