// The focus stays in the desk: outside of it a key would be a command of the notebook.

// Run `work`, which redraws something, and keep the focus in the desk: on the same element, else on the main part.
export function keepingFocus(desk, work) {
  const { root } = desk;
  const focused = document.activeElement;
  const inside = root.contains(focused);
  work();
  const now = document.activeElement;
  if (!inside || (now !== root && root.contains(now) && now.checkVisibility())) return;
  if (focused !== root && root.contains(focused) && focused.checkVisibility()) focused.focus({ preventScroll: true });
  else focusMainPart(desk);
}

// Focus the main part: the form, the list of articles, the text, or the first button of the start page.
export function focusMainPart({ root, screen, form, articleList, text }) {
  if (screen !== "coding") (root.querySelector(".sb-user") ?? root).focus({ preventScroll: true });
  else if (form.isOpen()) form.focus();
  else if (!articleList.node.hidden) articleList.focus();
  else text.focus();
}

// After the cell has run, scroll to the desk and focus it, unless the user is typing in a cell.
export function takeFocus(desk) {
  const active = document.activeElement;
  const near = desk.root.closest(".jp-Notebook")?.contains(active);
  const free = near && !active.matches("input, textarea, [contenteditable='true']");
  if (active && active !== document.body && !free) return;
  desk.root.scrollIntoView({ block: "nearest" });
  focusMainPart(desk);
}

// A click on a tool leaves the focus where it is, so that Enter codes instead of pressing that button again.
export function keepFocusOnTool(desk, event) {
  if (!event.target.closest?.(".sb-keys button, .sb-bar button, .sb-card button")) return;
  event.preventDefault();
  if (!desk.root.contains(document.activeElement)) focusMainPart(desk);
}
