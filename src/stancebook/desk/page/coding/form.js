// The form of an entry: its fields, and the codebook's words for the field in focus.

import { fieldsOf, inWords, KIND_NAMES } from "../lib/codebook.js";
import { fill, freshId, h, refill, shownSigns } from "../lib/elements.js";
import { lineField, rowField } from "./fields.js";
import { listField } from "./suggestions.js";

// The form's pane. `callbacks` are save(entry), leave(), changed(entry), resend(), unlock(),
// alias(actor, name) -> Promise and seek(words) -> Promise; an entry is { id, kind, was, row, place, words }.
export function formView(callbacks) {
  const node = h("section", { class: "sb-form", "aria-label": "Form", on: { keydown: onKey } });
  let [entry, fields, parts, book, locked, leaving, first] = [null, [], [], null, false, false, ""];
  let [explained, head, help, message, hints, foot, saveButton, leaveButton, quote] = [null];

  function open(given, codebook) {
    [entry, book, locked, leaving, explained] = [{ id: freshId(), ...given }, codebook, false, false, null];
    node.classList.remove("sb-locked");
    fields = fieldsOf(entry.kind, book);
    const id = `sb-${entry.id.slice(0, 8)}`;
    parts = fields.map((field, at) => {
      const make = { list: listField, free: listField, row: rowField, set: rowField }[field.shape] ?? lineField;
      return make(field, `${id}-${field.name}`, {
        changed,
        next: () => (parts[at + 1] ?? { focus: () => saveButton.focus() }).focus(),
        explain: (option) => explain(at, option ?? null),
        ask: (words) => say(words),
        alias: callbacks.alias,
        seek: callbacks.seek,
      });
    });
    fields.forEach((field, at) => parts[at].set(entry.row?.[field.name] ?? field.start ?? ""));
    first = JSON.stringify(values());
    draw(id);
    hint();
  }

  function draw(id) {
    quote = h("blockquote", { dir: "auto" });
    head = h("h2", {}, `${entry.was ? "Change" : "New"} ${KIND_NAMES[entry.kind]}`);
    hints = h("div", { class: "sb-hints" });
    message = h("p", { class: "sb-message", role: "alert" });
    help = h("div", { class: "sb-help", "aria-label": "From the codebook", role: "region", tabindex: "0" });
    saveButton = h(
      "button",
      { class: "sb-main", type: "button", on: { click: save } },
      "Save ",
      h("kbd", {}, "Ctrl+↵"),
    );
    leaveButton = h("button", { type: "button", on: { click: leave } }, "Leave ", h("kbd", {}, "Esc"));
    foot = h("div", { class: "sb-foot" }, saveButton, leaveButton, h("span", { class: "sb-more" }));
    const shown = fields.map((field, at) =>
      h(
        "div",
        { class: `sb-field sb-field-${field.name}`, on: { focusin: () => explain(at) } },
        ["row", "set"].includes(field.shape)
          ? h("span", { class: "sb-name", id: `${id}-${field.name}-label` }, inWords(field.name))
          : h("label", { class: "sb-name", for: `${id}-${field.name}` }, inWords(field.name)),
        parts[at].node,
      ),
    );
    refill(node, head, quote, h("div", { class: "sb-fields" }, shown), hints, message, help, foot);
    showQuote();
  }

  function showQuote() {
    refill(quote, shownSigns(entry.words ?? ""));
    if (!entry.words) fill(quote, h("i", {}, "its quote as before; choose words in the text for others"));
  }

  // Show the rule of the field in focus, and the meaning of its values.
  function explain(at, option) {
    if (!entry || !help) return;
    const field = fields[at];
    if (explained !== field) {
      explained = field;
      help.scrollTop = 0;
      refill(
        help,
        h("h3", {}, inWords(field.name)),
        h("p", { class: "sb-meaning", hidden: true }),
        field.rule && h("p", {}, field.rule),
        ["row", "set"].includes(field.shape) &&
          h(
            "dl",
            {},
            field.options
              .filter(({ meaning }) => meaning)
              .map(({ value, label, meaning }) => [h("dt", { "data-value": value }, label), h("dd", {}, meaning)]),
          ),
      );
    }
    if (option === undefined) return;
    const line = help.querySelector(".sb-meaning");
    refill(line, option?.meaning && option.meaning !== option.label ? [h("b", {}, option.label), ` ${option.meaning}`] : []);
    line.hidden = !line.firstChild;
  }

  function values() {
    return Object.fromEntries(fields.map((field, at) => [field.name, parts[at].value()]));
  }

  function changed() {
    if (!entry) return; // a removed field loses the focus, and then calls this
    leaving = false;
    say("");
    hint();
    callbacks.changed(current());
  }

  function current() {
    return { ...entry, row: values() };
  }

  // Show at once which values the codebook does not allow together; the kernel checks again when the entry is saved.
  function hint() {
    if (entry.kind !== "statement") return refill(hints);
    const row = values();
    const fits = (name, wanted) =>
      [wanted]
        .flat()
        .some((value) => (row[name] ?? "") === String(value) || (row[name] ?? "").split(" ").includes(String(value)));
    const broken = (book.refusals ?? []).filter(({ when }) =>
      Object.entries(when).every(([name, wanted]) => fits(name, wanted)),
    );
    refill(
      hints,
      broken.map(({ reason }) => h("p", {}, "These do not go together: ", reason)),
    );
  }

  function say(words) {
    if (message) message.textContent = words;
  }

  function save() {
    if (locked) return;
    const row = values();
    const wrong = fields.flatMap((field, at) => {
      if (row[field.name] || !field.required) return [];
      const typed = parts[at].typed();
      return [{ at, what: typed ? `${inWords(field.name)} (“${typed}” is not in the codebook)` : inWords(field.name) }];
    });
    if (wrong.length) {
      say(`Still missing: ${wrong.map(({ what }) => what).join(", ")}.`);
      parts[wrong[0].at].focus();
      return;
    }
    callbacks.save(current());
  }

  function isFilled() {
    return entry && JSON.stringify(values()) !== first;
  }

  function leave() {
    if (locked) return;
    if (isFilled() && !leaving) {
      leaving = true;
      say("Not saved. Esc (or Leave) once more throws this entry away; anything else goes on with it.");
      return;
    }
    callbacks.leave();
  }

  // Nothing can be changed while a save waits for its answer. After the time limit the user can send it again or change it.
  function lock(state) {
    locked = Boolean(state);
    node.classList.toggle("sb-locked", locked);
    const more = foot.querySelector(".sb-more");
    const focused = node.contains(document.activeElement);
    refill(
      more,
      state === "silent" && [
        h("button", { type: "button", on: { click: callbacks.resend } }, "Send again"),
        h("button", { type: "button", on: { click: callbacks.unlock } }, "Change it"),
      ],
    );
    saveButton.hidden = leaveButton.hidden = state === "silent";
    if (!focused) return;
    if (state === "silent") more.firstChild.focus();
    else saveButton.focus();
  }

  function onKey(event) {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.preventDefault();
      event.stopPropagation();
      save();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      leave();
    } else if (locked && event.key !== "Tab" && !foot.contains(event.target)) event.preventDefault();
  }

  return {
    node,
    open,
    lock,
    say,
    save,
    isFilled,
    current,
    isOpen: () => Boolean(entry),
    isLocked: () => locked,
    kind: () => entry?.kind,
    focus: () => parts[0]?.focus(),
    refuse(words) {
      const hadFocus = node.contains(document.activeElement);
      lock("");
      say(words);
      if (!hadFocus) return;
      const named = fields.findIndex(({ name }) => new RegExp(`(^|\\W)${name}\\W`).test(words));
      (parts[named] ?? { focus: () => saveButton.focus() }).focus();
    },
    place(place, words, cut) {
      entry = { ...entry, place, words, cut };
      showQuote();
      callbacks.changed(current());
    },
    close() {
      entry = null;
      refill(node);
    },
  };
}
