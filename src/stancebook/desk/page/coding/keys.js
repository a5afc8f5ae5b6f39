// The keys. No key leaves the desk: in the notebook, b would add a cell, and m would turn this cell into Markdown. And what
// is typed beside the desk, while its cell is the notebook's current one, brings the focus back and does nothing else.

import { finishArticle, goToNeighbour, goToOpenSentence, goToUncertain, markNothing, stepBack } from "./article.js";
import { chooseClause, chooseClauseNumber, chooseSentence, extendBySentence, goToRow, moveToEdge, moveWord } from "./choosing.js";
import { editNumber } from "./entries.js";
import { beginEntry, beginLike, chooseAgain, focusForm, isFilling, saveEntry } from "./filling.js";
import { escape } from "./form.js";
import { dropNotice } from "./notices.js";
import { closePanel, openPanel, PANELS } from "./panel.js";
import { beginSearch, endSearch } from "./search.js";
import { say, sayIdle } from "./status.js";
import { focusText, moveInText } from "./text.js";
import { onTrainingKey, openTraining } from "./training.js";

const step = (by) => (desk) => moveInText(desk, (text) => goToRow(text, text.current + by));
const clause = (extend) => (desk) => {
  moveInText(desk, chooseClause, extend);
  say(desk, "clauses: c the next, C one more; a number chooses one, a second number all up to there", "idle");
};
const TEXT_KEYS = {
  ArrowDown: step(1),
  ArrowUp: step(-1),
  j: step(1),
  k: step(-1),
  PageDown: step(10),
  PageUp: step(-10),
  w: (desk) => moveInText(desk, chooseSentence),
  c: clause(false),
  C: clause(true),
  v: chooseAgain,
  n: (desk) => goToOpenSentence(desk, 1),
  N: (desk) => goToOpenSentence(desk, -1),
  q: (desk) => goToUncertain(desk, 1),
  Q: (desk) => goToUncertain(desk, -1),
  Enter: (desk) => beginEntry(desk, "statement"),
  s: (desk) => beginEntry(desk, "statement"),
  "=": beginLike,
  f: (desk) => beginEntry(desk, "fact"),
  m: (desk) => beginEntry(desk, "note"),
  x: markNothing,
  e: (desk) => editNumber(desk, 1),
  u: (desk) => stepBack(desk, "undo"),
  r: (desk) => stepBack(desk, "redo"),
  F: finishArticle,
  "/": beginSearch,
  t: openTraining,
  "?": (desk) => desk.showHelp(),
  "[": (desk) => goToNeighbour(desk, -1),
  "]": (desk) => goToNeighbour(desk, 1),
};
for (const [name, { letter }] of Object.entries(PANELS)) if (letter) TEXT_KEYS[letter] = (desk) => openPanel(desk, name);
const WITHOUT_ARTICLE = new Set(["g", "l", "S", "p", "t", "?"]);
const BESIDE_A_FORM = new Set(["ArrowDown", "ArrowUp", "j", "k", "w", "c", "C", "v", "/", "PageDown", "PageUp", "?"]);
// Keys that would scroll the notebook unless a pane of the desk takes them.
const SCROLLS = new Set([" ", "PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"]);

export function listenToKeys(desk) {
  const { root } = desk;
  root.addEventListener("keydown", (event) => onDeskKey(desk, event));
  root.addEventListener("keydown", (event) => keepStill(root, event));
  for (const name of ["keyup", "keypress"]) root.addEventListener(name, (event) => event.stopPropagation());
  const beside = (event) => onKeyBeside(desk, event);
  window.addEventListener("keydown", beside, true); // before the notebook's own listener
  return () => window.removeEventListener("keydown", beside, true);
}

