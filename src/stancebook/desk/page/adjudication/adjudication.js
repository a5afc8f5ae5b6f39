// Adjudication: both codings of a case, the decisions on it and their reasons. It shows one case at a time.
// `view` holds what the parts share: the requests to the kernel, the elements (made once), and what is shown.

import { button, freshId, h, refill } from "../lib/elements.js";
import { drawBlockers } from "./blockers.js";
import { drawChoices, drawPassage, drawTable } from "./case.js";
import {
  drawCaseList,
  goBeside,
  goToLeft,
  goToUnit,
  onCaseListKey,
  onFindKey,
  rereadCases,
  showCases,
  unitOf,
} from "./case_list.js";
import { choose, drawDecision, onReason, stepAside, storeDecision, takeBack, takeLateDecision } from "./decision.js";
import { drawRules, pickValue, takePickedSet } from "./rules.js";

const ADJUDICATION_KEYS = [
  ["1, 2", "take coder_a's, coder_b's"],
  ["3", "a third version: then the number of a value"],
  ["4", "neither: no statement"],
  ["0", "uphold an agreement that is read again"],
  ["left, right", "one variable at a time; back to the whole case"],
  ["Enter", "write the reason"],
  ["Ctrl+Enter", "save, and go on"],
  ["up, down (k, j)", "previous, next unit"],
  ["n, shift+n", "next, previous unit without a decision"],
  ["[ and ]", "previous, next article"],
  ["Delete", "take a decision back"],
  ["u, r", "undo, redo"],
  ["/, g", "find an article, go to the list"],
  ["Esc", "back"],
  ["?", "these keys"],
];

export function adjudicationView({ ask, say, storage, codebook }) {
  const view = {
    ...{ ask, say, storage, codebook },
    prefix: `sa-${freshId().slice(0, 8)}`, // of the elements' ids: a page may hold two desks
    drafts: new Map(),
    articles: [],
    left: 0, // in the study
    current: null, // the article in view and its units
    at: 0, // the unit in view
    scope: "", // the variable in focus, or "" for the whole
    editing: null, // the third version being made
    trouble: "",
    helping: false,
    busy: false, // something is being written
    silent: null, // what the kernel has not answered
    moves: Promise.resolve(),
  };
  Object.assign(view, adjudicationParts(view));
  const settle = () => focusPane(view);
  return {
    node: view.node,
    async show(article) {
      view.parent = view.node.parentElement; // the desk passes its focus on
      view.parent.addEventListener("focus", settle);
      await showCases(view, article);
      if ([document.body, view.parent].includes(document.activeElement)) settle();
    },
    changed: () => rereadCases(view),
    late: (message, reply) => takeLateDecision(view, message, reply),
    close: () => view.parent?.removeEventListener("focus", settle),
    focus: settle,
  };
}

// The elements. They are made once, and only their content is redrawn, so that the focus stays.
function adjudicationParts(view) {
  const find = h("input", {
    type: "search",
    class: "sa-find",
    placeholder: "find an article  ( / )",
    "aria-label": "Find an article",
    on: { input: () => drawCaseList(view), keydown: (event) => onFindKey(view, event) },
  });
  const list = h("div", {
    class: "sa-articles",
    role: "listbox",
    tabindex: "0",
    "aria-label": "Articles",
    on: { keydown: (event) => onCaseListKey(view, event) },
  });
  const strip = h("div", { class: "sa-units", role: "listbox", "aria-label": "Units of this article" });
  const unit = unitParts(view);
  const aside = h("aside", { class: "sa-rules", tabindex: "0", "aria-label": "The codebook on the variable" });
  const node = h(
    "div",
    { class: "sa", on: { keydown: (event) => onAdjudicationKey(view, event) && endKey(event) } },
    h("nav", { class: "sa-nav", "aria-label": "What is to be decided" }, find, list, strip),
    unit.pane,
    aside,
  );
  return { ...unit, find, list, strip, aside, node };
}

