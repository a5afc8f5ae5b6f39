// The coding desk on the page. `desk` holds what all parts share: the connection, the panes, and what is shown.

import { takeLate } from "./coding/article.js";
import { listenToKeys } from "./coding/keys.js";
import { changedElsewhere } from "./coding/notices.js";
import { makePanes } from "./coding/panes.js";
import { enterSession, showStart } from "./coding/sessions.js";
import { showState } from "./coding/status.js";
import { connectToKernel } from "./lib/connection.js";
import { h } from "./lib/elements.js";
import { keepFocusOnTool, takeFocus } from "./lib/focus.js";

function render({ model, el }) {
  const desk = {
    root: h("div", { class: "sb-desk", "data-lm-suppress-shortcuts": "true", tabindex: "-1" }),
    status: h("span", { class: "sb-status", role: "status" }),
    screen: "start", // or coding, or adjudicating
    study: null,
    user: "",
    codebook: null,
    starts: 0, // how often a session was requested
    article: null,
    coding: null, // the entries and marks on the article
    cut: undefined, // how the kernel has cut the article into sentences
    saving: null, // the entry that waits for its answer
    adjudication: null,
    notices: [],
    message: "",
    tone: "saved",
    failed: "",
    moves: Promise.resolve(),
  };
  desk.connection = connectToKernel(model, {
    state: () => showState(desk),
    changes: (changes) => changedElsewhere(desk, changes),
    late: (message, reply) => takeLate(desk, message, reply),
    resumed: (reply) => enterSession(desk, reply, true),
  });
  Object.assign(desk, makePanes(desk));
  const onUnload = (event) => hasUnsaved(desk) && event.preventDefault();
  window.addEventListener("beforeunload", onUnload);
  listenToKeys(desk);
  desk.root.addEventListener("mousedown", (event) => keepFocusOnTool(desk, event));
  el.append(desk.root);
  showState(desk);
  showStart(desk).then(() => takeFocus(desk));

  return () => {
    window.removeEventListener("beforeunload", onUnload);
    desk.adjudication?.close?.();
    desk.text.close();
    desk.connection.close();
    desk.root.remove();
  };
}

function hasUnsaved({ connection, form }) {
  return connection.unsaved().length > 0 || (form.isOpen() && form.isFilled());
}

export default { render };
