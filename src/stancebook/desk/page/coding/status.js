// The status in the bar: whether the last act is on disk.

function tellState(desk) {
  const [name, words] = statusOf(desk);
  const { status, root } = desk;
  status.dataset.state = name;
  if (status.textContent !== words) status.textContent = words;
  root.dataset.state = name;
}

// The name of a status and its words.
function statusOf({ line, failed, tone, said, screen }) {
  const unsaved = line.unsaved().length;
  const kept = unsaved > 1 ? ` (${unsaved} entries)` : "";
  if (line.silent() && unsaved) return ["unsaved", `NOT SAVED${kept}: ${SILENCE}`];
  if (line.silent())
    return ["silent", `nothing can be saved now: ${SILENCE.replace("; your entry is kept here", "")}`];
  if (failed) return ["unsaved", `NOT SAVED: ${failed}`];
  if (unsaved) return ["saving", "saving …"];
  return [tone, said || (screen === "start" ? "" : "saved")];
}

function sayDone(desk, words = "", tone = "saved") {
  Object.assign(desk, { said: words, failed: "", tone });
  tellState(desk);
}

function sayFailed(desk, words) {
  desk.failed = words;
  tellState(desk);
}
