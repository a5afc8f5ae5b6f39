// The entries of the current sentence as cards, the entries that belong to no sentence, and what others say of them.

import { inWords, KIND_NAMES, signed, toneOf } from "../lib/codebook.js";
import { listed } from "../lib/english.js";
import { onKeys, onOwnKeys, reasonField } from "../lib/parts.js";
import { button, h, key } from "../lib/view.js";
import { lookAtOther, removeEntry } from "./article.js";
import { isNothing, numberAt } from "./choosing.js";
import { editEntry } from "./filling.js";
import { entryKey } from "./marks.js";
import { sayIdle } from "./status.js";
import { focusText, light, toSentence } from "./text.js";

const BLIND =
  "You are coding blind. Opening the codes of others on this article before all have finished it is recorded, with your " +
  "reason, and the article no longer counts as coded blind.";
const isAt = ({ place }, n) => place && place.first <= n && n <= place.last;

export function entriesPane(desk) {
  return h("section.sb-entries", { "aria-label": "Entries of the sentence" }, desk.coding && entriesHere(desk));
}

function entriesHere(desk) {
  const { coding, text } = desk;
  const { finished, entries = [], others = [] } = coding;
  const n = numberAt(text);
  const own = ownAt(desk);
  const read = others.filter((entry) => isAt(entry, n));
  const lost = entries.filter((entry) => !entry.place || (entry.wrong?.length && !isAt(entry, n)));
  const wrong = lost.length === 1 ? "One row has to be corrected" : `${lost.length} rows have to be corrected`;
  const cards = (title, list) => list.length > 0 && [title, list.map((entry) => entryCard(desk, entry))];
  return [
    h("h2", n === null ? "No sentence" : `Sentence ${n}`, isNothing(text) && h("span.sb-quiet", " nothing here")),
    finished && h("p.sb-closed", `This article is finished${waitsFor(coding)}. `, key("F"), " opens it again."),
    own.map((entry, at) => entryCard(desk, entry, at + 1)),
    !own.length && !isNothing(text) && !finished && firstSteps(),
    cards(
      h("h3", "Entries of others, read only"),
      read.map((entry) => ({ ...entry, other: true })),
    ),
    commentsOn(desk, n),
    cards(h("h3.sb-alarm", wrong), lost),
    lookPanel(desk),
  ];
}

const nameOf = ({ names }, id) => names[id] ?? id;

// Whether all who code the article have finished it; those who have not are named.
export const isOpenToAll = ({ waiting }) => waiting?.length === 0;

function waitsFor({ waiting }) {
  if (!waiting?.length) return "";
  return `; the codes of others open when ${listed(waiting)} ${waiting.length > 1 ? "have" : "has"} finished it`;
}

const firstSteps = () =>
  h("p.sb-quiet", "No decision yet. ", key("Enter"), " codes it, ", key("x"), " says that there is nothing here.");

// One's own entries in the current sentence, by place.
function ownAt({ coding, text }) {
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
  const { kind, row, other, coder, wrong = [], flags = [] } = entry;
  const name = entryKey(entry);
  const problems = [...wrong, ...flags.map(({ text, why }) => (why ? `${text}: ${why}` : text))];
  const props = {
    class: [other && "sb-other", wrong.length && "sb-wrong", desk.pointed?.includes(name) && "sb-on"],
    key: name,
    "data-key": name,
    "aria-label": `${KIND_NAMES[kind]}, row ${entry.number}`,
    onFocus: () => light(desk, name),
    onBlur: () => light(desk, ""),
  };
  const more = [
    h("p.sb-quote", { dir: "auto" }, row.quote),
    row.note && h("p.sb-note", { dir: "auto" }, row.note),
    problems.map((words) => h("p.sb-problem", words)),
  ];
  if (other)
    return card(desk, kind, row, props, {
      after: h("span.sb-quiet", ` ${coder ? nameOf(desk, coder) : "the study"}`),
      more,
    });
  const go = entry.place && !isAt(entry, numberAt(desk.text)) && entry.place.first;
  const beyond = go && button(`Go to sentence ${go}`, () => toSentence(desk, go));
  const acts = { edit: () => editEntry(desk, entry), remove: () => removeEntry(desk, entry), beyond };
  return card(desk, kind, row, props, { number, more, acts });
}

