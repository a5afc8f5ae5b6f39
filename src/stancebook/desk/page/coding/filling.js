// Fill in an entry: from the chosen words, through the form, to the answer of the kernel.

import { fieldsOf, inWords, KIND_NAMES } from "../lib/codebook.js";
import { freshId } from "../lib/ids.js";
import { isOpen, showRefusal, takeCoding } from "./article.js";
import { chooseSentence, chosenPlace, choosePlace, numberAt, wordsAt } from "./choosing.js";
import { keepEntry } from "./drafts.js";
import { say, sayIdle } from "./status.js";
import { focusText, moveInText, revealSentence, toSentence } from "./text.js";
import { tellOfTraining } from "./training.js";

const CROSSING =
  "A statement lies within one sentence; a fact or a source note may run over its end. Choose words of one sentence.";

export function beginEntry(desk, kind, row = null) {
  const { article, text, cut } = desk;
  if (!article || isFilling(desk) || !isOpen(desk)) return;
  if (!text.chosen) moveInText(desk, chooseSentence); // so that the user sees what will be quoted
  const place = chosenPlace(text);
  if (!place) return sayIdle(desk, "there are no words in this sentence");
  if (kind === "statement" && place.first !== place.last) return sayIdle(desk, CROSSING);
  desk.lastPlace = place;
  openForm(desk, { kind, was: null, row, place, cut, words: wordsAt(text, place), article: article.article });
}

// The entry of a kind that was written last.
export function lastOf(desk, kind) {
  return desk.coding?.last?.[kind] ?? desk.last?.[kind] ?? null;
}

// Begin a statement with the values of the last one; if no words are chosen, with its words in the same sentence.
export function beginLike(desk) {
  const last = lastOf(desk, "statement");
  if (!last) return sayIdle(desk, "there is no statement yet whose values could be taken over");
  if (!desk.text.chosen) chooseLastPlace(desk, last.place);
  beginEntry(desk, "statement", { ...last.row, note: "" });
}

// Choose again the words that were chosen last, if they are in the current sentence.
function chooseLastPlace(desk, place) {
  if (place?.first !== numberAt(desk.text) || place.last !== place.first) return false;
  return moveInText(desk, choosePlace, place);
}

export function chooseAgain(desk) {
  const place = desk.lastPlace ?? lastOf(desk, "statement")?.place;
  if (!chooseLastPlace(desk, place)) sayIdle(desk, "no words were chosen before in this sentence");
}

// Change an entry; a code that the codebook has changed since is filled in as it is today.
export function editEntry(desk, { kind, row, place, flags = [] }) {
  if (!isOpen(desk)) return;
  if (place) toSentence(desk, place.first, false);
  const words = place ? wordsAt(desk.text, place) : (row.quote ?? "");
  const today = Object.fromEntries(flags.map(({ column, now }) => [column, now]));
  openForm(desk, { kind, was: row, row: { ...row, ...today }, place: null, words, article: desk.article.article });
}

// The fields of a form; if it has `names`, those alone, and nothing is proposed in them.
function formFields({ kind, names }, book) {
  const fields = fieldsOf(kind, book);
  if (!names) return fields;
  return fields.filter(({ name }) => names.includes(name)).map((field) => ({ ...field, open: false, required: true }));
}

// A form: the entry with its fields, what is typed in them, and how it ends. Later come `locked` while it is saved, the
// `field` in focus with its `option`, a `proposal`, and the name of the field that is `picking` words in the text.
export function newForm(given, book) {
  const fields = formFields(given, book);
  const row = Object.fromEntries(fields.map(({ name, start }) => [name, given.row?.[name] ?? start ?? ""]));
  const ends = { verb: "Save", save: sendEntry, close: closeForm };
  return { id: freshId(), ...ends, ...given, fields, row, first: JSON.stringify(row), lists: {}, message: "" };
}

export function openForm(desk, entry) {
  desk.form = newForm(entry, desk.codebook);
  desk.panel = null;
  Object.assign(desk.text, { lit: "", clauses: null, version: desk.text.version + 1 });
  desk.draw();
  focusField(desk, desk.form.fields[0].name);
  revealSentence(desk); // the form may have made the text's pane smaller
}

export function closeForm(desk, focus = true) {
  if (desk.form) desk.connection.storage().dropDraft(desk.form.id);
  Object.assign(desk, { form: null, saving: null });
  moveInText(desk, (text) => Object.assign(text, { chosen: null, clauses: null }));
  if (focus) focusText(desk);
}

export const isFilled = ({ row, first, proposal }) => JSON.stringify(row) !== first || Boolean(proposal);

// Return whether an entry is being filled in; if so, say that it has to be saved or left first.
export function isFilling(desk) {
  if (!desk.form) return false;
  say(desk, "save this entry or leave it first", "idle");
  focusForm(desk);
  return true;
}

export function focusForm(desk) {
  const { proposal, fields, locked } = desk.form;
  if (proposal) desk.root.querySelector(".sb-proposal input").focus();
  else if (locked) desk.root.querySelector(".sb-foot button").focus();
  else focusField(desk, fields[0].name);
}

export function focusField(desk, name) {
  const node = desk.root.querySelector(`.sb-field-${name}`);
  (node?.querySelector(":checked") ?? node?.querySelector("input, textarea"))?.focus();
}

// Focus the field after this one, or the button that saves.
export function focusNext(desk, name) {
  const { fields } = desk.form;
  const next = fields[fields.findIndex((field) => field.name === name) + 1];
  if (next) focusField(desk, next.name);
  else desk.root.querySelector(".sb-foot .sb-main").focus();
}

