// The entries of the current sentence as cards, the entries that belong to no sentence, and what others say of them.

import { inWords, KIND_NAMES, signed, toneOf } from "../lib/codebook.js";
import { counted } from "../lib/english.js";
import { button, h, key } from "../lib/view.js";
import { lookAtOther, removeEntry } from "./article.js";
import { isNothing, numberAt } from "./choosing.js";
import { editEntry } from "./filling.js";
import { entryKey } from "./marks.js";
import { sayIdle } from "./status.js";
import { focusText, light, toSentence } from "./text.js";

const isAt = ({ place }, n) => place && place.first <= n && n <= place.last;
const isPlain = (event) => !event.ctrlKey && !event.metaKey && !event.altKey;

export function entriesPane(desk) {
  const { coding, text } = desk;
  if (!coding) return h("section", { class: "sb-entries", "aria-label": "Entries of the sentence" });
  const n = numberAt(text);
  const own = ownAt(desk);
  const others = (coding.others ?? []).filter((entry) => isAt(entry, n));
  const lost = (coding.entries ?? []).filter((entry) => !entry.place || (entry.wrong?.length && !isAt(entry, n)));
  return h(
    "section",
    { class: "sb-entries", "aria-label": "Entries of the sentence" },
    h("h2", {}, n === null ? "No sentence" : `Sentence ${n}`, isNothing(text) && h("span", { class: "sb-quiet" }, " nothing here")),
    coding.finished && h("p", { class: "sb-closed" }, `This article is finished${waitsFor(coding)}. `, key("F"), " opens it again."),
    own.map((entry, at) => entryCard(desk, entry, at + 1)),
    !own.length && !isNothing(text) && !coding.finished && firstSteps(),
    others.length > 0 && [h("h3", {}, "Entries of others, read only"), others.map((entry) => entryCard(desk, { ...entry, other: true }))],
    commentsOn(desk, n),
    lost.length > 0 && [
      h("h3", { class: "sb-alarm" }, lost.length === 1 ? "One row has to be corrected" : `${lost.length} rows have to be corrected`),
      lost.map((entry) => entryCard(desk, entry)),
    ],
    coding.notes_hidden > 0 && h("p", { class: "sb-quiet" }, `${counted(coding.notes_hidden, "source note")} of this article: hidden until all coders have finished it.`),
    lookPanel(desk),
  );
}

// Whether all who code the article have finished it; those who have not are named.
export const isOpenToAll = ({ waiting }) => waiting?.length === 0;

function waitsFor({ waiting }) {
  return waiting?.length ? `; the codes of others open when ${waiting.join(" and ")} ${waiting.length > 1 ? "have" : "has"} finished it` : "";
}

function firstSteps() {
  return h("p", { class: "sb-quiet" }, "No decision yet. ", key("Enter"), " codes it, ", key("x"), " says that there is nothing here.");
}

// One's own entries in the current sentence, by place.
export function ownAt({ coding, text }) {
  const n = numberAt(text);
  const start = ({ place }) => (place.first < n ? -1 : place.from);
  return (coding?.entries ?? []).filter((entry) => isAt(entry, n)).sort((one, other) => start(one) - start(other));
}

export function editNumber(desk, number) {
  const own = ownAt(desk);
  const entry = own[number - 1];
  if (entry) return editEntry(desk, entry);
  if (!own.length) return sayIdle(desk, "there is nothing to change in this sentence");
  return sayIdle(desk, own.length === 1 ? "this sentence has one entry" : `this sentence has ${own.length} entries`);
}

// The card of an entry: its values in a line, its words, and what is wrong with it.
function entryCard(desk, entry, number) {
  const { kind, row, other, wrong = [], flags = [] } = entry;
  const name = entryKey(entry);
  return h(
    "article",
    {
      class: `sb-card sb-is-${kind}${other ? " sb-other" : ""}${wrong.length ? " sb-wrong" : ""}${desk.pointed?.includes(name) ? " sb-on" : ""}`,
      tabIndex: 0,
      key: name,
      "data-key": name,
      "aria-label": `${KIND_NAMES[kind]}, row ${entry.number}`,
      onFocus: () => light(desk, name),
      onBlur: () => light(desk, ""),
      onKeyDown: (event) => onCardKey(desk, entry, event),
    },
    h("p", { class: "sb-title" }, number && number < 10 && [key(number), " "], cardTitle(kind, row, desk.codebook), other && h("span", { class: "sb-quiet" }, ` ${entry.coder ?? ""}`)),
    h("p", { class: "sb-cells" }, cardCells(kind, row)),
    h("p", { class: "sb-quote", dir: "auto" }, row.quote),
    row.note && h("p", { class: "sb-note", dir: "auto" }, row.note),
    [...wrong, ...flags.map(({ text, why }) => (why ? `${text}: ${why}` : text))].map((words) => h("p", { class: "sb-problem" }, words)),
    !other && h("p", { class: "sb-buttons" }, cardButtons(desk, entry)),
  );
}

