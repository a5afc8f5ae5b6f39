// One case: what it is about, the choices, a table of what each coder has with the decision, and the reason.

import { inWords } from "../lib/codebook.js";
import { button, h } from "../lib/view.js";
import { choicesOf, codersOf, standing, variableOf } from "./choices.js";
import { choose, save, takeBack, typeReason } from "./decision.js";
import { draftOf, isReady, itemOf } from "./moves.js";
import { ABOUT, KIND, isNoted, notedInWords, valueInWords } from "./words.js";

export function caseOf(view) {
  const item = itemOf(view);
  if (!item) return null;
  return h("div.sa-body", about(view, item), choices(view, item), table(view, item), form(view, item));
}

function about(view, item) {
  const { codebook, names } = view;
  const actor = codebook.actors?.find(({ id }) => id === item.key?.actor)?.name ?? item.key?.actor;
  const issue = codebook.issues?.find(({ id }) => id === item.key?.issue)?.text;
  const noted = isNoted(item) && notedInWords(Object.values(item.codings).find(Boolean));
  const words = noted || `${actor} on ${inWords(item.key.issue)}`;
  const marks = codersOf(item).map((coder, at) => {
    const mark = h("span.sa-mark", { "data-coder": at + 1, "data-starts": at + 1 }, `${names[coder]}’s words`);
    return h("span", { key: coder }, mark, !item.codings[coder] && ": none");
  });
  return [
    h("p.sa-about", [
      h("span", h("b", words), issue && `: ${issue}`),
      h("span.sa-kind", [KIND[item.is][item.kind], view.current.own && h("b", " · you coded this yourself")]),
    ]),
    h("p.sa-key", marks),
  ];
}

const offOf = (view) => (isReady(view) && !view.busy ? undefined : "true");

function choices(view, item) {
  const { scope } = view;
  const label = h("span", `${ABOUT[scope] ?? inWords(scope)} ✕`);
  const ways = choicesOf(item, scope, draftOf(view), view.names);
  const wayButton = ({ key, label: words, take }) => {
    const props = { key, class: "sa-choice", "aria-disabled": offOf(view), "data-key": key };
    return button([h("kbd", String(key)), ` ${words}`], () => choose(view, take), "", props);
  };
  const back = { class: "sa-scope", title: "Back to the whole (Esc)" };
  return h("div.sa-choices", { role: "group", "aria-label": "Whose reading" }, [
    scope ? button(label, () => view.toVariable(""), "", back) : h("span.sa-scope", "the whole:"),
    ways.map(wayButton),
  ]);
}

// The variables that the table shows, those that differ first.
export function shownVariables(item, draft) {
  const isTold = ({ variable, cells }) => !(variable in ABOUT) && Object.values(cells).some(Boolean);
  const isChosen = ({ variable }) => draft.values[variable] !== undefined;
  const rows = item.variables.filter((row) => row.differs || row.decision || isChosen(row) || isTold(row));
  return [...rows.filter(({ differs }) => differs), ...rows.filter(({ differs }) => !differs)];
}

function table(view, item) {
  const coders = codersOf(item);
  const rows = shownVariables(item, draftOf(view));
  const heads = ["variable", ...coders.map((coder) => view.names[coder]), "decision"];
  const remarks = ["confidence", "note", "quote"].filter((name) => coders.some((coder) => item.codings[coder]?.[name]));
  const own = remarks.filter((name) => (name === "quote" ? isNoted(item) : !variableOf(item, name)));
  const head = h("tr", [heads.map((name) => h("th", { scope: "col", key: name }, name))]);
  const body = [rows.map((row) => tableRow(view, item, row)), own.map((name) => remarkRow(view, item, name))];
  return h("div.sa-table", h("table", { "data-coders": coders.length }, h("thead", head), h("tbody", body)));
}

function tableRow(view, item, row) {
  const { variable, differs } = row;
  const here = variable === view.scope;
  const props = { class: "sa-variable", "aria-pressed": String(here) };
  const name = button(ABOUT[variable] ?? inWords(variable), () => view.toVariable(variable), "", props);
  const look = [differs ? "sa-differs" : "sa-alike", here && "sa-in-focus"];
  return h("tr", { class: look, "data-variable": variable, key: variable }, [
    h("th", { scope: "row" }, name),
    codersOf(item).map((coder) => codedCell(view, item, row, coder)),
    decisionCell(view, item, row),
  ]);
}

