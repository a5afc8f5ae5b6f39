// The status in the bar: whether the last change is on disk, and what was last done. NOT SAVED is said only of something
// that was entered and is not on disk.

import { NO_ANSWER } from "../lib/connection.js";

// The name of the status and its words.
export function statusOf({ connection, failed, tone, message, screen, refused }) {
  const unsaved = connection.unsaved().length;
  if (connection.silent() && unsaved)
    return ["unsaved", `NOT SAVED${unsaved > 1 ? ` (${unsaved} entries)` : ""}: ${NO_ANSWER}`];
  if (connection.silent())
    return ["silent", `nothing can be saved now: ${NO_ANSWER.replace("; your entry is kept here", "")}`];
  if (failed) return [refused ? "unsaved" : "failed", refused ? `NOT SAVED: ${failed}` : failed];
  if (unsaved) return ["saving", "saving …"];
  return [tone, message || (screen === "start" ? "" : "saved")];
}

export function say(desk, words = "", tone = "saved") {
  Object.assign(desk, { message: words, failed: "", refused: false, tone });
  desk.draw();
}

// Say why something was not done; `refused` if an entry is still not on disk.
export function sayFailed(desk, words, refused = false) {
  Object.assign(desk, { failed: words, refused });
  desk.draw();
}

// Say something of a key that changes nothing.
export function sayIdle(desk, words) {
  say(desk, words, "idle");
}