function cardButtons(desk, entry) {
  const here = isAt(entry, numberAt(desk.text));
  return [
    button("Edit", () => editEntry(desk, entry), "e"),
    button("Delete", () => removeEntry(desk, entry), "Del"),
    entry.place && !here && button(`Go to sentence ${entry.place.first}`, () => toSentence(desk, entry.place.first)),
  ];
}

function onCardKey(desk, entry, event) {
  if (event.target !== event.currentTarget || !isPlain(event) || entry.other) return;
  if (event.key === "e" || event.key === "Enter") editEntry(desk, entry);
  else if (event.key === "Delete" || event.key === "Backspace") removeEntry(desk, entry);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

export function cardTitle(kind, row, book) {
  if (kind === "fact") return [h("b", {}, inWords(row.attribute ?? "")), ` ${amountOf(row)}`];
  if (kind === "note") return [h("b", {}, inWords(row.kind ?? "")), row.source_note ? ` ${row.source_note}` : ""];
  const actor = book.actors.find(({ id }) => id === row.actor)?.name ?? row.actor;
  const position = h("b", { class: `sb-position sb-${toneOf(row.position)}` }, signed(row.position ?? ""));
  return [position, ` ${actor} `, h("span", { class: "sb-quiet" }, "on"), ` ${inWords(row.issue ?? "")}`];
}

function amountOf({ value, value_low: low, value_high: high, unit }) {
  return [value, low, high && high !== low ? `to ${high}` : "", unit].filter(Boolean).join(" ");
}

const CELLS = {
  statement: ["speaker", "via", "voice", "condition", "confidence"],
  fact: ["plan", "subject", "status", "said_by"],
  note: ["article_b", "quote_b"],
};

export function cardCells(kind, row) {
  const filled = CELLS[kind].filter((name) => row[name] && row[name] !== "-" && row[name] !== "none");
  return filled.map((name, at) => [
    at ? " · " : "",
    h("span", { class: "sb-quiet" }, `${inWords(name)} `),
    kind === "statement" && name !== "speaker" ? inWords(row[name]) : row[name],
  ]);
}

// Show the cards of entries whose words were clicked.
export function pointAtEntries(desk, names) {
  desk.pointed = names;
  desk.draw();
  desk.root.querySelector(".sb-card.sb-on")?.scrollIntoView({ block: "nearest" });
}

// What the coders and the adjudicator write to each other on a sentence, once the article is open to them.
function commentsOn(desk, n) {
  const { coding } = desk;
  const here = (coding.comments ?? []).filter(({ sentence }) => sentence === n);
  if (!here.length && !isOpenToAll(coding)) return null;
  const send = (event) => {
    event.preventDefault();
    const text = event.target.elements.words.value.trim();
    if (text) desk.write("comment", { sentence: n, text }, "the comment").then(({ ok }) => ok && event.target.reset());
  };
  return [
    h("h3", {}, "Comments on this sentence"),
    here.map(({ by, at, text }) => h("p", { class: "sb-comment", key: at + by }, h("b", {}, by), ` ${text}`)),
    h(
      "form",
      { class: "sb-check", onSubmit: send },
      h("input", { type: "text", name: "words", "aria-label": "A comment" }),
      h("button", {}, here.length ? "Answer" : "Comment"),
    ),
  ];
}

// Look at the codes of others. Before all have finished the article, this needs a reason, which is recorded.
function lookPanel(desk) {
  const { coding, looking } = desk;
  if (isOpenToAll(coding) || !coding.article) return null;
  if (coding.opened)
    return h("p", { class: "sb-quiet" }, "The codes of others on this article were opened before all had finished; that is recorded.");
  if (coding.others?.length) return null;
  if (!looking || looking.article !== coding.article)
    return button("See the codes of others …", () => beginLook(desk, coding.article), "", { class: "sb-plain", key: "look" });
  return h(
    "div",
    { class: "sb-look", key: "looking" },
    h(
      "p",
      {},
      "You are coding blind. Opening the codes of others on this article before all have finished it is recorded, with your reason, " +
        "and the article no longer counts as coded blind.",
    ),
    h("input", {
      type: "text",
      class: "sb-reason",
      placeholder: "reason",
      "aria-label": "Reason to open the codes of others",
      value: looking.reason,
      onInput: (event) => (looking.reason = event.target.value),
      onKeyDown: (event) => onLookKey(desk, event),
    }),
    button("Open and record", () => sendLook(desk)),
    button("Leave them closed", () => endLook(desk)),
  );
}

function beginLook(desk, article) {
  desk.looking = { article, reason: "" };
  desk.draw();
  desk.root.querySelector(".sb-reason").focus();
}

function sendLook(desk) {
  if (desk.looking.reason.trim()) lookAtOther(desk, desk.looking.reason.trim());
}

function endLook(desk) {
  desk.looking = null;
  desk.draw();
  focusText(desk);
}

function onLookKey(desk, event) {
  if (event.key === "Enter") sendLook(desk);
  else if (event.key === "Escape") endLook(desk);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