// A coder's value; if the coders differ, a click takes it.
function codedCell(view, item, { variable, differs, cells }, coder) {
  const value = cells[coder];
  const words = value === "" && variable !== "presence" ? "" : valueInWords(variable, value);
  const missing = !item.codings[coder] && variable !== "presence";
  if (!differs || missing || variable === "all") return h("td", { dir: "auto", key: coder }, words);
  const now = standing(item, draftOf(view), variable);
  const taken = variable === "presence" ? now === (value || "absent") : now !== "" && now === value;
  const label = `take ${view.names[coder]}’s: ${inWords(variable)} ${words || "nothing"}`;
  const take = () => (view.toVariable(variable), choose(view, coder));
  const look = ["sa-take", taken && "sa-taken"];
  const props = { class: look, "aria-disabled": offOf(view), "aria-label": label, dir: "auto" };
  return h("td", { key: coder }, button(h("span", words || "nothing"), take, "", props));
}

function decisionCell(view, item, row) {
  const { variable, differs } = row;
  const draft = draftOf(view);
  const value = standing(item, draft, variable);
  const decided = isNoted(item) ? (item.result?.[variable] ?? "") : row.decision;
  const words = h("b", { dir: "auto" }, valueInWords(variable, value));
  const drafted = isNoted(item) ? Boolean(draft.verdict) && value !== decided : value !== decided;
  if (drafted) return h("td.sa-decision.sa-drafted", [value && words, h("span.sb-quiet", value && " not saved")]);
  if (!value) return h("td.sa-decision", differs && !item.done && h("span.sb-quiet", "to decide"));
  return h("td.sa-decision", [words, row.reason && h("span.sa-why", { dir: "auto" }, row.reason)]);
}

// A coder's remark; there is nothing to decide on it.
function remarkRow({ codebook }, item, name) {
  const known = codebook.variables?.confidence?.values ?? [];
  const meaning = (value) => known.find((each) => each.value === value)?.meaning;
  const words = (value) => (name === "confidence" && value && meaning(value) ? `${value}, ${meaning(value)}` : value);
  const cell = (coder) => h("td", { dir: "auto", key: coder }, words(item.codings[coder]?.[name] ?? ""));
  return h("tr.sa-remark", { key: name }, h("th", { scope: "row" }, name), codersOf(item).map(cell), h("td"));
}

// What stands for a fact or a source note as a whole: the verdict that is chosen or saved.
function verdictOf(view, item) {
  if (!isNoted(item)) return null;
  const { verdict, of, fact } = draftOf(view);
  const said = { left_out: "left out", merged: `held by ${fact ?? item.fact}` };
  const chosen = said[verdict] ?? (of && `as ${view.names[of]} has it`) ?? (verdict && "taken");
  const decided = item.decision && (said[item.decision] ?? `${item.decision}, as ${item.fact}`);
  return h("span.sa-verdict", chosen ? `${chosen}, not saved` : (decided ?? ""));
}

function form(view, item) {
  const { scope, trouble, prefix, current } = view;
  const id = `${prefix}-reason`;
  const alone = item.is === "statement" && scope;
  const isDecided = ({ variable, decision }) => decision && (!scope || variable === scope);
  const decided = isNoted(item) ? item.decision : item.variables.some(isDecided);
  const reasons = (current.reasons ?? []).slice(0, 9);
  const again = (words, at) =>
    button(words, () => (typeReason(view, words), view.reason.focus()), "", { key: words, "data-at": at, dir: "auto" });
  const saves = { class: "sa-save", "aria-disabled": offOf(view) ?? "false" };
  return h("div.sa-form", [
    h("div.sa-acts", [
      h("label.sa-because", { for: id }, alone ? `Why, on ${ABOUT[scope] ?? inWords(scope)}` : "Why"),
      verdictOf(view, item),
      decided && button("Take the decision back", () => takeBack(view), "", { class: "sa-back" }),
      button("Save and go on (Ctrl+Enter)", () => save(view), "", saves),
    ]),
    h("p.sa-alarm", { role: "alert", hidden: !trouble }, trouble),
    h("textarea.sa-reason", {
      ...{ id, rows: "2", dir: "auto", readOnly: !isReady(view), value: reasonOf(view, item) },
      ref: (node) => (view.reason = node),
      onInput: (event) => typeReason(view, event.target.value),
    }),
    reasons.length > 0 && h("details.sa-reasons", h("summary", "reasons given before"), reasons.map(again)),
  ]);
}

// The reason that the field shows: typed, or saved where it is one.
export function reasonOf(view, item = itemOf(view)) {
  const own = draftOf(view);
  if (isNoted(item)) return own.reason || item.reason;
  const { scope, editing } = view;
  if (scope && !editing?.whole) return own.reasons[scope] ?? variableOf(item, scope)?.reason ?? "";
  const saved = [...new Set(item.variables.filter(({ decision }) => decision).map(({ reason }) => reason))];
  return own.reason || (saved.length === 1 ? saved[0] : "");
}
