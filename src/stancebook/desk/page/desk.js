// The coding desk on the page. `desk` holds what all parts share: the connection, and what is shown.

import { askToWrite, goToOpenSentence, rereadArticle, takeLate } from "./coding/article.js";
import { focusForm, isFilled, takeCodebook } from "./coding/filling.js";
import { listenToKeys } from "./coding/keys.js";
import { releaseMouse } from "./coding/mouse.js";
import { addKernelNotices, changedElsewhere } from "./coding/notices.js";
import { page } from "./coding/page.js";
import { focusPanel } from "./coding/panel.js";
import { loadProgress } from "./coding/records.js";
import { enterSession, showStart } from "./coding/start.js";
import { newDesk } from "./coding/state.js";
import { statusOf } from "./coding/status.js";
import { focusText, keepInView, revealSentence } from "./coding/text.js";
import { focusTraining } from "./coding/training.js";
import { connectToKernel } from "./lib/connection.js";
import { draw } from "./lib/view.js";

function render({ model, el }) {
  const desk = newDesk();
  const root = Object.assign(document.createElement("div"), { className: "sb-desk", tabIndex: -1 });
  root.dataset.lmSuppressShortcuts = "true";
  Object.assign(desk, { root, ...deskActions(desk) });
  desk.connection = connectToKernel(model, {
    state: () => desk.connection && desk.status !== statusOf(desk).join() && desk.draw(),
    changes: (changes) => changedElsewhere(desk, changes),
    late: (message, reply) => takeLate(desk, message, reply),
    resumed: (reply) => enterSession(desk, reply, true),
    about: () => ({ article: desk.article?.article, cut: desk.cut, frozen: desk.frozen, book: desk.book }),
    told: (reply) => takeNews(desk, reply),
  });
  const onUnload = (event) =>
    (desk.connection.unsaved().length || (desk.form && isFilled(desk.form))) && event.preventDefault();
  const onRelease = (event) => releaseMouse(desk, event);
  window.addEventListener("beforeunload", onUnload);
  document.addEventListener("mouseup", onRelease, true); // also outside of the pane, and before another listener
  root.addEventListener("mousedown", (event) => keepFocusOnTool(desk, event));
  root.addEventListener("focusin", () => requestAnimationFrame(() => keepInView(root))); // a focused field scrolls the notebook
  const forgetKeys = listenToKeys(desk);
  el.append(root);
  const forgetRoom = fitRoom(root, () => revealSentence(desk));
  showStart(desk).then(() => takeFocus(desk));

  return () => {
    window.removeEventListener("beforeunload", onUnload);
    document.removeEventListener("mouseup", onRelease, true);
    forgetKeys();
    forgetRoom();
    desk.adjudication?.close?.();
    desk.connection.close();
    root.remove();
  };
}

function deskActions(desk) {
  return {
    // A field that is taken out loses its focus and asks to draw again: that waits until this drawing is done.
    draw() {
      const { root } = desk;
      if (desk.drawing) return void (desk.drawing = "again");
      const inside = root.contains(document.activeElement);
      while (desk.drawing !== "done") {
        desk.drawing = "done";
        const [name, words] = statusOf(desk);
        desk.status = `${name},${words}`;
        Object.assign(root.dataset, { screen: desk.screen, state: name });
        draw(page(desk), root);
      }
      desk.drawing = "";
      return inside && !root.contains(document.activeElement) && desk.focusMain(); // what had the focus is gone
    },
    // Ask the kernel, with the article that is open.
    ask: (verb, params) => desk.connection.ask(verb, { article: desk.article?.article, ...params }),
    write: (verb, params, done) => askToWrite(desk, verb, params, done),
    focusMain: () => focusMainPart(desk),
    loadProgress: () => loadProgress(desk),
    goOn: () => ((desk.panel = null), goToOpenSentence(desk, 1)),
    showHelp() {
      if (desk.helping) return desk.hideHelp();
      desk.helping = document.activeElement;
      desk.draw();
      return desk.root.querySelector(".sb-helpbox").focus();
    },
    hideHelp() {
      const before = desk.helping;
      desk.helping = null;
      if (before.isConnected && desk.root.contains(before)) before.focus();
      desk.draw();
    },
  };
}

// Take what a ping tells: that the text, the codebook or the freeze is another one by now.
function takeNews(desk, reply) {
  takeCodebook(desk, reply);
  Object.assign(desk, { frozen: reply.frozen ?? desk.frozen, book: reply.book ?? desk.book });
  addKernelNotices(desk, reply.notices, desk.article?.article);
  if (desk.article && !desk.form && desk.screen === "coding" && reply.notices.some(({ kind }) => kind === "text"))
    rereadArticle(desk);
}

// Focus the main part: the form, the list, the text, or the first button of the start page.
function focusMainPart(desk) {
  const { root, screen, form, panel, adjudication } = desk;
  if (screen === "adjudicating") adjudication.focus();
  else if (screen === "start") (root.querySelector(".sb-user") ?? root).focus({ preventScroll: true });
  else if (screen === "training") focusTraining(desk);
  else if (form) focusForm(desk);
  else if (panel) focusPanel(desk);
  else focusText(desk);
}

// After the cell has run, scroll to the desk and focus it, unless the user is typing in a cell.
function takeFocus(desk) {
  const active = document.activeElement;
  const near = desk.root.closest(".jp-Notebook")?.contains(active);
  const free = near && !active.matches("input, textarea, [contenteditable='true']");
  if (active && active !== document.body && !free) return;
  desk.root.scrollIntoView({ block: "nearest" });
  desk.focusMain();
}

// A click on a tool leaves the focus where it is, so that Enter codes instead of pressing that button again.
function keepFocusOnTool(desk, event) {
  if (!event.target.closest?.(".sb-keys button, .sb-bar button, .sb-card button")) return;
  event.preventDefault();
  if (!desk.root.contains(document.activeElement)) desk.focusMain();
}

// Keep the desk as high as the room that the notebook has, so that all of it is in view.
function fitRoom(root, fitted) {
  let [frame, ended] = [null, false];
  const fit = () => {
    root.style.setProperty(
      "--room",
      `${frame === document.documentElement ? window.innerHeight : frame.clientHeight}px`,
    );
    fitted();
  };
  const observer = new ResizeObserver(() => requestAnimationFrame(fit));
  const begin = () => {
    if (ended) return;
    if (!root.isConnected) return void requestAnimationFrame(begin);
    frame = frameOf(root);
    if (frame === document.documentElement) window.addEventListener("resize", fit);
    else observer.observe(frame);
    fit();
  };
  begin();
  return () => {
    ended = true;
    window.removeEventListener("resize", fit);
    observer.disconnect();
  };
}

// What scrolls around the desk: an output in a view of its own, the notebook, or else the nearest, or the whole page.
function frameOf(root) {
  const known = root.closest(".jp-LinkedOutputView, .jp-WindowedPanel-outer");
  if (known) return known;
  let frame = root.parentElement;
  while (frame && !(/auto|scroll/.test(getComputedStyle(frame).overflowY) && frame.clientHeight > 120))
    frame = frame.parentElement;
  return frame && frame !== document.body ? frame : document.documentElement;
}

export default { render };
