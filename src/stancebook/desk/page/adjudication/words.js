// What the coders have and what is decided, in words; and the words of a sentence that each coder marked.

import { inWords, KIND_NAMES, signed } from "../lib/codebook.js";
import { unitsBefore } from "../lib/signs.js";

export const ABOUT = { presence: "statement", all: "the whole reading", fact: "what holds it" };
export const KIND = {
  statement: {
    differs: "The coders differ",
    alone: "Not all coders have it",
    reread: "All agree; drawn to be read again",
    amended: "All agree; amended all the same",
  },
  fact: { differs: "A fact: the coders differ", alone: "A fact: not all have it", alike: "A fact: all have it alike" },
  note: {
    differs: "A source note: the coders differ",
    alone: "A source note: not all have it",
    alike: "A source note: all have it, of the same kind",
  },
};
const PRESENCE = { present: "found", absent: "no statement", "": "nothing found" };

// A value in words: the meaning of presence, a set with commas, a position with its sign.
export function valueInWords(variable, value) {
  if (variable === "presence") return PRESENCE[value] ?? value;
  if (variable === "all" && value === "present") return "found";
  if (variable === "condition") return value.split(" ").filter(Boolean).map(inWords).join(", ");
  if (variable === "position") return signed(value);
  return ["via", "voice", "plan", "attribute", "status", "kind"].includes(variable) ? inWords(value) : value;
}

// Whether a case is of a fact or of a source note: both are decided in the same way.
export const isNoted = ({ is }) => is === "fact" || is === "note";

// A fact or a source note in words.
export const notedInWords = (row) => ("kind" in row ? inWords(row.kind) : factInWords(row));

const factInWords = (row) =>
  [row.attribute, row.value || [...new Set([row.value_low, row.value_high])].filter(Boolean).join("–"), row.unit]
    .filter(Boolean)
    .map(inWords)
    .join(" ");

export const itemInWords = (item) =>
  isNoted(item)
    ? `${KIND_NAMES[item.is]}: ${notedInWords(Object.values(item.codings).find(Boolean))}`
    : `${inWords(item.key.actor)}, ${inWords(item.key.issue)}`;

// A sentence cut where the words of a coder begin or end: pieces { text, coders, starts }, coders by their number from 1.
export function markedPieces(text, number, codings) {
  const marks = Object.values(codings).flatMap((coding, at) => {
    const { first, from, last, to } = coding?.place ?? { first: 1, last: 0 };
    if (number < first || number > last) return [];
    const start = number === first ? unitsBefore(text, from) : 0;
    return [
      {
        coder: at + 1,
        from: start,
        to: number === last ? unitsBefore(text, to) : text.length,
        first: number === first,
      },
    ];
  });
  const edges = [...new Set([0, text.length, ...marks.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
  return edges.slice(1).map((to, at) => {
    const here = marks.filter((mark) => mark.from <= edges[at] && mark.to >= to);
    const starts = here.filter((mark) => mark.first && mark.from === edges[at]).map(({ coder }) => coder);
    return { text: text.slice(edges[at], to), coders: here.map(({ coder }) => coder), starts };
  });
}
