// The rules beside a case: the codebook on the variable in focus, and its values for a third version.

import { button, h, key, refill } from "../lib/elements.js";
import { drawAdjudicationKeys, drawUnit, endKey, focusPane } from "./adjudication.js";
import { drawCaseList, unitOf } from "./case_list.js";
import { draftOf, drawDecision, variableOf } from "./decision.js";
import { ABOUT, adjudicatedValue } from "./readings.js";

const AGAIN = "Read the sentence again as if it were new. Uphold what both have, or amend what is wrong in it.";
const PICK_HINT = {
  speaker: "Write the speaker, then press Enter.",
  condition: "Press the numbers of all that apply, then Enter.",
};

export function drawRules(view) {
  const { aside, helping, editing, scope, codebook } = view;
  const unit = unitOf(view);
  if (helping) return drawAdjudicationKeys(aside);
  if (!unit) return refill(aside);
  const name = editing?.variable ?? (scope || firstDue(unit));
  const known = codebook.variables?.[name];
  const { unit: rule, include, exclude } = codebook;
  const rules = { presence: [rule, include, exclude], all: [AGAIN] }[name] ?? [known?.rule];
  const picking = editing && editing.variable === name;
  refill(
    aside,
    h("h3", {}, ABOUT[name] ?? name),
    picking && h("p", { class: "sa-hint" }, PICK_HINT[name] ?? "Press the number of the value, or click it."),
    rules.map((text) => text && h("p", { dir: "auto" }, text)),
    picking && name === "speaker" ? speakerField(view, unit) : valuesOf(view, name, known?.values ?? [], picking),
  );
}

const firstDue = (unit) => unit.variables.find(({ differs }) => differs)?.variable ?? "position";

function speakerField(view, unit) {
  const value = draftOf(view).values.speaker ?? unit.a?.speaker ?? unit.b?.speaker ?? "";
  const input = h("input", { class: "sa-speaker", type: "text", value, dir: "auto", "aria-label": "Speaker" });
  const take = () => takePicked(view, "speaker", input.value.trim());
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    endKey(event);
    take();
  });
  return h("div", { class: "sa-ask" }, input, button("Take it", take));
}

function valuesOf(view, name, values, picking) {
  if (!values.length) return null;
  const row = (each, place) => h("li", {}, (picking ? valueButton : valueWords)(view, name, each, place));
  const list = h("ul", { class: picking ? "sa-values sa-picking" : "sa-values" }, values.map(row));
  const takeSet = () => takePickedSet(view);
  return [list, picking && name === "condition" && button("Take these (Enter)", takeSet, "", { class: "sa-take-set" })];
}

function valueWords(_, name, { value, meaning }) {
  return [h("b", {}, adjudicatedValue(name, value)), h("span", { dir: "auto" }, ` ${meaning}`)];
}

function valueButton(view, name, each, place) {
  const set = name === "condition";
  const ticked = view.editing.members.includes(each.value);
  const standing = draftOf(view).values[name] ?? variableOf(view, name)?.decision;
  const current = !set && standing === each.value ? "true" : undefined;
  const box = set && h("span", { class: "sa-box" }, ticked ? "☑ " : "☐ ");
  const props = { class: "sa-value", "aria-pressed": set ? String(ticked) : undefined, "aria-current": current };
  const label = [key(place + 1), " ", box, valueWords(view, name, each)];
  return button(label, () => pickValue(view, place), "", props);
}

// Begin a third version: of the variable in focus, or of each variable that differs in turn.
export function beginThird(view, unit) {
  const { scope } = view;
  const open = unit.variables.filter(({ differs, variable }) => differs && !(variable in ABOUT));
  const due = open.map(({ variable }) => variable);
  const queue = scope ? [scope] : due.length ? due : ["position"];
  editVariable(view, queue[0], queue.slice(1), !scope && due.length > 0);
}

function editVariable(view, variable, rest, whole) {
  const unit = unitOf(view);
  const standing = draftOf(view).values[variable] ?? variableOf(view, variable)?.decision;
  const members = (standing || unit.a?.[variable] || unit.b?.[variable] || "").split(" ").filter(Boolean);
  Object.assign(view, { scope: variable, editing: { variable, rest, members, whole } });
  drawUnit(view);
  view.pane.scrollTop = 0;
  if (variable === "speaker") view.aside.querySelector("input").focus();
  else focusPane(view);
}

export function pickValue(view, place) {
  const { editing, codebook } = view;
  const value = codebook.variables?.[editing.variable]?.values?.[place]?.value;
  if (value === undefined) return;
  if (editing.variable !== "condition") return takePicked(view, editing.variable, value);
  const members = new Set(editing.members);
  if (value === "none") members.clear();
  else members.delete("none");
  if (!members.delete(value)) members.add(value);
  editing.members = [...members];
  drawRules(view);
  focusPane(view);
}

export function takePickedSet(view) {
  takePicked(view, "condition", [...view.editing.members].sort().join(" "));
}

function takePicked(view, variable, value) {
  if (!value) {
    const empty = "the speaker is empty; write - where nobody is named";
    view.trouble = variable === "speaker" ? empty : "choose at least one, or none";
    return drawDecision(view, unitOf(view));
  }
  const { rest, whole } = view.editing;
  view.trouble = "";
  draftOf(view, (own) => putThird(view, own, variable, value));
  drawCaseList(view);
  if (rest.length) return editVariable(view, rest[0], rest.slice(1), whole);
  Object.assign(view, { editing: null, scope: whole ? "" : view.scope });
  drawUnit(view);
  view.reason.focus();
}

// Put a value into a draft, with its consequences for the case as a whole.
function putThird(view, own, variable, value) {
  const { kind } = unitOf(view);
  const { differs, a, b } = variableOf(view, variable);
  if (own.values.presence === "absent") delete own.values.presence;
  if (own.values.all === "upheld") delete own.values.all;
  own.values[variable] = value;
  if (differs || value === (a || b)) return;
  if (kind === "reread" && variableOf(view, "all").decision !== "amended") own.values.all = "amended";
  if (kind === "alone" && variableOf(view, "presence").decision !== "present") own.values.presence = "present";
}
