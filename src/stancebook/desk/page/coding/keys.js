// The keys. No key leaves the desk: in the notebook, b would add a cell, and m would turn this cell into Markdown.

import { finishArticle, goToNeighbour, goToOpenSentence, markNothing, stepBack } from "./article.js";
import { beginEntry } from "./filling.js";
import { beginSearch, goBack, openArticleList } from "./panes.js";
import { sayDone } from "./status.js";

const TEXT_KEYS = {
  ArrowDown: ({ text }) => text.step(1),
  ArrowUp: ({ text }) => text.step(-1),
  j: ({ text }) => text.step(1),
  k: ({ text }) => text.step(-1),
  PageDown: ({ text }) => text.step(10),
  PageUp: ({ text }) => text.step(-10),
  w: ({ text }) => text.chooseSentence(),
  n: (desk) => goToOpenSentence(desk, 1),
  N: (desk) => goToOpenSentence(desk, -1),
  Enter: (desk) => beginEntry(desk, "statement"),
  s: (desk) => beginEntry(desk, "statement"),
  f: (desk) => beginEntry(desk, "fact"),
  m: (desk) => beginEntry(desk, "note"),
  x: (desk) => markNothing(desk),
  e: (desk) => desk.entries.focusFirst() || sayDone(desk, "there is nothing to change in this sentence"),
  u: (desk) => stepBack(desk, "undo"),
  r: (desk) => stepBack(desk, "redo"),
  F: (desk) => finishArticle(desk),
  g: (desk) => openArticleList(desk),
  "/": (desk) => beginSearch(desk),
  "?": (desk) => desk.help.show(),
  "[": (desk) => goToNeighbour(desk, -1),
  "]": (desk) => goToNeighbour(desk, 1),
};
const WITHOUT_ARTICLE = new Set(["g", "?"]);
const BESIDE_A_FORM = new Set(["ArrowDown", "ArrowUp", "j", "k", "w", "/", "PageDown", "PageUp", "?"]);
// Keys that would scroll the notebook unless a pane of the desk takes them.
const SCROLLS = new Set([" ", "PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"]);

export function listenToKeys(desk) {
  const { root } = desk;
  root.addEventListener("keydown", (event) => onDeskKey(desk, event));
  root.addEventListener("keydown", (event) => keepStill(root, event));
  for (const name of ["keyup", "keypress"]) root.addEventListener(name, (event) => event.stopPropagation());
}

function onDeskKey(desk, event) {
  event.stopPropagation();
  if (event.defaultPrevented || event.isComposing) return;
  const { screen, help, form } = desk;
  if (screen === "start") return onStartKey(desk, event);
  if (screen !== "coding") return;
  if (help.isOpen()) {
    if (event.key === "Escape" || event.key === "?") takeKey(event, help.hide);
  } else if (!isTyping(event.target) && !form.node.contains(event.target)) onTextKey(desk, event);
}

function onStartKey({ root }, event) {
  const choice = /^[1-9]$/.test(event.key) && root.querySelectorAll(".sb-user")[Number(event.key) - 1];
  if (choice) takeKey(event, () => choice.click());
}

function onTextKey(desk, event) {
  const { form, articleList, help, text, article } = desk;
  const graph = event.getModifierState?.("AltGraph"); // [ and ] are typed with it on some keyboards
  if ((event.ctrlKey || event.metaKey) && !graph) return onCommand(desk, event);
  if (event.altKey && !graph && !/^[[\]/?]$/.test(event.key)) return;
  const onButton = event.target.closest?.("button, summary");
  if (onButton && (event.key === "Enter" || event.key === " ")) return;
  if (event.key === "Escape") return takeKey(event, () => goBack(desk));
  if (!articleList.node.hidden) return event.key === "?" && takeKey(event, help.show);
  const choosing = choosingKey(text, event);
  if (choosing) return takeKey(event, choosing);
  const name = latinName(event);
  if (form.isOpen() && event.key === "Enter") return takeKey(event, () => form.focus());
  if (form.isOpen() && !BESIDE_A_FORM.has(name)) return;
  const run = TEXT_KEYS[name];
  if (run && (article || WITHOUT_ARTICLE.has(name))) takeKey(event, () => run(desk));
}

function onCommand(desk, event) {
  const name = event.key.toLowerCase();
  if (event.key === "Enter" && desk.form.isOpen()) takeKey(event, () => desk.form.save());
  else if (name === "z") takeKey(event, () => stepBack(desk, event.shiftKey ? "redo" : "undo"));
  else if (name === "y") takeKey(event, () => stepBack(desk, "redo"));
}

// The action of a key on the chosen words; null if it has none.
function choosingKey(text, { key: name, shiftKey }) {
  if (shiftKey && (name === "ArrowUp" || name === "ArrowDown"))
    return () => text.extendBySentence(name === "ArrowDown" ? 1 : -1);
  if (name === "ArrowLeft" || name === "ArrowRight")
    return () => text.moveWord((name === "ArrowRight") !== Boolean(text.turns()) ? 1 : -1, shiftKey);
  if (name === "Home" || name === "End") return () => text.moveToEdge(name === "Home" ? 0 : -1, shiftKey);
  return null;
}

// The key's name; on a keyboard with other letters, the name of the Latin letter in its place.
function latinName({ key: name, code, shiftKey }) {
  const letter = /^[^\x00-\x7f]$/u.test(name) && /^Key([A-Z])$/.exec(code)?.[1];
  return letter ? (shiftKey ? letter : letter.toLowerCase()) : name;
}

function isTyping(target) {
  return target.matches?.("textarea, select, input:not([type=radio]):not([type=checkbox])");
}

function takeKey(event, run) {
  event.preventDefault();
  run();
}

function keepStill(root, event) {
  if (event.defaultPrevented || !SCROLLS.has(event.key)) return;
  if (event.target.matches("input, select, textarea") || event.target.closest("button, summary, label")) return;
  let pane = event.target;
  while (pane !== root && !(pane.scrollHeight > pane.clientHeight && getComputedStyle(pane).overflowY === "auto"))
    pane = pane.parentElement;
  if (pane === root) event.preventDefault();
}
