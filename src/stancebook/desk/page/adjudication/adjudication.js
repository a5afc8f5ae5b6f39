// Adjudication: what the coders have of a case, the decision on it and its reason, beside the whole article.
// `view` holds what the parts share: the requests to the kernel, what is shown, and the nodes that take the focus.

import { keyName, usedUp } from "../lib/parts.js";
import { button, draw, h } from "../lib/view.js";
import { articleOf, scrollToCase } from "./article.js";
import { asideOf } from "./aside.js";
import { blockersOf } from "./blockers.js";
import { caseOf, reasonOf, shownVariables } from "./case.js";
import { chooseDigit, reread, save, step, takeBack, takeLate, typeReason } from "./decision.js";
import { pickDigit, takeSet } from "./editing.js";
import { listsOf } from "./lists.js";
import {
  draftOf,
  goBeside,
  goToItem,
  goToLeft,
  isReady,
  itemOf,
  leaveScope,
  recallDrafts,
  showCases,
} from "./moves.js";

export function adjudicationView({ ask, say, idle, storage, codebook }) {
  const node = document.createElement("div");
  node.className = "sa";
  const view = {
    ...{ ask, say, idle, storage, codebook, node },
    prefix: `sa-${Math.random().toString(36).slice(2, 8)}`, // of the elements' ids: a page may hold two desks
    drafts: new Map(),
    names: {}, // of coders and adjudicators
    articles: [],
    find: "", // the words that articles are searched by
    left: 0, // in the study
    next: "", // what comes next where nothing is left
    unfinished: "",
    current: null, // the article in view
    items: [], // its cases
    at: 0, // the case in view
    scope: "", // the variable in focus, or "" for the whole
    editing: null, // the version being made: { variable, rest, members, whole }
    beside: "", // keys, agreement or comments, in place of the codebook
    agreement: [],
    trouble: "",
    busy: false, // something is being written
    silent: null, // what the kernel has not answered
    moves: Promise.resolve(),
    focus: () => view.pane?.focus({ preventScroll: true }),
    toVariable: (name) => toVariable(view, name),
    showAside: (name) => showAside(view, name),
    redraw: () => redraw(view),
  };
  const settle = () => view.focus();
  node.addEventListener("keydown", (event) => onAdjudicationKey(view, event) && usedUp(event));
  recallDrafts(view);
  view.redraw();
  return {
    node,
    async show(article) {
      view.parent = node.parentElement; // the desk passes its focus on
      view.parent.addEventListener("focus", settle);
      await showCases(view, article);
      if ([document.body, view.parent].includes(document.activeElement)) settle();
    },
    changed: () => reread(view),
    late: (message, reply) => takeLate(view, message, reply),
    close: () => view.parent?.removeEventListener("focus", settle),
    focus: settle,
  };
}

function redraw(view) {
  const hadFocus = view.node.contains(document.activeElement);
  const before = view.shown;
  draw([listsOf(view), paneOf(view), asideOf(view)], view.node);
  const now = document.activeElement;
  if (hadFocus && !(view.node.contains(now) && now.checkVisibility())) view.focus();
  view.shown = itemOf(view)?.name;
  if (view.shown !== before) scrollToCase(view);
}

function paneOf(view) {
  const props = { tabindex: "0", "aria-label": "The case to decide on", "data-pane": "text" };
  return h("section.sa-unit", { ...props, ref: (node) => (view.pane = node) }, [
    headOf(view),
    h("div.sa-notices", blockersOf(view)),
    view.current?.open && articleOf(view),
    caseOf(view),
  ]);
}

function headOf(view) {
  const { current, trouble, articles, items, at, left } = view;
  if (!current) {
    const words = trouble || view.next || "Nothing is coded yet.";
    return h("div.sa-head", h("p", { class: trouble ? "sb-alarm" : "sb-quiet" }, words));
  }
  const source = articles.find((each) => each.article === current.article);
  const about = [source?.headline, source?.outlet].filter(Boolean);
  const here = items.length ? `${at + 1} of ${items.length}, ${current.left} left here` : "";
  const tool = (label, keyName, run, words) =>
    button(label, run, keyName, { title: words || undefined, "aria-disabled": words ? undefined : "true" });
  return h("div.sa-head", [
    h("div.sa-which", [h("b", current.article), about.map((words) => ` · ${words}`)]),
    h("div.sa-progress", [here, `${left} left in the study`].filter(Boolean).join(" · ")),
    h("div.sa-tools", { role: "toolbar", "aria-label": "Tools" }, [
      tool("next undecided", "Page down", () => goToLeft(view, 1), left && "Next case without a decision"),
      tool("undo", "Ctrl+Z", () => step(view, "undo"), current.undo && `Undo: ${current.undo}`),
      tool("redo", "Ctrl+Y", () => step(view, "redo"), current.redo && `Redo: ${current.redo}`),
    ]),
  ]);
}

