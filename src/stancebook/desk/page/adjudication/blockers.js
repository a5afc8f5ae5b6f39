// Why nothing can be decided now, each reason with a remedy.

import { inWords, KIND_NAMES } from "../lib/codebook.js";
import { reasonField } from "../lib/parts.js";
import { button, h } from "../lib/view.js";
import { act } from "./decision.js";
import { ABOUT, valueInWords } from "./words.js";

const EDITED = "The codings were edited after they were frozen. Undo the edit, or freeze them anew, before you decide.";
const UNFROZEN =
  "The codings are not frozen yet. Reliability is measured on frozen codings: freeze them first, then decide.";
const FIRST = " Taken together, they have the words of the first coder who made them.";
const FILES = { fact: "facts.csv", note: "source_notes.csv" };

export function blockersOf(view) {
  const { current, next, items } = view;
  if (!current) return null;
  if (!current.open) return closedPanel(view, current);
  const empty = !items.length && !current.stale.length && !next;
  return [
    current.waits.length > 0 && waitingPanel(current.waits),
    ["none", "edited"].includes(current.frozen) && freezePanel(view, current),
    current.stale.map((each, at) => stalePanel(view, each, at)),
    ["fact", "note"].map((is) => alikePanel(view, is)),
    next && h("div.sa-notice.sa-next", { key: "next" }, h("p", next)),
    empty && h("p.sb-quiet", { key: "empty" }, "There is nothing to decide in this article."),
  ];
}

function closedPanel(view, { article, why }) {
  const words = `${article} is not open: ${why}. The codings stay apart until all have finished.`;
  const look = (reason) => act(view, "look", { article, reason });
  const ways = [["Open all the same", look]];
  return askingPanel(view, "sa-early", words, "why it has to be opened early; this is recorded", ways);
}

function waitingPanel([first, ...others]) {
  const words = `Adjudication waits until the files are in order: ${first}`;
  return h(
    "div.sa-notice",
    { key: "waits" },
    h("p", words),
    others.length > 0 && h("p", `${others.length} more like it`),
  );
}

function freezePanel(view, { frozen }) {
  const words = frozen === "edited" ? EDITED : UNFROZEN;
  const { unfinished } = view;
  const mind = unfinished && ` Not all is finished: ${unfinished}.`;
  const freeze = (reason) => act(view, "freeze", { reason, early: Boolean(unfinished) });
  const label = unfinished ? "Freeze all the same" : "Freeze the codings";
  return askingPanel(view, "sa-freeze", words + mind, "why they are frozen now", [[label, freeze]]);
}

function stalePanel(view, { file, row, wrong }, at) {
  const what = row.variable
    ? `${inWords(row.actor)}, ${inWords(row.issue)}: ${ABOUT[row.variable] ?? row.variable}`
    : row.kind
      ? `a source note, ${inWords(row.kind)}:`
      : `a fact, ${inWords(row.attribute)}:`;
  const decided = `Decided on ${what} ${valueInWords(row.variable, row.decision)}.`;
  const out = () => act(view, "drop", { article: row.article, file, row });
  return h("div.sa-notice", { key: `stale ${at}` }, [
    h("p", `${decided} But ${wrong}.`),
    button("Take this decision out", out),
  ]);
}

// What all coders have alike can be taken at once.
function alikePanel(view, is) {
  const { current, items } = view;
  const count = items.filter((item) => item.is === is && item.kind === "alike" && !item.done).length;
  if (count < 2 || current.frozen !== "frozen" || current.waits.length) return null;
  const take = () => act(view, "take_alike", { article: current.article, is });
  return h("div.sa-notice", { key: `alike ${is}` }, [
    h(
      "p",
      `${count} ${KIND_NAMES[is]}s are alike for all coders, and are not in ${FILES[is]} yet.`,
      is === "note" && FIRST,
    ),
    button(`Take all ${count}`, take),
  ]);
}

// A panel with a reason and buttons.
function askingPanel(view, name, words, hint, ways) {
  const field = reasonField(name, hint, ways, () => view.idle("a reason is needed"));
  return h("div.sa-notice", { key: name }, h("p", words), field);
}
