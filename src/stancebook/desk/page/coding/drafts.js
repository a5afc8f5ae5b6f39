// Drafts: unfinished entries are kept in the browser and offered again, each with the cut of the text into sentences
// at the time when its words were chosen.

function keepEntry({ line }, { id, kind, was, row, place, cut, article, words }, more = {}) {
  line.kept().keepDraft(id, { kind, was, row, place, cut, article, words, ...more });
}

function offerDrafts(desk) {
  const { screen, line, form } = desk;
  if (screen !== "coding") return;
  const waiting = new Set(line.unsaved().map(({ id }) => id));
  for (const draft of line.kept().drafts()) {
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
    ["Throw it away", () => desk.line.kept().dropDraft(draft.id)],
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