function toVariable(view, name) {
  Object.assign(view, { scope: name, editing: null, trouble: "", beside: "" });
  view.redraw();
  view.focus();
}

function stepVariable(view, by) {
  const item = itemOf(view);
  if (!item) return;
  const stops = ["", ...shownVariables(item, draftOf(view)).map(({ variable }) => variable)];
  toVariable(view, stops[(stops.indexOf(view.scope) + by + stops.length) % stops.length]);
}

async function showAside(view, name) {
  view.beside = view.beside === name ? "" : name;
  view.editing = null;
  if (view.beside === "agreement") {
    const reply = await view.ask("agreement");
    view.agreement = reply.ok ? reply.rows : [];
  }
  view.redraw();
  const field = view.beside === "comments" && view.aside.querySelector("textarea");
  (field || (view.beside ? view.aside : view.pane)).focus({ preventScroll: true });
}

const ACTIONS = {
  ArrowUp: (view) => goToItem(view, view.at - 1),
  ArrowDown: (view) => goToItem(view, view.at + 1),
  ArrowLeft: (view) => stepVariable(view, -1),
  ArrowRight: (view) => stepVariable(view, 1),
  PageDown: (view) => goToLeft(view, 1),
  PageUp: (view) => goToLeft(view, -1),
  Delete: takeBack,
  Backspace: takeBack,
  "/": ({ finder }) => finder.focus(),
  "?": (view) => view.showAside("keys"),
  Enter: (view) => view.reason?.focus(),
};

// Handle a key; return whether it is used up here. No letter is a command: one that is typed beside the reason goes into it.
function onAdjudicationKey(view, event) {
  const { key, target, shiftKey } = event;
  const control = event.ctrlKey || event.metaKey;
  if (key === "Enter" && control) return (save(view), true);
  if (key === "Escape") return (leaveOne(view), true);
  if (target.matches("input, textarea, select")) return false;
  if (control && key.toLowerCase() === "z") return (step(view, shiftKey ? "redo" : "undo"), true);
  if (control && key.toLowerCase() === "y") return (step(view, "redo"), true);
  if (control || event.altKey || ["Tab", "Shift"].includes(key)) return false;
  if (target.closest("button, summary") && (key === "Enter" || key === " ")) return false;
  if (target.closest(".sa-text") && /^(Arrow(Up|Down)|Page|Home|End)/.test(key)) return false; // it scrolls
  if (shiftKey && (key === "ArrowDown" || key === "ArrowUp"))
    return (goBeside(view, key === "ArrowDown" ? 1 : -1).then(view.focus), true);
  if (view.editing?.variable === "condition" && key === "Enter") return (takeSet(view), true);
  if (/^[0-9]$/.test(key))
    return (view.editing && key !== "0" ? pickDigit(view, Number(key) - 1) : chooseDigit(view, Number(key)), true);
  if (Object.hasOwn(ACTIONS, key)) return (ACTIONS[key](view), true);
  return typed(view, key);
}

// A character that is typed on the case belongs to its reason; where none can be given it says that it does nothing.
function typed(view, key) {
  if ([...key].length > 1) return false;
  if (!itemOf(view) || !isReady(view)) return (view.idle(`“${key}” does nothing here; ? shows the keys`), true);
  typeReason(view, reasonOf(view) + key);
  view.reason.focus();
  view.reason.setSelectionRange(view.reason.value.length, view.reason.value.length);
  return true;
}

// One step back: leave the version being made, the field, or the variable.
function leaveOne(view) {
  const active = document.activeElement;
  if (view.editing) view.editing = null;
  else if (view.beside) view.beside = "";
  else if (active === view.pane) leaveScope(view);
  if (active === view.finder) view.find = "";
  view.trouble = "";
  view.redraw();
  view.focus();
}
