// The status in the bar: whether the last change is on disk.

import { NO_ANSWER } from "../lib/connection.js";

export function showState(desk) {
  const [name, words] = statusOf(desk);
  const { status, root } = desk;
  status.dataset.state = name;
  if (status.textContent !== words) status.textContent = words;
  root.dataset.state = name;
}

// The name of a status and its words.
function statusOf({ connection, failed, tone, message, screen }) {
  const unsaved = connection.unsaved().length;
  const count = unsaved > 1 ? ` (${unsaved} entries)` : "";
  if (connection.silent() && unsaved) return ["unsaved", `NOT SAVED${count}: ${NO_ANSWER}`];
  if (connection.silent())
    return ["silent", `nothing can be saved now: ${NO_ANSWER.replace("; your entry is kept here", "")}`];
  if (failed) return ["unsaved", `NOT SAVED: ${failed}`];
  if (unsaved) return ["saving", "saving …"];
  return [tone, message || (screen === "start" ? "" : "saved")];
}

export function sayDone(desk, words = "", tone = "saved") {
  Object.assign(desk, { message: words, failed: "", tone });
  showState(desk);
}

export function sayFailed(desk, words) {
  desk.failed = words;
  showState(desk);
}
