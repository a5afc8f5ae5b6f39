// What can be chosen for a case, and the values of a choice. A draft holds what is chosen and not saved: { values: { variable:
// value }, of: the coder whose fact or source note is taken, verdict: left_out or merged, reason, reasons: { variable: reason } }.

import { KIND_NAMES } from "../lib/codebook.js";
import { ABOUT, isNoted } from "./words.js";

const noDraft = { values: {}, reasons: {}, reason: "" };

export const emptyDraft = () => structuredClone(noDraft);
export const codersOf = (item) => Object.keys(item.codings);
export const variableOf = (item, name) => item.variables.find(({ variable }) => variable === name);
const isAlike = (item) => ["reread", "amended", "alike"].includes(item.kind);

// The value that the coders who have a row agree on, or the first of them.
const asCoded = ({ cells }) => Object.values(cells).find((cell) => cell && cell !== "unread") ?? "";

// The choices for a case as a whole, or for one variable, the scope: { key, label, take }, where `take` is a coder, or
// third, neither, merged, upheld. Each coder has the same digit in every case; a choice without a label is not there.
export function choicesOf(item, scope, draft, names) {
  const coders = codersOf(item);
  const row = scope && variableOf(item, scope);
  const alike = scope ? !row?.differs || scope === "all" : isAlike(item);
  const ways = coders.map((coder, at) => ({ key: at + 1, take: coder, label: labelOf(item, coder, row, names) }));
  if (alike) {
    const amended = (scope ? [row].filter(Boolean) : item.variables).some(
      ({ variable, differs, decision }) => !differs && (decision || draft.values[variable] !== undefined),
    );
    const label = item.kind === "alike" ? "take it" : amended && (scope || item.kind !== "reread") ? "as coded" : "";
    ways.splice(0, ways.length, { key: 1, take: coders.find((coder) => item.codings[coder]), label });
  }
  const [third, neither, merged] = [1, 2, 3].map((more) => coders.length + more);
  ways.push({ key: third, take: "third", label: scope in ABOUT ? "" : "another version" });
  if (isNoted(item)) {
    if (!scope) ways.push({ key: neither, take: "neither", label: "leave it out" });
    const other = item.known.length ? `another ${KIND_NAMES[item.is]} holds it` : "";
    if (!scope) ways.push({ key: merged, take: "merged", label: other });
  } else {
    ways.push({ key: neither, take: "neither", label: "no statement" });
    ways.push({ key: 0, take: "upheld", label: item.kind === "reread" && (!scope || scope === "all") ? "upheld" : "" });
  }
  return ways.filter(({ label }) => label);
}

function labelOf(item, coder, row, names) {
  const has = item.codings[coder];
  if (isNoted(item)) return has ? `${names[coder]}’s` : "";
  if (item.kind !== "alone" || (row && row.variable !== "presence")) return has ? `${names[coder]}’s` : "";
  return `${names[coder]}: ${has ? "keep" : "leave out"}`;
}

// The draft after a choice.
export function chosen(item, scope, draft, take) {
  const next = { ...draft, values: { ...draft.values } };
  if (isNoted(item)) return chosenFact(item, scope, next, take);
  const whole = !scope || take === "upheld" || take === "neither";
  const values = takenValues(item, scope, take);
  next.values = whole ? values : { ...next.values, ...values };
  for (const row of item.variables) {
    const same = next.values[row.variable] === asCoded(row);
    if (!row.differs && !row.decision && same) delete next.values[row.variable]; // the value stays as coded
  }
  return next;
}

function takenValues(item, scope, take) {
  if (take === "upheld") return { all: "upheld" };
  if (take === "neither") return { presence: "absent", ...(item.kind === "reread" && { all: "amended" }) };
  if (!item.codings[take]) return { presence: "absent" };
  const concerned = ({ variable, differs, decision }) => variable !== "all" && (differs || decision);
  const rows = scope ? [variableOf(item, scope)] : item.variables.filter(concerned);
  return Object.fromEntries(rows.map(({ variable, cells }) => [variable, cells[take]]));
}

