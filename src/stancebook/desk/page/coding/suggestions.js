// A field with suggestions: the user types a part of a name, an id or a proposition, and takes one that fits.

import { folded, inWords } from "../lib/codebook.js";
import { fill, h, refill } from "../lib/elements.js";

// The options that fit what is typed, best first: each word of it is in an id, a name, an alias or a proposition.
function matching(options, typed) {
  const wanted = folded(typed.trim());
  if (!wanted) return options;
  const words = wanted.split(/\s+/);
  const scored = options.map((option, order) => {
    const names = (option.names ?? [option.value, option.label]).map(folded);
    const all = [...names, folded(option.meaning ?? "")].join(" ").replaceAll("_", " ");
    if (names.includes(wanted)) return { option, order, score: 0 };
    if (names.some((name) => name.startsWith(wanted))) return { option, order, score: 1 };
    if (names.some((name) => name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted))))
      return { option, order, score: 2 };
    const inNames = words.every((word) => names.some((name) => name.includes(word)));
    if (inNames || words.every((word) => all.includes(word))) return { option, order, score: inNames ? 3 : 4 };
    return { option, order, score: Infinity };
  });
  const fitting = scored.filter(({ score }) => score < Infinity);
  return fitting.sort((one, other) => one.score - other.score || one.order - other.order).map(({ option }) => option);
}