function unitParts(view) {
  const head = h("div", { class: "sa-head" });
  const notices = h("div", { class: "sa-notices" });
  const passage = h("div", { class: "sa-passage" });
  const choices = h("div", { class: "sa-choices", role: "group", "aria-label": "Whose reading" });
  const table = h("div", { class: "sa-table" });
  const { node: form, ...parts } = decisionParts(view);
  const body = h("div", { class: "sa-body" }, passage, choices, table, form);
  const props = { class: "sa-unit", tabindex: "0", "aria-label": "The unit to decide on", "data-pane": "text" };
  const pane = h("section", props, head, notices, body);
  return { ...parts, head, notices, passage, choices, table, body, pane };
}

function decisionParts(view) {
  const id = `${view.prefix}-reason`;
  const because = h("label", { class: "sa-because", for: id });
  const on = { input: () => onReason(view) };
  const reason = h("textarea", { id, class: "sa-reason", rows: "2", dir: "auto", on });
  const alarm = h("p", { class: "sa-alarm", role: "alert" });
  const save = button("Save and go on (Ctrl+Enter)", () => storeDecision(view), "", { class: "sa-save" });
  const back = button("Take the decision back", () => takeBack(view), "", { class: "sa-back" });
  const node = h("div", { class: "sa-form" }, because, reason, alarm, h("div", { class: "sa-acts" }, save, back));
  return { node, because, reason, alarm, save, back };
}

export function drawAdjudication(view) {
  keepingAdjudicationFocus(view, () => {
    drawCaseList(view);
    drawAdjudicationHead(view);
    drawBlockers(view);
    drawUnit(view);
  });
}

// Run `work`, which redraws something, and keep the focus in the view: outside of it keys have other meanings.
export function keepingAdjudicationFocus(view, work) {
  const hadFocus = view.node.contains(document.activeElement);
  work();
  const now = document.activeElement;
  if (hadFocus && !(view.node.contains(now) && now.checkVisibility())) focusPane(view);
}

export function focusPane({ pane }) {
  pane.focus({ preventScroll: true });
}

function drawAdjudicationHead(view) {
  const { head, current, trouble, articles, at, left } = view;
  if (!current) {
    const words = trouble || "Nothing is coded yet.";
    return refill(head, h("p", { class: trouble ? "sb-alarm" : "sb-quiet" }, words));
  }
  const source = articles.find((each) => each.article === current.article);
  const about = [source?.headline, source?.outlet].filter(Boolean);
  const count = current.units.length;
  const here = count ? `${at + 1} of ${count}, ${current.left} left here` : "";
  const next = () => goToLeft(view, 1);
  refill(
    head,
    h("div", { class: "sa-which" }, h("b", {}, current.article), about.map((words) => ` · ${words}`)),
    h("div", { class: "sa-progress" }, [here, `${left} left in the study`].filter(Boolean).join(" · ")),
    h(
      "div",
      { class: "sa-tools", role: "toolbar", "aria-label": "Tools" },
      adjudicationTool("next undecided", "n", next, left ? "Next unit without a decision" : ""),
      adjudicationTool("undo", "u", () => stepAside(view, "undo"), current.undo && `Undo: ${current.undo}`),
      adjudicationTool("redo", "r", () => stepAside(view, "redo"), current.redo && `Redo: ${current.redo}`),
      adjudicationTool("keys", "?", () => toggleAdjudicationKeys(view), "All keys"),
    ),
  );
}

// A button with its key; without a title it is disabled.
function adjudicationTool(label, keyName, run, title) {
  const off = title ? undefined : "true";
  return button(label, () => title && run(), keyName, { title: title || undefined, "aria-disabled": off });
}

function toggleAdjudicationKeys(view) {
  view.helping = !view.helping;
  drawRules(view);
  (view.helping ? view.aside : view.pane).focus({ preventScroll: true });
}

