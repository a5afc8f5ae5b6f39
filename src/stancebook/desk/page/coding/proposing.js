// A new actor, issue or condition is proposed in the form, or a new name for an actor.

import { button, h } from "../lib/view.js";
import { focusField, focusNext, setCell, takeCodebook, tell } from "./filling.js";
import { say } from "./status.js";

export function propose(desk, { name }, words) {
  const proposal = { kind: name, name: words, definition: "", type: "", trouble: "" };
  Object.assign(desk.form, { message: "", proposal });
  delete desk.form.lists[name];
  desk.draw();
  desk.root.querySelector(`.sb-proposal ${words ? "textarea" : "input"}`).focus();
}

export function proposalFields(desk) {
  const { codebook, form } = desk;
  const { kind, trouble, known, ...cells } = form.proposal;
  const change = (name, value) => Object.assign(form.proposal, { [name]: value, trouble: "", known: "" });
  const field = (name, tag, more) => {
    const onInput = ({ target }) => (change(name, target.value), desk.draw());
    return h("label", { key: name }, name, h(tag, { ...more, value: cells[name], onInput }));
  };
  const types = codebook.types ?? [...new Set(codebook.actors.map(({ type }) => type))];
  return h("div.sb-fields.sb-proposal", { role: "group", "aria-label": `Propose a new ${kind}` }, [
    h("h3", `Propose a new ${kind}`),
    h("p.sb-quiet", "You can use it at once. Whoever owns the codebook accepts it, renames it or rejects it."),
    field("name", "input", { type: "text" }),
    kind === "actor" && field("type", "input", { type: "text", list: `${form.id}-types` }),
    kind === "actor" && h("datalist", { id: `${form.id}-types` }, [types.map((type) => h("option", { value: type }))]),
    field("definition", "textarea", { rows: 2 }),
    trouble && h("p.sb-problem", { role: "alert", key: "trouble" }, trouble),
    h("p.sb-buttons", [
      button(`Propose this ${kind}`, () => sendProposal(desk), "Ctrl+↵", { class: "sb-main" }),
      known && button(`Use ${known}`, () => useProposed(desk, known)),
      button("Back", () => leaveProposal(desk), "Esc"),
    ]),
  ]);
}

export function leaveProposal(desk) {
  const { kind } = desk.form.proposal;
  desk.form.proposal = null;
  desk.draw();
  desk.root.querySelector(`.sb-field-${kind} input`).focus();
}

// Go on to the next field of the proposal.
export function nextOfProposal(input) {
  const fields = [...input.closest(".sb-proposal").querySelectorAll("input, textarea")];
  fields[fields.indexOf(input) + 1]?.focus();
}

export async function sendAlias(desk, actor, alias) {
  const reply = await desk.ask("alias", { actor, alias });
  if (!reply.ok) return (tell(desk, reply.why), reply);
  takeCodebook(desk, reply);
  say(desk, `saved: “${alias}” is another name of ${actor}; u takes it back`);
  return reply;
}

// Propose a new actor, issue or condition, and use it in the form.
export async function sendProposal(desk) {
  const { form } = desk;
  const { kind, name, definition, type } = form.proposal;
  const wanted = { name, definition, ...(kind === "actor" && { type }) };
  const missing = Object.keys(wanted).filter((part) => !wanted[part].trim());
  if (missing.length) {
    form.proposal.trouble = `Still missing: ${missing.map((part) => `a ${part}`).join(", ")}.`;
    return desk.draw();
  }
  const reply = await desk.ask("propose", { kind, ...wanted });
  if (desk.form !== form || !form.proposal) return undefined;
  if (!reply.ok) {
    Object.assign(form.proposal, { trouble: reply.why, known: reply.known });
    return desk.draw();
  }
  takeCodebook(desk, reply);
  return useProposed(desk, reply.proposed);
}

function useProposed(desk, id) {
  const { form } = desk;
  const { kind, name } = form.proposal;
  const cell = form.row[kind].split(" ").filter((each) => each && each !== "none");
  setCell(desk, kind, kind === "condition" ? [...cell, id].join(" ") : id);
  Object.assign(form, { proposal: null });
  delete form.lists[kind];
  say(desk, `saved: “${name}” is proposed as a new ${kind}`);
  if (kind === "condition") focusField(desk, kind);
  else focusNext(desk, kind);
}
