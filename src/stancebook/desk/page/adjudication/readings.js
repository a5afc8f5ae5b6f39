// Readings in words: what both coders have of a case, and what is decided on it.

import { inWords, signed } from "../lib/codebook.js";
import { h, shownSigns } from "../lib/elements.js";
import { unitsBefore } from "../lib/signs.js";

export const ABOUT = { presence: "statement", all: "both readings" };
const PRESENCE_WORDS = { present: "found", absent: "no statement", "": "nothing found" };
const REREAD_WORDS = { present: "found" };
export const KIND = {
  differs: "The coders differ",
  alone: "One coder alone has it",
  reread: "Both agree; drawn to be read again",
  amended: "Both agree; amended all the same",
};

// A value in words: the meaning of presence, a set with commas, a position with its sign.
export function adjudicatedValue(variable, value) {
  if (variable === "presence") return PRESENCE_WORDS[value] ?? value;
  if (variable === "all") return REREAD_WORDS[value] ?? value;
  if (variable === "condition") return value.split(" ").filter(Boolean).map(inWords).join(", ");
  if (variable === "position") return signed(value);
  return variable === "speaker" ? value : inWords(value);
}

// A sentence as nodes, the words of each coder underlined in a different way.
export function adjudicatedWords(text, unit) {
  const marks = ["b", "a"].flatMap((coder) => {
    const place = unit[coder]?.place;
    if (!place) return [];
    const from = place.first < unit.sentence ? 0 : unitsBefore(text, place.from);
    return [{ coder, from, to: place.last > unit.sentence ? text.length : unitsBefore(text, place.to) }];
  });
  const edges = [...new Set([0, text.length, ...marks.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
  return edges.slice(1).map((to, at) => {
    const from = edges[at];
    const here = marks.filter((mark) => mark.from <= from && mark.to >= to);
    return here.reduce(
      (inner, { coder, from: start }) => [
        h("span", { class: `sa-${coder}`, "data-starts": start === from ? coder : undefined }, inner),
      ],
      shownSigns(text.slice(from, to)),
    );
  });
}
