// The whole page of the desk: the start page, the panes of coding, or adjudication.

import { Component, h } from "../lib/view.js";
import { bar, statusLine } from "./bar.js";
import { entriesPane } from "./entries.js";
import { formPane } from "./form.js";
import { helpBox } from "./help.js";
import { noticeArea } from "./notices.js";
import { panel } from "./panel.js";
import { startPage } from "./start.js";
import { textPane } from "./text.js";
import { exercisePane, trainingPane } from "./training.js";

export function page(desk) {
  const { screen, adjudication } = desk;
  if (screen === "start") return [startPage(desk), statusLine(desk)];
  if (screen === "coding") return [bar(desk), panes(desk), helpBox(desk)];
  if (screen === "training") return [bar(desk), trainingPage(desk), helpBox(desk)];
  return [bar(desk), noticeArea(desk), h(Placed, { node: adjudication.node })];
}

// A part of the page that draws itself.
class Placed extends Component {
  shouldComponentUpdate() {
    return false;
  }

  render({ node }) {
    return h("div", { class: "sb-adjudication", ref: (place) => place?.append(node) });
  }
}

function trainingPage(desk) {
  return h(
    "div",
    { class: "sb-panes" },
    h("div", { class: "sb-left" }, exercisePane(desk)),
    h("div", { class: "sb-right" }, noticeArea(desk), trainingPane(desk)),
  );
}

function panes(desk) {
  const state = `${desk.form ? " sb-filling" : ""}${desk.panel ? " sb-listing" : ""}`;
  return h(
    "div",
    { class: `sb-panes${state}` },
    h("div", { class: "sb-left" }, textPane(desk), panel(desk)),
    h("div", { class: "sb-right" }, noticeArea(desk), desk.form ? formPane(desk) : entriesPane(desk)),
  );
}
