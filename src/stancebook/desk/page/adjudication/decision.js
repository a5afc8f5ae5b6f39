// The decision on a case: its draft, the form with the reason, and the requests to the kernel. A draft holds what is
// chosen and not yet saved: values by variable, a reason for all of them, and reasons for single ones.

import { drawAdjudication, drawUnit, focusPane, keepingAdjudicationFocus } from "./adjudication.js";
import { offersOf } from "./case.js";
import {
  drawCaseList,
  goToLeft,
  openDisputes,
  rereadCases,
  showCases,
  takeDisputes,
  takeOverview,
  unitName,
  unitOf,
} from "./case_list.js";
import { ABOUT } from "./readings.js";
import { beginThird } from "./rules.js";

const DRAFTED = "adjudication "; // the prefix of a unit's name in browser storage

// The draft of the current case; `change`, if given, changes and stores it.
export function draftOf(view, change) {
  const name = unitName(unitOf(view));
  const own = view.drafts.get(name) ?? { values: {}, reasons: {}, reason: "" };
  if (!change || !name) return own;
  change(own);
  view.drafts.set(name, own);
  view.storage().keepDraft(DRAFTED + name, own);
  return own;
}

function forgetDraft({ drafts, storage }, name) {
  drafts.delete(name);
  storage().dropDraft(DRAFTED + name);
}

export function recallDrafts({ drafts, storage }) {
  for (const { id, ...own } of storage().drafts())
    if (id.startsWith(DRAFTED) && own.values) drafts.set(id.slice(DRAFTED.length), own);
}

// Remove from the draft what was saved.
function dropDecided(view, name, decisions) {
  const own = view.drafts.get(name);
  if (!own) return;
  for (const { variable } of decisions) {
    delete own.values[variable];
    delete own.reasons[variable];
  }
  if (!Object.keys(own.values).length) forgetDraft(view, name);
}

export const variableOf = (view, name) => unitOf(view)?.variables.find(({ variable }) => variable === name);
const isReady = ({ current, silent }) =>
  Boolean(current?.open && current.frozen === "frozen" && !current.waits.length && !silent);
// The value of aria-disabled; `disabled` would lose the focus.
export const offOf = (view) => (isReady(view) && !view.busy ? undefined : "true");

// Put what a digit offers into the draft: for the variable in focus, or for the whole.
export function choose(view, digit) {
  const unit = unitOf(view);
  if (!unit || !isReady(view) || view.busy || !offersOf(view, unit)[digit]) return;
  view.trouble = "";
  if (digit === 3) return beginThird(view, unit);
  view.editing = null;
  const whole = digit === 4 || digit === 0 || !view.scope;
  const values = takenValues(view, unit, digit);
  draftOf(view, (own) => {
    own.values = whole ? values : { ...own.values, ...values };
    for (const { variable, differs, decision, a, b } of unit.variables)
      if (!differs && !decision && own.values[variable] === (a || b)) delete own.values[variable]; // the value stays as coded
  });
  if (whole) view.scope = "";
  drawCaseList(view);
  drawUnit(view);
  view.reason.focus();
}

// The values of a digit: upheld, neither, or those of one coder.
function takenValues(view, unit, digit) {
  if (digit === 0) return { all: "upheld" };
  if (digit === 4) return { presence: "absent", ...(unit.kind === "reread" && { all: "amended" }) };
  const coder = digit === 1 ? "a" : "b";
  const concerned = ({ variable, differs, decision }) => variable !== "all" && (differs || decision);
  const rows = view.scope ? [variableOf(view, view.scope)] : unit.variables.filter(concerned);
  return Object.fromEntries(rows.map((row) => [row.variable, takenValue(unit, row, coder)]));
}

// The value that a coder has; if one coder alone has the statement, its value counts for both.
function takenValue(unit, row, coder) {
  if (row.variable === "presence") return row[coder] || "absent";
  return unit.kind === "alone" ? row.a || row.b : row[coder];
}

export function drawDecision(view, unit) {
  const { scope, editing, reason, because, save, back, alarm, trouble } = view;
  const own = draftOf(view);
  const saved = unit.variables.filter(({ decision }) => decision);
  const whole = new Set(saved.map((row) => row.reason)).size === 1 ? saved[0].reason : "";
  const alone = scope && !editing?.whole;
  const words = alone ? (own.reasons[scope] ?? variableOf(view, scope)?.reason ?? "") : own.reason || whole;
  if (reason.value !== words) reason.value = words;
  because.textContent = alone ? `Why, on ${ABOUT[scope] ?? scope}` : "Why";
  reason.readOnly = !isReady(view);
  save.setAttribute("aria-disabled", offOf(view) ?? "false");
  keepingAdjudicationFocus(view, () => (back.hidden = !(scope ? variableOf(view, scope)?.decision : saved.length)));
  alarm.textContent = trouble;
  alarm.hidden = !trouble;
}