// A card: its values, `more` below them, and the acts { edit, remove } with their keys and buttons.
export function card(desk, kind, row, props, { number, after, more, acts }) {
  const { edit, remove, beyond } = acts ?? {};
  const onKeyDown = acts && onOwnKeys({ e: edit, Enter: edit, Delete: remove, Backspace: remove });
  return h("article.sb-card", { tabIndex: 0, onKeyDown, ...props, class: [`sb-is-${kind}`, props.class].flat() }, [
    h("p", number && number < 10 && [key(number), " "], cardTitle(kind, row, desk.codebook), after),
    h("p.sb-cells", cardCells(kind, row)),
    more,
    acts && h("p.sb-buttons", button("Edit", edit, "e"), button("Delete", remove, "Del"), beyond),
  ]);
}

export function cardTitle(kind, row, book) {
  if (kind === "fact") return [h("b", inWords(row.attribute ?? "")), ` ${amountOf(row)}`];
  if (kind === "note") return [h("b", inWords(row.kind ?? "")), row.source_note ? ` ${row.source_note}` : ""];
  const actor = book.actors.find(({ id }) => id === row.actor)?.name ?? row.actor;
  const position = h("b.sb-position", { class: `sb-${toneOf(row.position)}` }, signed(row.position ?? ""));
  return [position, ` ${actor} `, h("span.sb-quiet", "on"), ` ${inWords(row.issue ?? "")}`];
}

function amountOf({ value, value_low: low, value_high: high, unit }) {
  return [value, low, high && high !== low ? `to ${high}` : "", unit].filter(Boolean).join(" ");
}

const CELLS = {
  statement: ["speaker", "via", "voice", "condition", "confidence"],
  fact: ["plan", "subject", "status", "said_by"],
  note: ["article_b", "quote_b"],
};

function cardCells(kind, row) {
  const filled = CELLS[kind].filter((name) => row[name] && row[name] !== "-" && row[name] !== "none");
  return filled.map((name, at) => [
    at ? " · " : "",
    h("span.sb-quiet", `${inWords(name)} `),
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
  const onSubmit = async (event) => {
    const form = event.target;
    event.preventDefault();
    const text = form.elements.words.value.trim();
    if (text && (await desk.write("comment", { sentence: n, text }, "the comment")).ok) form.reset();
  };
  const field = h("input", { type: "text", name: "words", "aria-label": "A comment" });
  return [
    h("h3", "Comments on this sentence"),
    here.map(({ by, at, text }) => h("p.sb-comment", { key: at + by }, h("b", nameOf(desk, by)), ` ${text}`)),
    h("form.sb-check", { onSubmit }, field, h("button", here.length ? "Answer" : "Comment")),
  ];
}

// Look at the codes of others. Before all have finished the article, this needs a reason, which is recorded.
function lookPanel(desk) {
  const { coding, looking } = desk;
  if (isOpenToAll(coding) || !coding.article) return null;
  if (coding.opened)
    return h(
      "p.sb-quiet",
      "The codes of others on this article were opened before all had finished; that is recorded.",
    );
  if (coding.others?.length) return null;
  const begin = () => (setLooking(desk, coding.article), desk.root.querySelector(".sb-reason").focus());
  const end = () => (setLooking(desk, ""), focusText(desk));
  if (looking !== coding.article)
    return button("See the codes of others …", begin, "", { class: "sb-plain", key: "look" });
  return h("div.sb-look", { key: "looking", onKeyDown: onKeys({ Escape: end }) }, [
    h("p", BLIND),
    reasonField("sb-reason", "reason to open the codes of others", [
      ["Open and record", (reason) => lookAtOther(desk, reason)],
    ]),
    button("Leave them closed", end),
  ]);
}

function setLooking(desk, article) {
  desk.looking = article;
  desk.draw();
}
