// The codebook for the page: words for values, and the fields of each kind of entry.

export const ROW_OF_DIGITS = 9; // more values than digits become a list

export const KIND_NAMES = { statement: "statement", fact: "fact", note: "source note" };

// A text for comparison: without case and accents.
export function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

export function inWords(id) {
  return id.replaceAll("_", " ");
}

// A position with its sign and a true minus; any other value as it is.
export function signed(value) {
  if (!/^-?[0-9]+$/.test(value) || value === "0") return value;
  return value.startsWith("-") ? `−${value.slice(1)}` : `+${value}`;
}

// The name of a position's colour: m2 and m1 oppose, p0 is neutral, p1 and p2 support; q if it is no position.
export function toneOf(position) {
  return { "-2": "m2", "-1": "m1", 0: "p0", 1: "p1", 2: "p2" }[position] ?? "q";
}

// The fields of a kind of entry, in the order of the form. New values of an `open` field can be proposed.
export function fieldsOf(kind, book) {
  const { facts, kinds, variables } = book;
  const coded = (name, more) => ({ name, required: true, ...fromVariable(name, variables[name] ?? {}), ...more });
  const ids = (name, list = []) => ({ name, required: true, options: list.map(optionOf), shape: shapeOf(list) });
  const line = (name, rule, more) => ({ name, rule, shape: "line", ...more });
  const actors = book.actors.map(actorOption);
  const people = (book.speakers ?? []).map((speaker) => ({ value: speaker, label: speaker }));
  if (kind === "statement")
    return [
      coded("actor", { options: actors, shape: "list", open: true }),
      coded("issue", { options: book.issues.map(optionOf), shape: "list", open: true }),
      coded("speaker", { options: people, shape: "free", start: "-" }),
      ...["via", "voice", "position", "confidence"].map((name) => coded(name)),
      coded("condition", { start: "none", open: true }),
      line("note", variables.note?.rule, { options: [] }),
    ].filter(({ name, options, shape }) => options.length || !["row", "set"].includes(shape) || !variables[name]);
  if (kind === "fact")
    return [
      ids("plan", facts.plans),
      ids("attribute", facts.attributes),
      line("value", "In words; empty if the numbers are enough."),
      line("value_low", "The number, or the lower of two; only digits."),
      line("value_high", "The higher number; if there is only one number, the same as value_low."),
      line("unit", "What is counted: soldiers, per cent, euros."),
      { name: "subject", shape: "free", options: actors.map(({ value, label, names }) => ({ value, label, names })) },
      ids("status", facts.status),
      line("said_by", "Who says so.", { shape: "free", options: [optionOf("article"), ...people] }),
      line("note", variables.note?.rule),
    ];
  return [
    ids("kind", kinds),
    line("article_b", "The other article, if two are compared.", { shape: "free", options: [], seek: true }),
    line("quote_b", "The words of the other article, copied exactly.", { shape: "words" }),
    line("note", "What is worth knowing about this source.", { required: true }),
  ];
}

// An id, or an entry { id, text } of the codebook, as an option of a field.
function optionOf(entry) {
  const { id, text, ...more } = typeof entry === "string" ? { id: entry } : entry;
  return { ...more, value: id, label: inWords(id), meaning: text };
}

function actorOption({ id, name, type, aliases = [], ...more }) {
  const meaning = [type, aliases.length && `also ${aliases.join(", ")}`].filter(Boolean).join("; ");
  return { ...more, value: id, label: name, meaning, names: [id, name, ...aliases] };
}

function fromVariable(name, { rule, type, values = [] }) {
  const options = values.map((each) => ({ ...each, label: labelOf(name, each) }));
  return { rule, options, shape: type === "set" ? "set" : values.length ? shapeOf(values) : "line" };
}

const shapeOf = ({ length }) => (length > ROW_OF_DIGITS ? "list" : "row");

// A number has its meaning as its label, if that is short; a position has its sign.
function labelOf(name, { value, meaning }) {
  if (name === "position") return signed(value);
  return /^[0-9]+$/.test(value) && meaning && meaning.length < 16 ? meaning : inWords(value);
}
