// The help: every key of the desk.

import { button, h, refill } from "../lib/elements.js";

const HELP = [
  [
    "In the text",
    [
      ["↑ ↓ or k j", "previous sentence, next sentence"],
      ["n, Shift+n", "next, previous sentence without a decision"],
      ["← →", "choose a word; with Shift more words, also beyond the end of the sentence"],
      ["Shift+↑ ↓, Home, End", "choose whole sentences; the first or the last word"],
      ["w", "choose the whole sentence; Esc chooses nothing"],
      ["Enter or s", "code the chosen words, or the sentence, as a statement"],
      ["f, m", "a fact, a source note"],
      ["x", "nothing here; press again to take it back"],
      ["Tab", "to the entries of the sentence: e or Enter changes an entry, Delete deletes it"],
    ],
  ],
  [
    "Everywhere",
    [
      ["u or Ctrl+Z, r or Ctrl+Y", "undo, redo"],
      ["/", "search in the article: Enter for the next hit, Shift+Enter for the previous one, Esc to go back"],
      ["g, [ and ]", "list of articles; previous and next article"],
      ["F", "the article is finished; press again to reopen it"],
      ["?", "this help"],
    ],
  ],
  [
    "In the form",
    [
      ["type", "a part of a name, an id or a proposition; ↑ ↓ to choose, Enter to take it and go on"],
      ["1 to 9", "choose a value and go on; for conditions, tick values and press Enter"],
      ["Tab, Shift+Tab", "next field, previous field"],
      ["Ctrl+Enter", "save, from anywhere"],
      ["Esc", "leave; press twice if something is filled in"],
    ],
  ],
  [
    "With the mouse",
    [
      ["drag, double click, triple click", "choose words, a word, a sentence; Shift and click to extend"],
      ["buttons", "there is a button for every key"],
    ],
  ],
];

// A box over the desk. `onClose` is called when it is closed, with the element that had the focus before.
export function helpView(onClose) {
  const node = h("div", { class: "sb-helpbox", role: "dialog", "aria-label": "Keys", tabindex: "-1", hidden: true });
  let before = null;
  const hide = () => {
    node.hidden = true;
    onClose(before);
  };
  const show = () => {
    if (!node.hidden) return hide();
    before = document.activeElement;
    const head = h("div", { class: "sb-panel-head" }, h("h2", {}, "Keys"), button("Close", hide, "Esc"));
    refill(node, head, h("div", { class: "sb-helps" }, HELP.map(helpSection)));
    node.hidden = false;
    node.focus();
  };
  return { node, show, hide, isOpen: () => !node.hidden };
}

function helpSection([title, keys]) {
  const items = keys.map(([name, words]) => [h("dt", {}, h("kbd", {}, name)), h("dd", {}, words)]);
  return h("section", {}, h("h3", {}, title), h("dl", {}, items));
}