export function onReason(view) {
  const { scope, editing, reason, trouble } = view;
  draftOf(view, (own) => {
    if (scope && !editing?.whole) own.reasons[scope] = reason.value;
    else own.reason = reason.value;
  });
  if (!trouble) return;
  view.trouble = "";
  drawDecision(view, unitOf(view));
}

// The decisions to save: the draft's values with their reasons; if only the reason is new, the earlier decisions.
function decisionsOf(view) {
  const { scope, reason } = view;
  const own = draftOf(view);
  const inScope = (name) => !scope || name === scope || !variableOf(view, scope)?.differs;
  const names = Object.keys(own.values).filter(inScope);
  const standing = ({ variable, decision }) => decision && (!scope || variable === scope);
  const bare = names.length ? [] : unitOf(view).variables.filter(standing);
  const given = (name) => own.reasons[name]?.trim() || own.reason.trim() || reason.value.trim();
  const why = (name) => given(name) || variableOf(view, name).reason;
  return [
    ...names.map((name) => ({ variable: name, decision: own.values[name], reason: why(name) })),
    ...bare.map(({ variable, decision }) => ({ variable, decision, reason: why(variable) })),
  ];
}

export async function storeDecision(view) {
  const unit = unitOf(view);
  if (!unit || !isReady(view) || view.busy) return;
  const decisions = decisionsOf(view);
  if (!decisions.length)
    return complain(view, "nothing is chosen yet; take a reading with 1 to 4, or a value of the table", view.pane);
  if (decisions.some((one) => !one.reason))
    return complain(view, "the decision has no reason; write why", view.reason);
  const name = unitName(unit);
  const shown = Object.fromEntries(unit.variables.map(({ variable, a, b }) => [variable, [a, b]]));
  const reply = await writeAside(view, "decide", { key: unit.key, decisions, shown });
  if (reply.kind === "silent") view.silent = { name, decisions };
  if (!reply.ok) return drawUnit(view);
  dropDecided(view, name, decisions);
  takeDisputes(view, reply, name);
  goOn(view, name);
}

function complain(view, words, field) {
  view.trouble = words;
  drawDecision(view, unitOf(view));
  field.focus();
}

// After a save go to the next open variable of the case, else to the next open case.
export function goOn(view, name) {
  const unit = unitOf(view);
  if (!unit || unitName(unit) !== name || unit.done) return goToLeft(view, 1);
  const { values } = draftOf(view);
  const open = unit.variables.find(({ differs, decision, variable }) => differs && !decision && !(variable in values));
  view.scope = view.scope && open ? open.variable : "";
  drawUnit(view);
  focusPane(view);
}

export async function takeBack(view) {
  const { scope, busy } = view;
  const unit = unitOf(view);
  const some = unit?.variables.some(({ variable, decision }) => decision && (!scope || variable === scope));
  if (!some || busy) return;
  const reply = await writeAside(view, "undecide", { key: unit.key, variables: scope ? [scope] : [] });
  if (!reply.ok) return;
  forgetDraft(view, unitName(unit));
  takeDisputes(view, reply, unitName(unit));
  focusPane(view);
}

// Write something other than a decision on the current case.
export async function actAside(view, verb, params) {
  const reply = await writeAside(view, verb, params);
  if (!reply.ok) return;
  if (verb === "freeze") {
    takeOverview(view, reply);
    await openDisputes(view, view.current.article, { keep: true });
  } else if (reply.units)
    takeDisputes(view, reply, reply.article === view.current?.article ? unitName(unitOf(view)) : null);
  else await showCases(view);
  if (reply.what) view.say(`${verb === "undo" ? "undone" : "done again"}: ${reply.what}`);
  focusPane(view);
}

// Undo or redo the last act, on any article.
export function stepAside(view, verb) {
  return actAside(view, verb, { article: view.current?.article });
}

// Send a request that writes. If it fails, the draft stays, and the form shows why.
async function writeAside(view, verb, params) {
  view.busy = true;
  drawUnit(view);
  const reply = await view.ask(verb, params);
  view.busy = false;
  view.trouble = reply.ok ? "" : reply.why;
  if (reply.ok) return reply;
  drawAdjudication(view);
  if (!view.body.hidden) (verb === "decide" ? view.reason : view.pane).focus({ preventScroll: true });
  return reply;
}

// Handle an answer that came after the time limit.
export async function takeLateDecision(view, message, reply) {
  const { silent } = view;
  if (silent) {
    Object.assign(view, { silent: null, trouble: reply.ok ? "" : reply.why });
    if (reply.ok && message.ask === "decide") dropDecided(view, silent.name, silent.decisions);
  }
  await rereadCases(view);
}
