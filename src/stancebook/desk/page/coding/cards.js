// An entry as a card: its values in a line, its words, and what is wrong with it.

import { inWords, KIND_NAMES, signed, toneOf } from "../lib/codebook.js";
import { h, shownSigns } from "../lib/elements.js";

// The card of an entry, with these buttons; `callbacks` has light(entry or null).
export function entryCard(entry, book, other, buttons, callbacks) {
  const { kind, row, number, wrong = [] } = entry;
  return h(
    "article",
    {
      class: `sb-card sb-is-${kind}${other ? " sb-other" : ""}${wrong.length ? " sb-wrong" : ""}`,
      tabindex: "0",
      "data-key": cardKey(entry),
      "aria-label": `${KIND_NAMES[kind]}, row ${number}`,
      on: { focus: () => callbacks.light(entry), blur: () => callbacks.light(null) },
    },
    h("p", { class: "sb-title" }, cardTitle(kind, row, book)),
    h("p", { class: "sb-cells" }, cardCells(kind, row)),
    h("p", { class: "sb-quote", dir: "auto" }, shownSigns(row.quote ?? "")),
    row.note && h("p", { class: "sb-note", dir: "auto" }, shownSigns(row.note)),
    wrong.map((words) => h("p", { class: "sb-problem" }, words)),
    !other && h("p", { class: "sb-buttons" }, buttons),
  );
}

export function cardKey({ kind, number }) {
  return `${kind} ${number}`;
}

function cardTitle(kind, row, book) {
  if (kind === "fact") return [h("b", {}, inWords(row.attribute ?? "")), ` ${amountOf(row)}`];
  if (kind === "note") return [h("b", {}, inWords(row.kind ?? "")), row.source_note ? ` ${row.source_note}` : ""];
  const actor = book.actors.find(({ id }) => id === row.actor)?.name ?? row.actor;
  return [
    h("b", { class: `sb-position sb-${toneOf(row.position)}` }, signed(row.position ?? "")),
    ` ${actor} `,
    h("span", { class: "sb-quiet" }, "on"),
    ` ${inWords(row.issue ?? "")}`,
  ];
}

function amountOf({ value, value_low: low, value_high: high, unit }) {
  return [value, low, high && high !== low ? `to ${high}` : "", unit].filter(Boolean).join(" ");
}

function cardCells(kind, row) {
  const names = {
    statement: ["speaker", "via", "voice", "condition", "confidence"],
    fact: ["plan", "subject", "status", "said_by"],
    note: ["article_b", "quote_b"],
  }[kind];
  const filled = names.filter((name) => row[name] && row[name] !== "-" && row[name] !== "none");
  return filled.map((name, at) => [
    at ? " · " : "",
    h("span", { class: "sb-quiet" }, `${inWords(name)} `),
    kind === "statement" && name !== "speaker" ? inWords(row[name]) : row[name],
  ]);
}
