// The seats: who sits down at the desk, and who stands up.

const SEAT_WORDS = {
  coder_a: "codes, blind to coder_b",
  coder_b: "codes, blind to coder_a",
  adjudication: "decides where the two differ",
};

async function showSeats(desk) {
  desk.screen = "seats";
  keepingFocus(desk, () => {
    refill(desk.seats, h("p", { class: "sb-quiet" }, "Asking the kernel …"));
    layDesk(desk);
  });
  const reply = await desk.line.ask("hello");
  if (!reply.ok) return sayFailed(desk, reply.why);
  desk.study = reply.study;
  keepingFocus(desk, () =>
    refill(
      desk.seats,
      h("h1", { dir: "auto" }, reply.study?.title ?? ""),
      reply.study?.question && h("p", { dir: "auto" }, reply.study.question),
      h("h2", {}, "Who sits down?"),
      h("div", { class: "sb-hands" }, (reply.hands ?? []).map((told, at) => seat(desk, told, at))),
    ),
  );
}

function seat(desk, { hand, articles, finished, statements }, at) {
  const done =
    hand === "adjudication"
      ? countOf(statements, "decision")
      : `${finished} of ${articles} articles finished, ${countOf(statements, "statement")}`;
  return h(
    "button",
    { type: "button", class: "sb-seat", on: { click: () => sitDown(desk, hand) } },
    key(String(at + 1)),
    h("b", {}, hand),
    h("span", {}, SEAT_WORDS[hand] ?? ""),
    h("span", {}, done),
  );
}

function countOf(number, noun) {
  return `${number ?? 0} ${noun}${number === 1 ? "" : "s"}`;
}

async function sitDown(desk, hand) {
  const turn = ++desk.sitting; // of two presses the second counts
  sayDone(desk, "opening …");
  const reply = await desk.line.ask("sit", { hand });
  if (turn !== desk.sitting) return;
  if (!reply.ok) return sayFailed(desk, reply.why);
  sayDone(desk);
  desk.line.seat(desk.study?.id ?? "", hand, reply.version);
  takeSeat(desk, reply, false);
}

// What the kernel says to a hand that sits down, for the first time or again after it had forgotten.
function takeSeat(desk, reply, again) {
  Object.assign(desk, { hand: reply.hand, codebook: reply.codebook });
  if (!again) desk.notices = [];
  tellSeat(desk, reply, again);
  if (again) return desk.article ? rereadArticle(desk) : undefined;
  if (reply.hand === "adjudication") return adjudicate(desk);
  return beginCoding(desk);
}

function tellSeat(desk, { found, wrong, frozen, hand }, again) {
  const told = (found ?? []).map((change) => change.told ?? change.file);
  if (told.length) addNotice(desk, "Edited outside of the desk since it was last open", told);
  if (wrong?.length) addNotice(desk, wrong.length === 1 ? "A row wants mending" : "Rows want mending", wrong);
  if (frozen !== "frozen" || again || hand === "adjudication") return;
  const anew = ["What you change has to be frozen anew, with a reason, and adjudicated again."];
  addNotice(desk, "These codings are frozen", anew).node.classList.add("sb-calm");
}

// Opens the article one was at, or the first to code, or the list of them all.
async function beginCoding(desk) {
  Object.assign(desk, { screen: "coding", article: null, sheet: null });
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
  if (!first || !(await openArticle(desk, first, at?.sentence))) openShelf(desk);
}

async function firstToCode({ line }) {
  for (const wanted of [{ state: "begun" }, { state: "untouched", sampled: true }, { state: "untouched" }]) {
    const reply = await line.ask("articles", { ...ALL_ARTICLES, ...wanted, from: 0, most: 1 });
    if (reply.ok && reply.rows.length) return reply.rows[0].article;
  }
  return null;
}

function standUp(desk) {
  if (desk.line.unsaved().length)
    return sayFailed(desk, desk.failed || "wait until all is saved before another hand sits down");
  if (isFilling(desk)) return;
  desk.adjudication?.close?.();
  desk.line.rise();
  Object.assign(desk, { adjudication: null, article: null, notices: [] });
  sayDone(desk);
  showSeats(desk);
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
