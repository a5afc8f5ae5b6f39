// One case: its sentence, the readings to choose from, and what each coder has, variable by variable.

import { inWords } from "../lib/codebook.js";
import { button, h, refill, shownSigns } from "../lib/elements.js";
import { focusPane, goToVariable } from "./adjudication.js";
import { choose, draftOf, offOf, variableOf } from "./decision.js";
import { ABOUT, adjudicatedValue, adjudicatedWords, KIND } from "./readings.js";

export function drawPassage({ passage, codebook }, unit) {
  const { actor: by, issue: on } = unit.key;
  const actor = codebook.actors?.find(({ id }) => id === by)?.name ?? by;
  const issue = codebook.issues?.find(({ id }) => id === on)?.text ?? "";
  const near = (text) => text && h("span", { class: "sa-near", dir: "auto" }, shownSigns(text));
  refill(
    passage,
    h(
      "p",
      { class: "sa-about" },
      h("span", {}, h("b", {}, `${actor} on ${inWords(on)}`), issue && `: ${issue}`),
      h("span", { class: "sa-kind" }, KIND[unit.kind]),
    ),
    h(
      "p",
      { class: "sa-text" },
      near(unit.before),
      " ",
      h("span", { class: "sa-n" }, unit.sentence),
      h("span", { class: "sa-words", dir: "auto" }, adjudicatedWords(unit.text, unit)),
      " ",
      near(unit.after),
    ),
    h("p", { class: "sa-key" }, ["a", "b"].map((coder) => wordsKey(unit, coder))),
  );
}

function wordsKey(unit, coder) {
  const words = h("span", { class: `sa-${coder}`, "data-starts": coder }, `coder_${coder}'s words`);
  return h("span", {}, words, !unit[coder] && ": none");
}

// The label of what each of the keys 0 to 4 does in the scope; null if it does nothing.
export function offersOf(view, unit) {
  const { scope } = view;
  const whole = !scope;
  const row = variableOf(view, scope);
  const takes = (coder) => {
    if (unit.kind !== "alone") return `coder_${coder}'s`;
    return `coder_${coder}: ${unit[coder] ? "keep" : "leave out"}`;
  };
  const alike = whole ? ["reread", "amended"].includes(unit.kind) : !row?.differs || scope === "all";
  const { values } = draftOf(view);
  const amended = (whole ? unit.variables : [row]).some(
    ({ variable, differs, decision }) => !differs && (decision || values[variable] !== undefined),
  );
  const reread = unit.kind === "reread";
  return {
    1: alike ? (amended && !(whole && reread) ? "as coded" : null) : takes("a"),
    2: alike ? null : takes("b"),
    3: scope === "presence" || scope === "all" ? null : "a third version",
    4: "neither",
    0: reread && (whole || scope === "all") ? "upheld" : null,
  };
}

export function drawChoices(view, unit) {
  const { scope, choices } = view;
  const offered = offersOf(view, unit);
  const toWhole = () => (goToVariable(view, ""), focusPane(view));
  const label = `${ABOUT[scope] ?? scope} ✕`;
  refill(
    choices,
    scope
      ? button(label, toWhole, "", { class: "sa-scope", title: "Back to the whole (Esc)" })
      : h("span", { class: "sa-scope" }, "the whole:"),
    [1, 2, 3, 4, 0].filter((digit) => offered[digit]).map((digit) => choiceButton(view, digit, offered[digit])),
  );
}

function choiceButton(view, digit, label) {
  const props = { type: "button", class: "sa-choice", "aria-disabled": offOf(view), "data-key": digit };
  return h("button", { ...props, on: { click: () => choose(view, digit) } }, h("kbd", {}, digit), ` ${label}`);
}

export function drawTable(view, unit) {
  const { values } = draftOf(view);
  const rows = unit.variables.filter(
    ({ variable, differs, decision }) => !(variable in ABOUT) || differs || decision || values[variable] !== undefined,
  );
  const inFront = (row) => (row.differs ? 0 : 1);
  rows.sort((one, other) => inFront(one) - inFront(other));
  const heads = ["variable", "coder_a", "coder_b", "decision"].map((name) => h("th", { scope: "col" }, name));
  const remarks = ["confidence", "note"].filter((name) => unit.a?.[name] || unit.b?.[name]);
  const body = [rows.map((row) => tableRow(view, row)), remarks.map((name) => remarkRow(view, unit, name))];
  refill(view.table, h("table", {}, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, body)));
}

function tableRow(view, row) {
  const { variable, differs } = row;
  const here = variable === view.scope;
  const go = () => (goToVariable(view, variable), focusPane(view));
  const props = { class: "sa-variable", "aria-pressed": String(here) };
  const names = [differs ? "sa-differs" : "sa-alike", here && "sa-in-focus"].filter(Boolean).join(" ");
  return h(
    "tr",
    { class: names, "data-variable": variable },
    h("th", { scope: "row" }, button(ABOUT[variable] ?? variable, go, "", props)),
    ["a", "b"].map((coder) => codedCell(view, row, coder)),
    decisionCell(view, row),
  );
}

function decisionCell(view, { variable, differs, decision, reason }) {
  const drafted = draftOf(view).values[variable];
  const words = (value) => h("b", { dir: "auto" }, adjudicatedValue(variable, value));
  const quiet = (text) => h("span", { class: "sb-quiet" }, text);
  if (drafted !== undefined && drafted !== decision)
    return h("td", { class: "sa-decision sa-drafted" }, words(drafted), quiet(" not saved"));
  const why = () => h("span", { class: "sa-why", dir: "auto" }, reason);
  const content = decision ? [words(decision), why()] : differs && quiet("to decide");
  return h("td", { class: "sa-decision" }, content);
}

// A coder's value; if the coders differ, a click takes it.
function codedCell(view, row, coder) {
  const { variable, differs, decision } = row;
  const value = row[coder];
  const words = value === "" && variable !== "presence" ? "" : adjudicatedValue(variable, value);
  if (!differs || variable === "all") return h("td", { dir: "auto" }, words);
  const take = () => (goToVariable(view, variable), choose(view, coder === "a" ? 1 : 2));
  const chosen = draftOf(view).values[variable] ?? decision;
  const absent = variable === "presence" && value === "" && chosen === "absent";
  const look = absent || (chosen !== "" && chosen === value) ? "sa-take sa-taken" : "sa-take";
  const label = `take coder_${coder}'s: ${variable} ${words || "nothing"}`;
  const props = { class: look, "aria-disabled": offOf(view), "aria-label": label, dir: "auto" };
  return h("td", {}, button(h("span", {}, words || "nothing"), take, "", props));
}

// A coder's remark; there is nothing to decide on it.
function remarkRow({ codebook }, unit, name) {
  const known = codebook.variables?.confidence?.values ?? [];
  const meaning = (value) => known.find((each) => each.value === value)?.meaning;
  const words = (value) => (name === "confidence" && value && meaning(value) ? `${value}, ${meaning(value)}` : value);
  const cells = ["a", "b"].map((coder) => h("td", { dir: "auto" }, words(unit[coder]?.[name] ?? "")));
  return h("tr", { class: "sa-remark" }, h("th", { scope: "row" }, name), cells, h("td"));
}
