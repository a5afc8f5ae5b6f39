// Look at the other coder's codes. Before both have finished the article, this needs a reason, which is recorded.

import { button, h } from "../lib/elements.js";

// The panel. It is made once, so that typed words stay when the pane around it is redrawn. `look` gets the reason.
export function lookView(look) {
  const reason = h("input", { type: "text", class: "sb-reason", placeholder: "reason", on: { keydown: onKey } });
  const words = h("p", {});
  const form = h(
    "div",
    { class: "sb-look" },
    words,
    reason,
    button("Open and record", send),
    button("Leave them closed", () => ask(false)),
  );
  const opener = button("", () => ask(true), "", { class: "sb-plain" });
  let article = null;

  function ask(wanted) {
    [opener.hidden, form.hidden] = [wanted, !wanted];
    (wanted ? reason : opener).focus();
  }

  function send() {
    if (reason.value.trim()) look(reason.value.trim());
  }

  function onKey(event) {
    if (event.key === "Enter") send();
    else if (event.key === "Escape") ask(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function panel(coding, other) {
    if (coding.article !== article) {
      [article, reason.value, opener.hidden, form.hidden] = [coding.article, "", false, true];
      opener.textContent = `See ${other}'s codes …`;
      reason.setAttribute("aria-label", `Reason to open ${other}'s codes`);
      words.textContent =
        `You are coding blind. Opening ${other}'s codes of this article before both have finished it is recorded, ` +
        "with your reason, and the article no longer counts as coded blind.";
    }
    if (coding.both || coding.others?.length || !coding.article) return null;
    return coding.opened ? null : [opener, form];
  }

  return { panel };
}

// A permanent notice that the other's codes were opened.
export function lookedNotice({ opened, both }, other) {
  const words = `${other}'s codes of this article were opened before both had finished; that is recorded.`;
  return opened && !both && h("p", { class: "sb-quiet" }, words);
}
