// The keys. No key leaves the desk: in the notebook, b would add a cell, and m would turn this cell into Markdown. And what
// is typed beside the desk, while its cell is the notebook's current one, brings the focus back and does nothing else.

import { hasModifier, keyName } from "../lib/parts.js";
import { finishArticle, goToNeighbour, goToOpenSentence, goToUncertain, markNothing, stepBack } from "./article.js";
import * as choosing from "./choosing.js";
import { editNumber } from "./entries.js";
import { beginEntry, beginLike, chooseAgain, focusForm, isFilling, saveEntry } from "./filling.js";
import { escape } from "./form.js";
import { dropNotice } from "./notices.js";
import { closePanel, openPanel, PANELS } from "./panel.js";
import { beginSearch, endSearch } from "./search.js";
import { say, sayIdle } from "./status.js";
import { focusText, moveInText } from "./text.js";
import { openTraining, trainingAction } from "./training.js";

const step = (desk, by) => moveInText(desk, (text) => choosing.goToRow(text, text.current + by));
const clause = (desk, extend) => {
  moveInText(desk, choosing.chooseClause, extend);
  say(desk, "clauses: c the next, C one more; a number chooses one, a second number all up to there", "idle");
};
// Keys that do the same with another value each.
const keysWith = (values, run) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, (desk) => run(desk, value)]));
const letters = Object.entries(PANELS).map(([name, { letter }]) => [letter, name]);
const TEXT_KEYS = {
  ...keysWith({ ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, PageDown: 10, PageUp: -10 }, step),
  ...keysWith({ c: false, C: true }, clause),
  ...keysWith({ n: 1, N: -1 }, goToOpenSentence),
  ...keysWith({ q: 1, Q: -1 }, goToUncertain),
  ...keysWith({ Enter: "statement", s: "statement", f: "fact", m: "note" }, beginEntry),
  ...keysWith({ u: "undo", r: "redo" }, stepBack),
  ...keysWith({ "[": -1, "]": 1 }, goToNeighbour),
  ...keysWith(Object.fromEntries(letters.filter(([letter]) => letter)), openPanel),
  ...{ "=": beginLike, "/": beginSearch, v: chooseAgain, x: markNothing, F: finishArticle, t: openTraining },
  w: (desk) => moveInText(desk, choosing.chooseSentence),
  e: (desk) => editNumber(desk, 1),
  "?": (desk) => desk.showHelp(),
};
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

// A key that would be a command of the notebook on the desk's own cell brings the focus back to the desk instead. At the
// desk the mark against commands has to be on the element with the focus: commands of Notebook 7 ask for nothing else.
function onKeyBeside(desk, event) {
  const { target } = event;
  if (desk.root.contains(target)) target.dataset.lmSuppressShortcuts = "true";
  const cell = desk.root.closest(".jp-Cell");
  if (desk.root.contains(target) || event.key === "Tab" || event.isComposing || !desk.root.checkVisibility()) return;
  if (target.closest?.("input, textarea, select, [contenteditable=true], .lm-Menu, .lm-MenuBar, [role=dialog]")) return;
  const current = cell?.matches(".jp-mod-active, .jp-mod-selected") && cell.closest(".jp-Notebook")?.contains(target);
  if (!current && target !== document.body) return;
  if ((hasModifier(event) && event.key !== "Enter") || /^(Control|Shift|Alt|Meta|F\d+)$/.test(event.key)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  desk.focusMain();
  sayIdle(desk, "the keys are back at the desk: press again");
}

function onDeskKey(desk, event) {
  event.stopPropagation();
  if (event.defaultPrevented || event.isComposing) return;
  const run = actionOf(desk, event);
  if (!run) return;
  event.preventDefault();
  run();
}

// What a key does; null if the browser, the form or the adjudication handles it.
function actionOf(desk, event) {
  const { screen, helping, root } = desk;
  const { target, key } = event;
  if (screen === "start") return startAction(desk, key);
  if (screen === "adjudicating") return null;
  if (helping) return ["Escape", "?"].includes(key) ? desk.hideHelp : null;
  if (isTyping(target) || root.querySelector(".sb-form")?.contains(target)) return null;
  if (target.closest?.("button, summary") && ["Enter", " "].includes(keyName(event))) return null;
  const graph = event.getModifierState?.("AltGraph"); // [ and ] are typed with it on some keyboards
  if (event.altKey && !graph && !/^[[\]/?]$/.test(key)) return null;
  if (screen === "training") return trainingAction(desk, keyName(event));
  return (event.ctrlKey || event.metaKey) && !graph ? commandOf(desk, event) : textAction(desk, event);
}

function startAction({ root }, key) {
  const choice = /^[1-9]$/.test(key) && root.querySelectorAll(".sb-user")[Number(key) - 1];
  return choice ? () => choice.click() : null;
}

// What a key does outside of the form and of fields; null for keys such as Tab and Shift.
function textAction(desk, event) {
  const { form, text, article } = desk;
  const name = latinName(event);
  if (name === "Escape") return () => goBack(desk);
  if (desk.panel && !WITHOUT_ARTICLE.has(name) && name !== "M")
    return idle(desk, event, "the list has the keys: Esc goes back to the text");
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
  const found = moveInText(desk, choosing.chooseClauseNumber, Number(name) - 1);
  if (!found) sayIdle(desk, `this sentence has no clause ${name}`);
}

function commandOf(desk, { key, shiftKey }) {
  const name = key.toLowerCase();
  if (name === "z") return () => stepBack(desk, shiftKey ? "redo" : "undo");
  if (name === "y") return () => stepBack(desk, "redo");
  if (name !== "enter") return null;
  return () => (desk.form ? saveEntry(desk) : sayIdle(desk, "Ctrl+Enter saves a form; none is open"));
}

// The action of a key on the chosen words; null if it has none.
function choosingKey(desk, { key: name, shiftKey }) {
  const by = (...change) => moveInText.bind(null, desk, ...change);
  if (shiftKey && /^Arrow(Up|Down)$/.test(name)) return by(choosing.extendBySentence, name === "ArrowDown" ? 1 : -1);
  if (name === "Home" || name === "End") return by(choosing.moveToEdge, name === "Home" ? 0 : -1, shiftKey);
  if (!/^Arrow(Left|Right)$/.test(name)) return null;
  return by(choosing.moveWord, (name === "ArrowRight") !== isRightToLeft(desk) ? 1 : -1, shiftKey);
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
