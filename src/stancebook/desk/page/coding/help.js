// The help: every key of the desk.

import { termList } from "../lib/parts.js";
import { button, h, key } from "../lib/view.js";

const HELP = {
  "In the text": [
    ["↑ ↓ or k j", "previous sentence, next sentence"],
    ["n, Shift+n", "next, previous sentence without a decision"],
    ["q, Shift+q", "next, previous statement of yours that is not certain, in all articles"],
    [
      "c, Shift+c",
      "choose a clause, then the next one; with Shift one more. A number chooses a clause, a second number all up to there",
    ],
    ["← →", "choose a word; with Shift more words, also beyond the end of the sentence"],
    ["Shift+↑ ↓, Home, End", "choose whole sentences; the first or the last word"],
    ["w, v", "choose the whole sentence; the words chosen last. Esc chooses nothing"],
    ["Enter or s", "code the chosen words, or the sentence, as a statement"],
    ["=", "the same with the values of the last statement, and its words if none are chosen"],
    ["f, m", "a fact, a source note"],
    ["x", "nothing here; press again to take it back"],
    ["1 to 9, e", "change the entry with this number; the first one"],
    ["Tab", "to the entries of the sentence: e or Enter changes an entry, Delete deletes it"],
  ],
  Everywhere: [
    ["u or Ctrl+Z, r or Ctrl+Y", "undo, redo on this article"],
    ["/", "search in the article: Enter for the next hit, Shift+Enter for the previous one, Esc to go back"],
    ["g, [ and ]", "list of articles; previous and next article"],
    ["l, Shift+s", "list of your entries; search in all texts"],
    ["Shift+m, p", "memos; progress"],
    ["Shift+f", "the article is finished; press again to reopen it"],
    ["?", "this help"],
  ],
  "In training": [
    ["Enter, x", "code a statement; the sentence holds nothing"],
    ["1 to 9, e", "change the statement with this number; the one in focus"],
    ["Ctrl+Enter", "answer; then Enter for the next sentence"],
    ["g, t", "to the texts; back to the training"],
  ],
  "In the form": [
    ["type", "a part of a name, an id or a proposition; ↑ ↓ to choose, Enter to take it and go on"],
    ["1 to 9", "take the value with this number and go on; for conditions, tick values and press Enter"],
    ["=", "take over the value of the last entry and go on"],
    ["letters", "in a long row of conditions, go to the one that begins so; Space ticks it"],
    ["Tab, Shift+Tab", "next field, previous field"],
    ["Ctrl+Enter", "save, from anywhere"],
    ["Esc", "leave; press twice if something is filled in"],
  ],
  "With the mouse": [
    [
      "drag, double click, triple click",
      "choose words, a word, a sentence; Shift and click to extend; Alt or Ctrl and drag for single letters",
    ],
    ["buttons", "there is a button for every key"],
  ],
};

export function helpBox(desk) {
  if (!desk.helping) return null;
  const named = (keys) => keys.map(([name, words]) => [key(name), words]);
  const section = ([title, keys]) => h("section", h("h3", title), termList(named(keys)));
  return h("div.sb-helpbox", { role: "dialog", "aria-label": "Keys", tabIndex: -1 }, [
    h("div.sb-panel-head", [h("h2", "Keys"), button("Close", () => desk.hideHelp(), "Esc")]),
    h("div.sb-helps", Object.entries(HELP).map(section)),
  ]);
}
