// The help: every key of the desk.

const HELP = [
  [
    "In the text",
    [
      ["↑ ↓ or k j", "sentence before, sentence after"],
      ["n, Shift+n", "next sentence without a decision, the one before"],
      ["← →", "choose a word; with Shift more of them, over the end of a sentence too"],
      ["Shift+↑ ↓, Home, End", "choose by sentences, the first or the last word"],
      ["w", "choose the whole sentence; Esc chooses nothing"],
      ["Enter or s", "code the chosen words, or the sentence, as a statement"],
      ["f, m", "a fact, a source note"],
      ["x", "nothing here; again takes it back"],
      ["Tab", "to the entries of the sentence: e or Enter changes one, Delete takes it out"],
    ],
  ],
  [
    "Everywhere",
    [
      ["u or Ctrl+Z, r or Ctrl+Y", "undo, redo"],
      ["/", "search in the article: Enter next, Shift+Enter the one before, Esc back"],
      ["g, [ and ]", "articles; the article before and after"],
      ["F", "the article is finished; again opens it"],
      ["?", "this help"],
    ],
  ],
  [
    "In the form",
    [
      ["type", "part of a name, an id or a proposition; ↑ ↓ choose, Enter takes and goes on"],
      ["1 to 9", "picks a value and goes on; in conditions it ticks one, Enter goes on"],
      ["Tab, Shift+Tab", "next field, the one before"],
      ["Ctrl+Enter", "save, from anywhere"],
      ["Esc", "leave; once more where something was filled in"],
    ],
  ],
  [
    "With the mouse",
    [
      ["drag, double click, triple click", "choose words, a word, a sentence; Shift and click chooses up to there"],
      ["buttons", "every key has one"],
    ],
  ],
];

// A box over the desk. `onClose` is called when it is closed, with the element that had the focus before.
function helpView(onClose) {
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
