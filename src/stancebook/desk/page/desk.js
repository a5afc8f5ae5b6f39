// The coding desk as one sees it. `desk` is what all its parts share: the line, the panes, and what is in view.

function render({ model, el }) {
  const desk = {
    root: h("div", { class: "sb-desk", "data-lm-suppress-shortcuts": "true", tabindex: "-1" }),
    status: h("span", { class: "sb-status", role: "status" }),
    screen: "seats", // or coding, or adjudicating
    study: null,
    hand: "",
    codebook: null,
    sitting: 0, // how often a hand was asked to sit
    article: null,
    sheet: null,
    cut: undefined, // how the kernel has cut the article into sentences
    saving: null, // the entry that waits for its answer
    adjudication: null,
    notices: [],
    said: "",
    tone: "saved",
    failed: "",
    walk: Promise.resolve(),
  };
  desk.line = deskLine(model, {
    state: () => tellState(desk),
    changes: (changes) => changedElsewhere(desk, changes),
    late: (message, reply) => takeLate(desk, message, reply),
    sat: (reply) => takeSeat(desk, reply, true),
  });
  Object.assign(desk, makePanes(desk));
  const onUnload = (event) => hasUnsaved(desk) && event.preventDefault();
  window.addEventListener("beforeunload", onUnload);
  listenToKeys(desk);
  desk.root.addEventListener("mousedown", (event) => keepFocusOnTool(desk, event));
  el.append(desk.root);
  tellState(desk);
  showSeats(desk).then(() => takeFocus(desk));

  return () => {
    window.removeEventListener("beforeunload", onUnload);
    desk.adjudication?.close?.();
    desk.text.close();
    desk.line.close();
    desk.root.remove();
  };
}

function hasUnsaved({ line, form }) {
  return line.unsaved().length > 0 || (form.isOpen() && form.isFilled());
}

export default { render };
