// The focus: it stays in the desk, for outside of it a key would mean something to the notebook.

// Draws something anew; where the focus was in the desk, it is there afterwards: on what had it if that still stands,
// else where one goes on.
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

// Puts the focus where one goes on: the form, the list of articles, the text, or the first seat.
function goHome({ root, screen, form, shelf, text }) {
  if (screen !== "coding") (root.querySelector(".sb-seat") ?? root).focus({ preventScroll: true });
  else if (form.isOpen()) form.focus();
  else if (!shelf.node.hidden) shelf.focus();
  else text.focus();
}

// Who has run the cell wants the desk: it comes into view and takes the keys, unless somebody is writing in a cell.
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
