// The form of an entry: its words, its fields, and the codebook's words for the field in focus.

import { inWords, KIND_NAMES } from "../lib/codebook.js";
import { h, key } from "../lib/view.js";
import { lineField, rowField } from "./fields.js";
import { leaveForm, saveEntry, sendProposal, tell, unlockForm, useProposed } from "./filling.js";
import { memoOn } from "./records.js";
import { listField } from "./suggestions.js";

const FIELDS = { list: listField, free: listField, row: rowField, set: rowField };
const isRow = ({ shape }) => shape === "row" || shape === "set";

export function formPane(desk) {
  const { form } = desk;
  const { kind, was, proposal, message, locked } = form;
  return h(
    "section",
    { class: `sb-form${locked ? " sb-locked" : ""}`, "aria-label": "Form", onKeyDown: (event) => onFormKey(desk, event) },
    h("h2", {}, `${was ? "Change" : "New"} ${KIND_NAMES[kind]}`),
    footer(desk),
    quotation(form),
    proposal ? proposalFields(desk) : h("div", { class: "sb-fields" }, form.fields.map((field) => fieldRow(desk, field))),
    h("div", { class: "sb-hints" }, brokenRules(desk).map((reason) => h("p", {}, "These do not go together: ", reason))),
    h("p", { class: "sb-message", role: "alert" }, message),
    fieldHelp(desk),
  );
}

function footer(desk) {
  const { locked } = desk.form;
  const silent = locked === "silent";
  const save = () => saveEntry(desk);
  return h(
    "div",
    { class: "sb-foot" },
    !silent && h("button", { key: "save", class: "sb-main", type: "button", onClick: save }, "Save ", key("Ctrl+↵")),
    !silent && h("button", { key: "leave", type: "button", onClick: () => leaveForm(desk) }, "Leave ", key("Esc")),
    silent && h("button", { key: "again", type: "button", onClick: desk.connection.sendAgain }, "Send again"),
    silent && h("button", { key: "change", type: "button", onClick: () => unlockForm(desk) }, "Change it"),
  );
}

function quotation({ words, place, was }) {
  const rest = !words ? "its quote as before; choose words in the text for others" : "";
  return h("blockquote", { dir: "auto", title: was && !place ? "its words as before" : undefined }, words, rest && h("i", {}, rest));
}

export function fieldRow(desk, field) {
  const { name } = field;
  const id = `sb-${desk.form.id.slice(0, 8)}-${name}`;
  const label = isRow(field)
    ? h("span", { class: "sb-name", id: `${id}-label` }, inWords(name))
    : h("label", { class: "sb-name", for: id }, inWords(name));
  return h("div", { class: `sb-field sb-field-${name}`, key: name }, label, (FIELDS[field.shape] ?? lineField)(desk, field, id));
}

// The reasons why the values do not go together; the kernel checks again when the entry is saved.
export function brokenRules({ form: { kind, row }, codebook }) {
  if (kind !== "statement") return [];
  const has = (name, value) => (row[name] ?? "") === String(value) || (row[name] ?? "").split(" ").includes(String(value));
  const holds = ([name, wanted]) => [wanted].flat().some((value) => has(name, value));
  return (codebook.refusals ?? []).filter(({ when }) => Object.entries(when).every(holds)).map(({ reason }) => reason);
}

// The rule of the field in focus, the meaning of the value in focus, and the meanings of all.
export function fieldHelp(desk) {
  const { fields, field: name, option } = desk.form;
  const field = fields.find((each) => each.name === name) ?? fields[0];
  const means = option && [option.meaning, option.definition].find((words) => words && words !== option.label);
  const memo = option && memoOn(desk, field.name, option.value);
  const listed = isRow(field) ? field.options.filter(({ meaning }) => meaning) : [];
  return h(
    "div",
    { class: "sb-help", "aria-label": "From the codebook", role: "region", tabIndex: 0, key: field.name },
    h("h3", {}, inWords(field.name)),
    means && h("p", { class: "sb-meaning" }, h("b", {}, option.label), ` ${means}`),
    memo && h("p", { class: "sb-meaning" }, h("b", {}, "Your memo"), ` ${memo}`),
    field.rule && h("p", {}, field.rule),
    listed.length > 0 && h("dl", {}, listed.map(({ label, meaning }) => [h("dt", {}, label), h("dd", {}, meaning)])),
  );
}

function proposalFields(desk) {
  const { proposal } = desk.form;
  const { kind, trouble, known } = proposal;
  const field = (name, tag, more) =>
    h("label", { key: name }, name, h(tag, {
      ...more,
      value: proposal[name],
      onInput: (event) => (Object.assign(proposal, { [name]: event.target.value, trouble: "", known: "" }), desk.draw()),
    }));
  const types = desk.codebook.types ?? [...new Set(desk.codebook.actors.map(({ type }) => type))];
  return h(
    "div",
    { class: "sb-fields sb-proposal", role: "group", "aria-label": `Propose a new ${kind}` },
    h("h3", {}, `Propose a new ${kind}`),
    h("p", { class: "sb-quiet" }, "You can use it at once. Whoever owns the codebook accepts it, renames it or rejects it."),
    field("name", "input", { type: "text" }),
    kind === "actor" && field("type", "input", { type: "text", list: "sb-types" }),
    kind === "actor" && h("datalist", { id: "sb-types" }, types.map((type) => h("option", { value: type }))),
    field("definition", "textarea", { rows: 2 }),
    trouble && h("p", { class: "sb-problem", role: "alert", key: "trouble" }, trouble),
    h(
      "p",
      { class: "sb-buttons" },
      h("button", { type: "button", class: "sb-main", onClick: () => sendProposal(desk) }, `Propose this ${kind} `, key("Ctrl+↵")),
      known && h("button", { type: "button", onClick: () => useProposed(desk, known) }, `Use ${known}`),
      h("button", { type: "button", onClick: () => leaveProposal(desk) }, "Back ", key("Esc")),
    ),
  );
}

function leaveProposal(desk) {
  const { kind } = desk.form.proposal;
  desk.form.proposal = null;
  desk.draw();
  desk.root.querySelector(`.sb-field-${kind} input`).focus();
}

function onFormKey(desk, event) {
  const { form } = desk;
  const { proposal, locked } = form;
  const save = (event.ctrlKey || event.metaKey) && event.key === "Enter";
  if (save) proposal ? sendProposal(desk) : saveEntry(desk);
  else if (event.key === "Escape") escape(desk);
  else if (event.key === "Enter" && !event.defaultPrevented && proposal && event.target.matches("input")) nextOfProposal(event.target);
  else if (locked && event.key !== "Tab" && !event.target.closest(".sb-foot")) return event.preventDefault();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function nextOfProposal(input) {
  const fields = [...input.closest(".sb-proposal").querySelectorAll("input, textarea")];
  fields[fields.indexOf(input) + 1]?.focus();
}

export function escape(desk) {
  const { form } = desk;
  if (form.picking) {
    form.picking = "";
    tell(desk, "");
  } else if (form.proposal) leaveProposal(desk);
  else leaveForm(desk);
}