export function drawAdjudicationKeys(aside) {
  const keys = ADJUDICATION_KEYS.map(([names, words]) => [h("dt", {}, h("kbd", {}, names)), h("dd", {}, words)]);
  refill(aside, h("h3", {}, "Keys"), h("dl", { class: "sa-keys" }, keys));
}

export function drawUnit(view) {
  const unit = unitOf(view);
  keepingAdjudicationFocus(view, () => {
    view.body.hidden = !unit;
    drawRules(view);
    if (!unit) return;
    drawPassage(view, unit);
    drawChoices(view, unit);
    drawTable(view, unit);
    drawDecision(view, unit);
  });
}

export function leaveScope(view) {
  Object.assign(view, { scope: "", editing: null });
}

export function goToVariable(view, name) {
  Object.assign(view, { scope: name, editing: null, trouble: "" });
  drawUnit(view);
}

function stepVariable(view, step) {
  const rows = [...view.table.querySelectorAll("tr[data-variable]")].map((row) => row.dataset.variable);
  const stops = ["", ...rows];
  goToVariable(view, stops[(stops.indexOf(view.scope) + step + stops.length) % stops.length]);
}

const ADJUDICATION_ACTIONS = {
  ArrowUp: (view) => goToUnit(view, view.at - 1),
  k: (view) => goToUnit(view, view.at - 1),
  ArrowDown: (view) => goToUnit(view, view.at + 1),
  j: (view) => goToUnit(view, view.at + 1),
  ArrowLeft: (view) => stepVariable(view, -1),
  ArrowRight: (view) => stepVariable(view, 1),
  n: (view) => goToLeft(view, 1),
  N: (view) => goToLeft(view, -1),
  "[": (view) => goBeside(view, -1).then(() => focusPane(view)),
  "]": (view) => goBeside(view, 1).then(() => focusPane(view)),
  Delete: (view) => takeBack(view),
  Backspace: (view) => takeBack(view),
  u: (view) => stepAside(view, "undo"),
  r: (view) => stepAside(view, "redo"),
  "/": ({ find }) => find.focus(),
  g: ({ list }) => list.focus(),
  "?": (view) => toggleAdjudicationKeys(view),
  Enter: ({ reason }) => reason.focus(),
  ...Object.fromEntries([0, 1, 2, 3, 4].map((digit) => [digit, (view) => choose(view, digit)])),
};

// Handle a key; return whether it has a meaning here.
function onAdjudicationKey(view, event) {
  const { key: name, target } = event;
  const control = event.ctrlKey || event.metaKey;
  if (name === "Enter" && control) return storeDecision(view), true;
  if (name === "Escape") return leaveOne(view), true;
  if (target.matches("input, textarea, select")) return false;
  if (control && name.toLowerCase() === "z") return stepAside(view, event.shiftKey ? "redo" : "undo"), true;
  if (control && name.toLowerCase() === "y") return stepAside(view, "redo"), true;
  if (control || event.altKey) return false;
  if (target.closest("button") && (name === "Enter" || name === " ")) return false;
  const run = pickingKey(view, name) ?? (Object.hasOwn(ADJUDICATION_ACTIONS, name) ? ADJUDICATION_ACTIONS[name] : null);
  run?.(view);
  return Boolean(run);
}

// The action of a key while a third version is made.
function pickingKey({ editing }, name) {
  if (editing && /^[1-9]$/.test(name)) return (view) => pickValue(view, Number(name) - 1);
  return editing?.variable === "condition" && name === "Enter" ? takePickedSet : null;
}

export function endKey(event) {
  event.preventDefault();
  event.stopPropagation();
}

// One step back: leave the third version, the field or the variable.
function leaveOne(view) {
  const { helping, editing, pane, find } = view;
  const active = document.activeElement;
  if (helping) view.helping = false;
  else if (editing) view.editing = null;
  else if (active === pane) view.scope = "";
  if (active === find) find.value = "";
  drawAdjudication(view);
  focusPane(view);
}