function chosenFact(item, scope, draft, take) {
  if (take === "neither") return { ...draft, verdict: "left_out", values: {}, of: undefined };
  if (!scope) return { ...draft, verdict: "kept", of: take, values: {} };
  return withValue(item, draft, scope, item.codings[take][scope]);
}

// The draft with another value of a variable, and with what follows for the case as a whole.
export function withValue(item, draft, variable, value) {
  const next = { ...draft, values: { ...draft.values, [variable]: value } };
  if (variable === "fact") return { ...draft, verdict: "merged", fact: value, values: {}, of: undefined };
  if (isNoted(item)) {
    const of = draft.of ?? codersOf(item).find((coder) => item.codings[coder]);
    if (item.codings[of][variable] === value) delete next.values[variable];
    return { ...next, verdict: "kept", of };
  }
  if (next.values.presence === "absent") delete next.values.presence;
  if (next.values.all === "upheld") delete next.values.all;
  const row = variableOf(item, variable);
  if (row.differs || value === asCoded(row)) return next;
  if (item.kind === "reread" && variableOf(item, "all").decision !== "amended") next.values.all = "amended";
  if (item.kind === "alone" && variableOf(item, "presence").decision !== "present") next.values.presence = "present";
  return next;
}

// The value that stands for a variable: chosen, decided, or "".
export function standing(item, draft, variable) {
  if (!isNoted(item)) return draft.values[variable] ?? variableOf(item, variable)?.decision ?? "";
  if (draft.verdict && draft.verdict !== "kept") return "";
  if (draft.of) return draft.values[variable] ?? item.codings[draft.of][variable];
  return item.result?.[variable] ?? "";
}

export const isBegun = (draft) => Boolean(draft && (draft.verdict || Object.keys(draft.values).length));

// The request that saves a draft: { verb, params, decisions, lacks: what is missing, "" if nothing }.
export function requestOf(item, scope, draft, typed) {
  return isNoted(item) ? factRequest(item, draft, typed) : statementRequest(item, scope, draft, typed);
}

function factRequest(item, draft, typed) {
  const decided = item.decision === "amended" ? "kept" : item.decision;
  const { verdict = decided, of, values: row, fact = item.fact } = draft;
  const reason = (draft.reason || typed || item.reason).trim();
  const params = { article: item.article, is: item.is, facts: item.facts, decision: verdict, of, row, fact, reason };
  const compared = Object.keys(row).some((name) => variableOf(item, name).compared);
  const bare = item.kind === "alike" && !compared && verdict === "kept"; // no decision is on file of it
  return { verb: "decide_fact", params, decisions: [], lacks: !verdict ? "choice" : reason || bare ? "" : "reason" };
}

// The draft's values with their reasons; if only the reason is new, the earlier decisions.
function statementRequest(item, scope, draft, typed) {
  const inScope = (name) => !scope || name === scope || !variableOf(item, scope)?.differs;
  const names = Object.keys(draft.values).filter(inScope);
  const earlier = ({ variable, decision }) => decision && (!scope || variable === scope);
  const bare = names.length ? [] : item.variables.filter(earlier);
  const why = (name) =>
    draft.reasons[name]?.trim() || draft.reason.trim() || typed.trim() || variableOf(item, name).reason;
  const decisions = [
    ...names.map((name) => ({ variable: name, decision: draft.values[name], reason: why(name) })),
    ...bare.map(({ variable, decision }) => ({ variable, decision, reason: why(variable) })),
  ];
  const shown = Object.fromEntries(item.variables.map(({ variable, cells }) => [variable, cells]));
  const lacks = !decisions.length ? "choice" : decisions.some(({ reason }) => !reason) ? "reason" : "";
  return { verb: "decide", params: { key: item.key, decisions, shown }, decisions, lacks };
}
