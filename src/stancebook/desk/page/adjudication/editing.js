// A version that no coder has: the values to pick from, or a field to type in, beside the case.

import { inWords } from "../lib/codebook.js";
import { onKeys } from "../lib/parts.js";
import { button, h, key } from "../lib/view.js";
import { draftOf, itemOf } from "./moves.js";
import { standing, withValue } from "./choices.js";
import { ABOUT, isNoted, notedInWords, valueInWords } from "./words.js";

const AGAIN = "Read the sentence again as if it were new. Uphold what all have, or amend what is wrong in it.";

// Begin another version: of the variable in scope, or of each variable that differs in turn; or say which fact holds it.
export function beginThird(view, item, take) {
  const due = item.variables
    .filter(({ differs, variable }) => differs && !(variable in ABOUT))
    .map(({ variable }) => variable);
  const first = [{ fact: "value", note: "note" }[item.is] ?? "position"];
  const queue = take === "merged" ? ["fact"] : view.scope ? [view.scope] : due.length ? due : first;
  editVariable(view, item, queue, !view.scope && take !== "merged");
}

function editVariable(view, item, [variable, ...rest], whole) {
  const members = (standing(item, draftOf(view), variable) || codedAs(item, variable)).split(" ").filter(Boolean);
  Object.assign(view, { scope: variable, beside: "", editing: { variable, rest, members, whole } });
  view.redraw();
  if (valuesOf(view, variable).length) view.focus();
  else {
    const input = view.aside.querySelector("input");
    input.focus();
    input.select();
  }
}

// What the first coder who says something says of a variable.
const codedAs = ({ codings }, name) => Object.values(codings).find((coding) => coding?.[name])?.[name] ?? "";

// The values of a variable to pick from; [] where it is typed.
function valuesOf({ codebook, items, at }, variable) {
  const { facts = {}, kinds, variables = {} } = codebook;
  const ids = (list) => (list ?? []).map((each) => ({ value: each.id ?? each, meaning: each.text ?? "" }));
  if (variable === "fact")
    return items[at].known.map((row) => ({
      value: row.fact ?? row.source_note,
      meaning: `${notedInWords(row)}: ${row.quote}`,
    }));
  const lists = { plan: facts.plans, attribute: facts.attributes, status: facts.status, kind: kinds };
  return variable in lists && isNoted(items[at]) ? ids(lists[variable]) : (variables[variable]?.values ?? []);
}

export function pickDigit(view, place) {
  const { variable } = view.editing;
  const value = valuesOf(view, variable)[place]?.value;
  if (value === undefined) return view.idle(`there is no value ${place + 1}`);
  if (variable !== "condition") return take(view, value);
  const members = new Set(view.editing.members);
  if (value === "none") members.clear();
  else members.delete("none");
  if (!members.delete(value)) members.add(value);
  view.editing.members = [...members];
  view.redraw();
  view.focus();
}

export const takeSet = (view) => take(view, [...view.editing.members].sort().join(" "));

function take(view, value) {
  const item = itemOf(view);
  const { variable, rest, whole } = view.editing;
  if (!value && (variable === "speaker" || variable === "condition")) {
    view.trouble =
      variable === "speaker" ? "the speaker is empty; write - where nobody is named" : "choose at least one, or none";
    return view.redraw();
  }
  view.trouble = "";
  draftOf(view, (draft) => withValue(item, draft, variable, value));
  if (rest.length) return editVariable(view, item, rest, whole);
  Object.assign(view, { editing: null, scope: whole || variable === "fact" ? "" : view.scope });
  view.redraw();
  view.reason.focus();
}

const firstOf = (item) => (isNoted(item) ? item.variables[0].variable : "position");

// What stands beside a case: the codebook on the variable in scope, and its values to pick from while they are chosen.
export function rulesOf(view) {
  const { editing, scope, codebook } = view;
  const item = itemOf(view);
  if (!item) return null;
  const name = editing?.variable ?? (scope || item.variables.find(({ differs }) => differs)?.variable || firstOf(item));
  const { unit, include, exclude } = codebook;
  const rules = { presence: [unit, include, exclude], all: [AGAIN] }[name] ?? [
    !isNoted(item) && codebook.variables?.[name]?.rule,
  ];
  const values = valuesOf(view, name);
  const hint = values.length ? "Press the number of the value, or click it." : "Write it, then press Enter.";
  return [
    h("h3", ABOUT[name] ?? inWords(name)),
    editing && h("p.sa-hint", name === "condition" ? "Press the numbers of all that apply, then Enter." : hint),
    rules.filter(Boolean).map((text) => h("p", { dir: "auto", key: text }, text)),
    editing && !values.length ? field(view, item, name) : valueList(view, item, name, values),
  ];
}

function field(view, item, name) {
  const send = () => take(view, view.aside.querySelector("input").value.trim());
  const value = standing(item, draftOf(view), name) || codedAs(item, name);
  const props = { class: "sa-speaker", type: "text", defaultValue: value, dir: "auto", "aria-label": inWords(name) };
  const input = h("input", { ...props, onKeyDown: onKeys({ Enter: send }) });
  return h("div.sb-ask", { key: `${item.name} ${name}` }, input, button("Take it", send));
}

function valueList(view, item, name, values) {
  const { editing } = view;
  const row = (each, place) => (editing ? valueButton(view, item, name, each, place) : valueWords(name, each));
  const shown = values.map((each, place) => h("li", { key: each.value }, row(each, place)));
  const ends = editing && name === "condition";
  return [
    h("ul.sa-values", { class: editing && "sa-picking", key: name }, shown),
    ends && button("Take these (Enter)", () => takeSet(view), "", { class: "sa-take-set" }),
  ];
}

const valueWords = (name, { value, meaning }) => [
  h("b", valueInWords(name, value)),
  h("span", { dir: "auto" }, ` ${meaning}`),
];

function valueButton(view, item, name, each, place) {
  const set = name === "condition";
  const ticked = view.editing.members.includes(each.value);
  const current = !set && standing(item, draftOf(view), name) === each.value ? "true" : undefined;
  const props = { class: "sa-value", "aria-pressed": set ? String(ticked) : undefined, "aria-current": current };
  const box = set && h("span", ticked ? "☑ " : "☐ ");
  const words = h("span", place < 9 && key(String(place + 1)), " ", box, valueWords(name, each));
  return button(words, () => pickDigit(view, place), "", props);
}