// A field to type into. If it is `free` it takes any words; otherwise it takes only listed values, and offers an unknown
// name of an actor as an alias. `callbacks` are changed(), next(), explain(option), ask(words),
// alias(value, name) -> Promise and seek(words) -> Promise.
export function listField(field, id, callbacks) {
  const free = field.shape === "free";
  const listId = `${id}-list`;
  const input = h("input", {
    id,
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": listId,
    on: { input: onInput, focus: onFocus, blur: onBlur, keydown: onKey, mousedown: onMouse },
  });
  const options = h("div", { role: "listbox", id: listId, "aria-label": inWords(field.name), class: "sb-options" });
  const explanation = h("p", { class: "sb-explanation" });
  const popup = h("div", { class: "sb-popup", hidden: true }, options, explanation);
  const node = h("div", { class: "sb-list" }, input, popup);
  let [value, shown, at, aliasFor, seekTurn, moved] = ["", [], -1, null, 0, false];

  const named = (wanted) => field.options.find((option) => option.value === wanted);
  const wording = (wanted) => (free ? wanted : (named(wanted)?.label ?? wanted));
  const isOpen = () => !popup.hidden;

  function open(typed) {
    const matches = matching(field.options, typed);
    show(matches, typed);
    if (field.seek) {
      const turn = ++seekTurn;
      callbacks.seek(typed).then((more) => turn === seekTurn && isOpen() && show(more, typed));
    }
  }

  function show(matches, typed) {
    shown = matches.slice(0, 60);
    const exact = matches.some((option) =>
      (option.names ?? [option.value, option.label]).some((name) => folded(name) === folded(typed.trim())),
    );
    if (field.aliases && typed.trim() && !exact && !aliasFor) shown.push({ alias: typed.trim() });
    at = typed.trim() && shown.length && !free ? 0 : -1;
    refill(
      options,
      shown.map((option, index) => {
        const label = option.alias ? [`“${option.alias}” as an alias of …`] : [h("b", {}, option.label), hint(option)];
        return h(
          "div",
          {
            role: "option",
            id: `${listId}-${index}`,
            class: option.alias ? "sb-option sb-new" : "sb-option",
            "aria-selected": "false",
            on: { mousedown: (event) => event.preventDefault(), click: () => take(option) },
          },
          label,
        );
      }),
    );
    if (!shown.length && !free)
      fill(options, h("div", { role: "option", "aria-disabled": "true", class: "sb-option" }, "nothing fits"));
    const all = free && shown.length === 1 && exact; // there is nothing to suggest, and the list would cover the next field
    popup.hidden = all || !options.childNodes.length;
    input.setAttribute("aria-expanded", String(!popup.hidden));
    mark();
  }

  function hint({ value: own, label, meaning }) {
    const text = label === own || inWords(own) === label ? meaning : own;
    return text ? h("span", {}, ` ${text}`) : null;
  }

  function mark() {
    [...options.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    const option = shown[at];
    if (option) {
      input.setAttribute("aria-activedescendant", `${listId}-${at}`);
      const element = options.children[at];
      if (element.offsetTop < options.scrollTop) options.scrollTop = element.offsetTop;
      const low = element.offsetTop + element.offsetHeight - options.clientHeight;
      if (low > options.scrollTop) options.scrollTop = low;
    } else input.removeAttribute("aria-activedescendant");
    explanation.textContent = option ? (option.alias ? "choose the actor next" : (option.meaning ?? "")) : "";
    explanation.hidden = !explanation.textContent;
    callbacks.explain(option && !option.alias ? option : named(value));
  }

  function closeSuggestions() {
    popup.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function take(option) {
    if (option.alias) {
      aliasFor = option.alias;
      input.value = "";
      callbacks.ask(`“${aliasFor}” is another name of which actor? Type it and press Enter; Esc goes back.`);
      input.focus();
      return open("");
    }
    if (aliasFor) return takeAlias(option);
    settle(option.value);
    closeSuggestions();
    callbacks.next();
  }

  async function takeAlias(option) {
    const name = aliasFor;
    const reply = await callbacks.alias(option.value, name);
    if (!reply.ok) return callbacks.ask(reply.why);
    aliasFor = null;
    callbacks.ask("");
    settle(option.value);
    closeSuggestions();
    callbacks.next();
  }

  function settle(wanted) {
    const changed = wanted !== value;
    value = wanted;
    input.value = wording(value);
    input.removeAttribute("aria-invalid");
    moved = false;
    callbacks.explain(named(value));
    if (changed) callbacks.changed();
  }

  function onInput() {
    moved = true;
    if (aliasFor) return open(input.value); // the question stays until the user answers it
    if (free) value = input.value;
    else value = "";
    input.removeAttribute("aria-invalid");
    open(input.value);
    callbacks.changed();
  }

  function onFocus() {
    callbacks.explain(named(value));
    if (!value && !free) open(input.value);
    else input.select();
  }

  function onMouse() {
    if (document.activeElement === input && isOpen()) return;
    setTimeout(() => document.activeElement === input && !isOpen() && open(free || value ? "" : input.value));
  }

  function onBlur() {
    if (aliasFor) {
      aliasFor = null;
      callbacks.ask("");
    }
    closeSuggestions();
    if (free || !moved) return;
    const typed = folded(input.value.trim());
    const matches = matching(field.options, input.value);
    const exact = matches.find((option) =>
      (option.names ?? [option.value, option.label]).some((name) => folded(name) === typed),
    );
    if (typed && (exact || matches.length === 1)) settle((exact ?? matches[0]).value);
    else if (typed) input.setAttribute("aria-invalid", "true");
  }

  function onKey(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen()) return open("");
      if (shown.length) at = (at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1) + shown.length) % shown.length;
      mark();
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (isOpen() && shown[at]) take(shown[at]);
      else if (free || value) {
        closeSuggestions();
        callbacks.next();
      }
    } else if (event.key === "Escape" && (aliasFor || (isOpen() && (moved || value || free)))) {
      event.preventDefault();
      event.stopPropagation();
      if (aliasFor) {
        input.value = aliasFor;
        aliasFor = null;
        callbacks.ask("");
      } else if (!free && value) input.value = wording(value);
      closeSuggestions();
    }
  }

  return {
    node,
    focus: () => input.focus(),
    value: () => value,
    set(wanted) {
      value = wanted;
      input.value = wording(value);
      moved = false;
    },
    typed: () => input.value.trim(),
  };
}
