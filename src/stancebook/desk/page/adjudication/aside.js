// What stands beside a case: the codebook, or on demand the keys, the agreement so far, or the comments.

import { inWords } from "../lib/codebook.js";
import { onKeys, termList } from "../lib/parts.js";
import { button, h } from "../lib/view.js";
import { act } from "./decision.js";
import { rulesOf } from "./editing.js";
import { itemOf } from "./moves.js";
import { ABOUT } from "./words.js";

const KEYS = [
  ["1, 2 …", "take what a coder has; another version; none: the numbers on the buttons"],
  ["0", "uphold an agreement that is read again"],
  ["left, right", "one variable at a time; back to the whole case"],
  ["Enter", "write the reason; letters go there too"],
  ["Ctrl+Enter", "save, and go on"],
  ["up, down", "previous, next case"],
  ["Page down, Page up", "next, previous case without a decision"],
  ["Shift+down, Shift+up", "next, previous article"],
  ["Delete", "take a decision back"],
  ["Ctrl+Z, Ctrl+Y", "undo, redo on this article"],
  ["/", "find an article"],
  ["Esc", "back"],
  ["?", "these keys"],
];

const SO_FAR =
  "Of the articles that are open, before any decision: pairs of coders with the same value. Chance is not taken off.";

export function asideOf(view) {
  const parts = { keys: keysOf, agreement: agreementOf, comments: commentsOf };
  const props = { tabindex: "0", "aria-label": "Beside the case", ref: (node) => (view.aside = node) };
  return h("aside.sa-rules", props, (parts[view.beside] ?? rulesOf)(view));
}

function keysOf() {
  const rows = KEYS.map(([names, words]) => [h("kbd", names), words]);
  return [h("h3", "Keys"), termList(rows, { class: "sa-keys" })];
}

// The rows of the agreement summed over pairs by variable, and over variables by pair: { label, same, of }.
export function summed(rows, labelOf) {
  const sums = new Map();
  for (const row of rows) {
    const label = labelOf(row);
    const sum = sums.get(label) ?? { label, same: 0, of: 0 };
    sums.set(label, { label, same: sum.same + row.same, of: sum.of + row.of });
  }
  return [...sums.values()];
}

function agreementOf({ agreement, names }) {
  const cells = ({ same, of }) =>
    [`${same} of ${of}`, `${Math.round((100 * same) / of)} %`].map((cell) => h("td", cell));
  const line = (sum) => h("tr", { key: sum.label }, h("th", { scope: "row" }, sum.label), cells(sum));
  const table = (labelOf) => h("table", h("tbody", summed(agreement, labelOf).map(line)));
  const byVariable = ({ variable }) => ABOUT[variable] ?? inWords(variable);
  const byPair = ({ pair }) => pair.map((coder) => names[coder]).join(" and ");
  return [
    h("h3", "Agreement so far"),
    h("p", SO_FAR),
    agreement.length ? [table(byVariable), table(byPair)] : h("p", "There is nothing to compare yet."),
  ];
}

function commentsOf(view) {
  const { current, names } = view;
  const item = itemOf(view);
  const sentence = item?.sentence;
  const own = (current?.comments ?? []).filter((each) => each.sentence === sentence);
  const send = async () => {
    const field = view.aside.querySelector("textarea");
    const reply = await act(view, "comment", { article: current.article, sentence, text: field.value });
    if (reply.ok) field.value = "";
    view.aside.querySelector("textarea")?.focus();
  };
  const onKeyDown = onKeys({ "Ctrl+Enter": send });
  return [
    h("h3", sentence ? `Comments on sentence ${sentence}` : "Comments"),
    own.map(({ by, at, text }) => h("p", { key: at + by, dir: "auto" }, h("b", `${names[by] ?? by}: `), text)),
    own.length === 0 && h("p", "None yet. Coders read them once the article is open to them."),
    sentence && [
      h("textarea.sa-comment", { rows: "3", "aria-label": "A comment", dir: "auto", key: item.name, onKeyDown }),
      button("Send (Ctrl+Enter)", send),
    ],
  ];
}
