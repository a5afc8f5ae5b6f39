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
  return /^-?[0-9]+$/.test(value)
    ? value.startsWith("-")
      ? `−${value.slice(1)}`
      : value === "0"
        ? "0"
        : `+${value}`
    : value;
}

// The name of a position's colour: m2 and m1 oppose, p0 is neutral, p1 and p2 support; q if it is no position.
export function toneOf(position) {
  return { "-2": "m2", "-1": "m1", 0: "p0", 1: "p1", 2: "p2" }[position] ?? "q";
}

// The fields of a kind of entry, in the order of the form. New values of an `open` field can be proposed.
export function fieldsOf(kind, book) {
  const { facts } = book;
  const coded = (name) => {
    const variable = book.variables[name] ?? {};
    const options = (variable.values ?? []).map(({ value, meaning, ...more }) => ({
      ...more,
      value,
      label:
        name === "position"
          ? signed(value)
          : /^[0-9]+$/.test(value) && meaning && meaning.length < 16
            ? meaning
            : inWords(value),
      meaning,
    }));
    return { name, rule: variable.rule, options, ...shapeOf(variable, options) };
  };
  const ids = (name, list, more) => {
    const options = list.map(({ id, text }) => ({ value: id, label: inWords(id), meaning: text }));
    return { name, options, required: true, shape: options.length > ROW_OF_DIGITS ? "list" : "row", ...more };
  };
  const line = (name, more) => ({ name, shape: "line", ...more });
  const actors = book.actors.map(({ id, name, type, aliases = [], ...more }) => ({
    ...more,
    value: id,
    label: name,
    meaning: [type, aliases.length ? `also ${aliases.join(", ")}` : ""].filter(Boolean).join("; "),
    names: [id, name, ...aliases],
  }));
  const note = { ...coded("note"), name: "note", shape: "line", options: [], required: false };
  const people = (book.speakers ?? []).map((speaker) => ({ value: speaker, label: speaker }));
  if (kind === "statement")
    return [
      { ...coded("actor"), options: actors, shape: "list", required: true, open: true },
      {
        ...coded("issue"),
        options: book.issues.map(({ id, text, ...more }) => ({ ...more, value: id, label: inWords(id), meaning: text })),
        shape: "list",
        required: true,
        open: true,
      },
      { ...coded("speaker"), options: people, shape: "free", required: true, start: "-" },
      ...["via", "voice", "position", "confidence"].map((name) => ({ ...coded(name), required: true })),
      { ...coded("condition"), required: true, start: "none", open: true },
      note,
    ].filter(
      ({ name, options, shape }) => options.length || !["row", "set"].includes(shape) || !(name in book.variables),
    );
  if (kind === "fact")
    return [
      ids("plan", facts.plans ?? []),
      ids("attribute", facts.attributes ?? []),
      line("value", { rule: "In words; empty if the numbers are enough." }),
      line("value_low", { rule: "The number, or the lower of two; only digits." }),
      line("value_high", { rule: "The higher number; if there is only one number, the same as value_low." }),
      line("unit", { rule: "What is counted: soldiers, per cent, euros." }),
      { name: "subject", shape: "free", options: actors.map(({ value, label, names }) => ({ value, label, names })) },
      ids(
        "status",
        (facts.status ?? []).map((id) => ({ id })),
      ),
      {
        name: "said_by",
        shape: "free",
        options: [{ value: "article", label: "article" }, ...people],
        rule: "Who says so.",
      },
      { ...note, rule: note.rule ?? "" },
    ];
  return [
    ids(
      "kind",
      (book.kinds ?? []).map((id) => ({ id })),
    ),
    line("article_b", { shape: "free", options: [], seek: true, rule: "The other article, if two are compared." }),
    line("quote_b", { shape: "words", rule: "The words of the other article, copied exactly." }),
    line("note", { required: true, rule: "What is worth knowing about this source." }),
  ];
}

function shapeOf({ type }, options) {
  if (type === "set") return { shape: "set" };
  if (!options.length) return { shape: "line" };
  return { shape: options.length > ROW_OF_DIGITS ? "list" : "row" };
}
