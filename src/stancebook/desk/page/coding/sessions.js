// The start page, and the begin and end of a user's session.

const USER_TASKS = {
  coder_a: "codes, blind to coder_b",
  coder_b: "codes, blind to coder_a",
  adjudication: "decides where the two differ",
};

async function showStart(desk) {
  desk.screen = "start";
  keepingFocus(desk, () => {
    refill(desk.start, h("p", { class: "sb-quiet" }, "Asking the kernel …"));
    layDesk(desk);
  });
  const reply = await desk.line.ask("hello");
  if (!reply.ok) return sayFailed(desk, reply.why);
  desk.study = reply.study;
  keepingFocus(desk, () =>
    refill(
      desk.start,
      h("h1", { dir: "auto" }, reply.study?.title ?? ""),
      reply.study?.question && h("p", { dir: "auto" }, reply.study.question),
      h("h2", {}, "Who are you?"),
      h("div", { class: "sb-hands" }, (reply.hands ?? []).map((progress, at) => userButton(desk, progress, at))),
    ),
  );
}

function userButton(desk, { hand: user, articles, finished, statements }, at) {
  const done =
    user === "adjudication"
      ? countOf(statements, "decision")
      : `${finished} of ${articles} articles finished, ${countOf(statements, "statement")}`;
  return h(
    "button",
    { type: "button", class: "sb-seat", on: { click: () => beginSession(desk, user) } },
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
  const turn = ++desk.starts; // of two presses the second counts
  sayDone(desk, "opening …");
  const reply = await desk.line.ask("sit", { hand: user });
  if (turn !== desk.starts) return;
  if (!reply.ok) return sayFailed(desk, reply.why);
  sayDone(desk);
  desk.line.begin(desk.study?.id ?? "", user, reply.version);
  enterSession(desk, reply, false);
}

// Show what the kernel answers at the start of a session, or when it had to start again because the kernel forgot it.
function enterSession(desk, reply, again) {
  Object.assign(desk, { user: reply.hand, codebook: reply.codebook });
  if (!again) desk.notices = [];
  noteSession(desk, reply, again);
  if (again) return desk.article ? rereadArticle(desk) : undefined;
  if (reply.hand === "adjudication") return adjudicate(desk);
  return beginCoding(desk);
}

function noteSession(desk, { found, wrong, frozen, hand: user }, again) {
  const told = (found ?? []).map((change) => change.told ?? change.file);
  if (told.length) addNotice(desk, "Edited outside of the desk since it was last open", told);
  const title = wrong?.length === 1 ? "A row has to be corrected" : "Rows have to be corrected";
  if (wrong?.length) addNotice(desk, title, wrong);
  if (frozen !== "frozen" || again || user === "adjudication") return;
  const anew = ["What you change has to be frozen anew, with a reason, and adjudicated again."];
  addNotice(desk, "These codings are frozen", anew).node.classList.add("sb-calm");
}

// Open the article of the last session, the first one to code, or the list of all.
async function beginCoding(desk) {
  Object.assign(desk, { screen: "coding", article: null, coding: null });
  keepingFocus(desk, () => {
    showFrame(desk);
    desk.text.open([]);
    layDesk(desk);
    drawNotices(desk);
    drawBar(desk);
  });
  offerDrafts(desk);
  const at = desk.line.kept().at();
  const first = at?.article ?? (await firstToCode(desk));
  if (!first || !(await openArticle(desk, first, at?.sentence))) openArticleList(desk);
}

async function firstToCode({ line }) {
  for (const wanted of [{ state: "begun" }, { state: "untouched", sampled: true }, { state: "untouched" }]) {
    const reply = await line.ask("articles", { ...ALL_ARTICLES, ...wanted, from: 0, most: 1 });
    if (reply.ok && reply.rows.length) return reply.rows[0].article;
  }
  return null;
}

function leaveSession(desk) {
  if (desk.line.unsaved().length)
    return sayFailed(desk, desk.failed || "wait until everything is saved before you change the user");
  if (isFilling(desk)) return;
  desk.adjudication?.close?.();
  desk.line.end();
  Object.assign(desk, { adjudication: null, article: null, notices: [] });
  sayDone(desk);
  showStart(desk);
}

function adjudicate(desk) {
  const { root, line } = desk;
  const ask = async (verb, params) => {
    const reply = await line.ask(verb, params);
    if (!reply.ok) tellRefused(desk, reply);
    else if (WRITING.has(verb)) sayDone(desk);
    return reply;
  };
  const say = (words) => sayDone(desk, words);
  desk.screen = "adjudicating";
  desk.adjudication = adjudicationView({ ask, say, kept: line.kept, codebook: desk.codebook });
  keepingFocus(desk, () => layDesk(desk));
  drawNotices(desk);
  drawBar(desk);
  const had = root.contains(document.activeElement) || document.activeElement === document.body;
  desk.adjudication.show();
  if (had) desk.adjudication.focus();
}