// A key that would be a command of the notebook on the desk's own cell brings the focus back to the desk instead.
function onKeyBeside(desk, event) {
  const { target } = event;
  const cell = desk.root.closest(".jp-Cell");
  if (desk.root.contains(target) || event.key === "Tab" || event.isComposing || !desk.root.checkVisibility()) return;
  if (target.closest?.("input, textarea, select, [contenteditable=true], .lm-Menu, .lm-MenuBar, [role=dialog]")) return;
  const current = cell?.matches(".jp-mod-active, .jp-mod-selected") && cell.closest(".jp-Notebook")?.contains(target);
  if (!current && target !== document.body) return;
  const chord = (event.ctrlKey || event.metaKey || event.altKey) && event.key !== "Enter";
  if (chord || /^(Control|Shift|Alt|Meta|F\d+)$/.test(event.key)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  desk.focusMain();
  sayIdle(desk, "the keys are back at the desk: press again");
}

function onDeskKey(desk, event) {
  event.stopPropagation();
  if (event.defaultPrevented || event.isComposing) return;
  const { screen, root } = desk;
  if (screen === "start") return onStartKey(desk, event);
  if (!["coding", "training"].includes(screen)) return;
  if (desk.helping) {
    if (event.key === "Escape" || event.key === "?") takeKey(event, () => desk.hideHelp());
  } else if (!isTyping(event.target) && !root.querySelector(".sb-form")?.contains(event.target)) onMainKey(desk, event);
}

function onMainKey(desk, event) {
  return desk.screen === "training" ? onTrainingKey(desk, event) : onTextKey(desk, event);
}

function onStartKey({ root }, event) {
  const choice = /^[1-9]$/.test(event.key) && root.querySelectorAll(".sb-user")[Number(event.key) - 1];
  if (choice) takeKey(event, () => choice.click());
}

function onTextKey(desk, event) {
  const graph = event.getModifierState?.("AltGraph"); // [ and ] are typed with it on some keyboards
  if ((event.ctrlKey || event.metaKey) && !graph) return onCommand(desk, event);
  if (event.altKey && !graph && !/^[[\]/?]$/.test(event.key)) return;
  const onButton = event.target.closest?.("button, summary");
  if (onButton && (event.key === "Enter" || event.key === " ")) return;
  const run = textAction(desk, event);
  if (run) takeKey(event, run);
}

// What a key does outside of the form and of fields; null for keys such as Tab and Shift.
function textAction(desk, event) {
  const { form, text, article } = desk;
  const name = latinName(event);
  if (name === "Escape") return () => goBack(desk);
  if (desk.panel && !WITHOUT_ARTICLE.has(name) && name !== "M") return idle(desk, event, "the list has the keys: Esc goes back to the text");
  const choosing = article && choosingKey(desk, event);
  if (choosing) return choosing;
  if (form && name === "Enter") return () => focusForm(desk);
  if (/^[1-9]$/.test(name) && text.clauses) return () => clauseNumber(desk, name);
  if (form && !BESIDE_A_FORM.has(name)) return event.key.length > 1 ? null : () => isFilling(desk);
  if (/^[1-9]$/.test(name) && article) return () => editNumber(desk, Number(name));
  const run = TEXT_KEYS[name];
  if (run && (article || WITHOUT_ARTICLE.has(name))) return () => run(desk);
  return idle(desk, event, `${event.key} does nothing here; ? shows the keys`);
}

function idle(desk, { key: name }, words) {
  return [...name].length === 1 && name !== " " ? () => sayIdle(desk, words) : null;
}

function clauseNumber(desk, name) {
  const found = moveInText(desk, chooseClauseNumber, Number(name) - 1);
  if (!found) sayIdle(desk, `this sentence has no clause ${name}`);
}

function onCommand(desk, event) {
  const name = event.key.toLowerCase();
  if (event.key === "Enter" && desk.form) takeKey(event, () => saveEntry(desk));
  else if (name === "z") takeKey(event, () => stepBack(desk, event.shiftKey ? "redo" : "undo"));
  else if (name === "y") takeKey(event, () => stepBack(desk, "redo"));
  else if (event.key === "Enter") takeKey(event, () => sayIdle(desk, "Ctrl+Enter saves a form; none is open"));
}

// The action of a key on the chosen words; null if it has none.
function choosingKey(desk, { key: name, shiftKey }) {
  const by = (change, ...given) => () => moveInText(desk, change, ...given);
  if (shiftKey && (name === "ArrowUp" || name === "ArrowDown")) return by(extendBySentence, name === "ArrowDown" ? 1 : -1);
  if (name === "ArrowLeft" || name === "ArrowRight") return by(moveWord, (name === "ArrowRight") !== isRightToLeft(desk) ? 1 : -1, shiftKey);
  if (name === "Home" || name === "End") return by(moveToEdge, name === "Home" ? 0 : -1, shiftKey);
  return null;
}

function isRightToLeft({ root }) {
  const words = root.querySelector(".sb-current .sb-words");
  return Boolean(words) && getComputedStyle(words).direction === "rtl";
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

// One step back towards the text: close the form's question, the list, the search, the selection or a notice.
function goBack(desk) {
  const { form, panel, search, text, notices } = desk;
  if (form) return form.picking ? escape(desk) : focusForm(desk);
  if (panel) return closePanel(desk);
  const plain = notices.findLast(({ buttons }) => !buttons.length);
  if (search) endSearch(desk);
  if (text.chosen) moveInText(desk, (each) => Object.assign(each, { chosen: null, clauses: null }));
  else if (plain) dropNotice(desk, plain);
  return focusText(desk);
}

function keepStill(root, event) {
  if (event.defaultPrevented || !SCROLLS.has(event.key)) return;
  if (event.target.matches("input, select, textarea") || event.target.closest("button, summary, label")) return;
  let pane = event.target;
  while (pane !== root && !(pane.scrollHeight > pane.clientHeight && getComputedStyle(pane).overflowY === "auto"))
    pane = pane.parentElement;
  if (pane === root) event.preventDefault();
}
