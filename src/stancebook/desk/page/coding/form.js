// The form of an entry: its words, its fields, and the codebook's words for the field in focus.

import { inWords, KIND_NAMES } from "../lib/codebook.js";
import { keyName, termList, usedUp } from "../lib/parts.js";
import { button, h } from "../lib/view.js";
import { lineField, rowField } from "./fields.js";
import { leaveForm, saveEntry, tell, unlockForm } from "./filling.js";
import { leaveProposal, nextOfProposal, proposalFields, sendProposal } from "./proposing.js";
import { memoOn } from "./records.js";
import { listField } from "./suggestions.js";

const FIELDS = { list: listField, free: listField, row: rowField, set: rowField };
const isRow = ({ shape }) => shape === "row" || shape === "set";

export function formPane(desk) {
  const { kind, was, words, fields, proposal, message, locked } = desk.form;
  const onKeyDown = (event) => onFormKey(desk, event);
  return h("section.sb-form", { class: locked && "sb-locked", "aria-label": "Form", onKeyDown }, [
    h("h2", `${was ? "Change" : "New"} ${KIND_NAMES[kind]}`),
    h("div.sb-foot", locked === "silent" ? waysWithoutAnswer(desk) : waysToEnd(desk)),
    words !== undefined && quotation(desk.form),
    proposal ? proposalFields(desk) : h("div.sb-fields", [fields.map((field) => fieldRow(desk, field))]),
    h("div.sb-hints", [brokenRules(desk).map((reason) => h("p", `These do not go together: ${reason}`))]),
    h("p.sb-message", { role: "alert" }, message),
    fieldHelp(desk),
  ]);
}

const waysToEnd = (desk) => [
  button(desk.form.verb, () => saveEntry(desk), "Ctrl+↵", { key: "save", class: "sb-main" }),
  button("Leave", () => leaveForm(desk), "Esc", { key: "leave" }),
];

const waysWithoutAnswer = (desk) => [
  button("Send again", desk.connection.sendAgain, "", { key: "again" }),
  button("Change it", () => unlockForm(desk), "", { key: "change" }),
];

function quotation({ words, place, was }) {
  const rest = !words && h("i", "its quote as before; choose words in the text for others");
  return h("blockquote", { dir: "auto", title: was && !place ? "its words as before" : undefined }, words, rest);
}

function fieldRow(desk, field) {
  const { name, shape } = field;
  const id = `sb-${desk.form.id.slice(0, 8)}-${name}`;
  const labels = isRow(field) ? ["span.sb-name", { id: `${id}-label` }] : ["label.sb-name", { for: id }];
  const shown = (FIELDS[shape] ?? lineField)(desk, field, id);
  return h("div.sb-field", { class: `sb-field-${name}`, key: name }, h(...labels, inWords(name)), shown);
}

// The reasons why the values do not go together; the kernel checks again when the entry is saved.
function brokenRules({ form: { kind, row }, codebook }) {
  if (kind !== "statement") return [];
  const has = (name, value) => row[name] === String(value) || (row[name] ?? "").split(" ").includes(String(value));
  const holds = ([name, wanted]) => [wanted].flat().some((value) => has(name, value));
  return (codebook.refusals ?? []).filter(({ when }) => Object.entries(when).every(holds)).map(({ reason }) => reason);
}

// The rule of the field in focus, the meaning of the value in focus, and the meanings of all.
function fieldHelp(desk) {
  const { fields, field: name, option } = desk.form;
  const field = fields.find((each) => each.name === name) ?? fields[0];
  const means = option && [option.meaning, option.definition].find((words) => words && words !== option.label);
  const memo = option && memoOn(desk, field.name, option.value);
  const listed = isRow(field) ? field.options.filter(({ meaning }) => meaning) : [];
  const rows = listed.map(({ label, meaning }) => [label, meaning]);
  return h("div.sb-help", { "aria-label": "From the codebook", role: "region", tabIndex: 0, key: field.name }, [
    h("h3", inWords(field.name)),
    means && h("p.sb-meaning", h("b", option.label), ` ${means}`),
    memo && h("p.sb-meaning", h("b", "Your memo"), ` ${memo}`),
    field.rule && h("p", field.rule),
    rows.length > 0 && termList(rows),
  ]);
}

function onFormKey(desk, event) {
  const { proposal, locked } = desk.form;
  const { target } = event;
  const name = keyName(event);
  if (name === "Ctrl+Enter") proposal ? sendProposal(desk) : saveEntry(desk);
  else if (event.key === "Escape") escape(desk);
  else if (name === "Enter" && proposal && target.closest(".sb-proposal") && target.matches("input"))
    nextOfProposal(target);
  else if (locked && name !== "Tab" && !target.closest(".sb-foot")) return event.preventDefault();
  else return;
  usedUp(event);
}

export function escape(desk) {
  const { picking, proposal } = desk.form;
  if (picking) {
    desk.form.picking = "";
    tell(desk, "");
  } else if (proposal) leaveProposal(desk);
  else leaveForm(desk);
}