// Put a value into the form; `typed` is what stands in a field with suggestions while it is no value.
export function setCell(desk, name, value) {
  const { form } = desk;
  form.row = { ...form.row, [name]: value };
  Object.assign(form, { leaving: false, message: "" });
  if (form.article) keepEntry(desk, form);
}

// Put the last entry's value into a field; return whether there is one.
export function takeOver(desk, name) {
  const value = lastOf(desk, desk.form.kind)?.row?.[name];
  if (value === undefined) return (tell(desk, `there is no ${name} yet to take over`), false);
  setCell(desk, name, value);
  delete desk.form.lists[name];
  desk.draw();
  focusNext(desk, name);
  return true;
}

// Say something at the form.
export function tell(desk, words) {
  desk.form.message = words;
  desk.draw();
}

export function replacePlace(desk) {
  const { text, form, cut } = desk;
  const place = chosenPlace(text);
  if (form.kind === "statement" && place.first !== place.last) return void (form.message = CROSSING);
  Object.assign(form, { place, cut, words: wordsAt(text, place), message: "" });
  desk.lastPlace = place;
  keepEntry(desk, form);
}

// Choose the next value of a field in the text; the words of the entry stay.
export function pickInText(desk, name) {
  desk.form.picking = name;
  tell(desk, `Choose the ${name} in the text: double-click a word, or drag over several. Esc goes back.`);
}

export function takePicked(desk) {
  const { text, form } = desk;
  const [name, words] = [form.picking, wordsAt(text, chosenPlace(text))];
  form.picking = "";
  text.chosen = null;
  if (form.place) choosePlace(text, form.place);
  setCell(desk, name, words.replace(/\s+/g, " "));
  desk.draw();
  focusNext(desk, name);
}

// Save the entry in the form, unless something is missing: then say what, and go to the first of it.
export function saveEntry(desk) {
  const { form } = desk;
  if (form.locked) return undefined;
  const missing = form.fields.filter(({ name, required }) => required && !form.row[name]);
  if (!missing.length) return form.save(desk);
  const named = missing.map(({ name }) => {
    const typed = form.lists[name]?.typed?.trim();
    return typed ? `${name} (“${typed}” is not in the codebook)` : inWords(name);
  });
  tell(desk, `Still missing: ${named.join(", ")}.`);
  return focusField(desk, missing[0].name);
}

async function sendEntry(desk) {
  const { form } = desk;
  const { kind, was, row, place, cut } = form;
  form.locked = "saving";
  desk.root.querySelector(".sb-foot .sb-main").focus();
  const request = desk.ask("save", { article: form.article, kind, was, row, place, ...(place && { cut }) });
  desk.saving = { id: request.id, form, kind, row, place };
  keepEntry(desk, form, { message: request.id });
  say(desk);
  savedOrNot(desk, await request);
}

// Take the kernel's answer to the entry that was sent; its form may wait meanwhile for the end of a training.
export function savedOrNot(desk, reply) {
  const { saving, root } = desk;
  if (!saving) return undefined;
  const { form, ...entry } = saving;
  const isShown = desk.form === form;
  if (reply.kind === "silent") return lockSilent(desk, form);
  if (reply.training) tellOfTraining(desk, reply.training);
  if (reply.ok) {
    addSpeaker(desk.codebook, entry.row);
    desk.last = { ...desk.last, [entry.kind]: { ...entry, article: form.article } };
    if (isShown) closeForm(desk, root.contains(document.activeElement));
    else forgetKept(desk);
    takeCoding(desk, reply);
    return say(desk, `saved: ${KIND_NAMES[entry.kind]}${reply.coding.undo ? ` (${reply.coding.undo})` : ""}`);
  }
  desk.saving = null;
  const changed = `Nothing was written. ${reply.why} Look above at what changed, then save again.`;
  Object.assign(form, { locked: "", message: reply.kind === "changed" ? changed : reply.why });
  const hadFocus = isShown && root.querySelector(".sb-form").contains(document.activeElement);
  showRefusal(desk, reply, true);
  const named = form.fields.find(({ name }) => new RegExp(`(^|\\W)${name}\\W`).test(form.message));
  return hadFocus && named && focusField(desk, named.name);
}

function addSpeaker({ speakers }, { speaker }) {
  if (speaker && speaker !== "-" && speakers && !speakers.includes(speaker)) speakers.push(speaker);
}

function forgetKept(desk) {
  desk.connection.storage().dropDraft(desk.saving.form.id);
  Object.assign(desk, { kept: null, saving: null });
}

// After the time limit the entry can be sent again or changed.
function lockSilent(desk, form) {
  form.locked = "silent";
  const inside = desk.root.contains(document.activeElement);
  desk.draw();
  if (inside && desk.form === form) desk.root.querySelector(".sb-foot button").focus();
}

export function unlockForm(desk) {
  if (desk.saving) desk.connection.forget(desk.saving.id);
  desk.saving = null;
  desk.form.locked = "";
  desk.draw();
  focusForm(desk);
}

export function leaveForm(desk) {
  const { form } = desk;
  if (form.locked) return undefined;
  if (!isFilled(form) || form.leaving) return form.close(desk);
  form.leaving = true;
  return tell(desk, "Not saved. Esc (or Leave) once more throws this entry away; anything else goes on with it.");
}

// Use a codebook and memos that came with an answer.
export function takeCodebook(desk, { codebook, memos }) {
  desk.memos = memos ?? desk.memos;
  if (!codebook) return;
  desk.codebook = codebook;
  if (desk.form) desk.form.fields = formFields(desk.form, codebook);
}
