// The focus stays in the desk, because outside of it a key would mean something to the notebook.

// Draw something anew, and keep the focus in the desk: on the element that had it, or else where the user goes on.
function keepingFocus(desk, work) {
  const { root } = desk;
  const had = document.activeElement;
  const inside = root.contains(had);
  work();
  const now = document.activeElement;
  if (!inside || (now !== root && root.contains(now) && now.checkVisibility())) return;
  if (had !== root && root.contains(had) && had.checkVisibility()) had.focus({ preventScroll: true });
  else goHome(desk);
}

// Put the focus where the user goes on: the form, the list of articles, the text, or the first button of the start page.
function goHome({ root, screen, form, articleList, text }) {
  if (screen !== "coding") (root.querySelector(".sb-seat") ?? root).focus({ preventScroll: true });
  else if (form.isOpen()) form.focus();
  else if (!articleList.node.hidden) articleList.focus();
  else text.focus();
}

// After the cell has run, show the desk and give it the keys, unless somebody is writing in a cell.
function takeFocus(desk) {
  const active = document.activeElement;
  const near = desk.root.closest(".jp-Notebook")?.contains(active);
  const free = near && !active.matches("input, textarea, [contenteditable='true']");
  if (active && active !== document.body && !free) return;
  desk.root.scrollIntoView({ block: "nearest" });
  goHome(desk);
}

// A click on a tool leaves the focus where it is, so that Enter codes and does not press that button again.
function keepFocusOnTool(desk, event) {
  if (!event.target.closest?.(".sb-keys button, .sb-bar button, .sb-card button")) return;
  event.preventDefault();
  if (!desk.root.contains(document.activeElement)) goHome(desk);
}
