// The whole page of the desk: the start page, the panes of coding, or adjudication.

import { h, Kept } from "../lib/view.js";
import { bar, statusLine } from "./bar.js";
import { entriesPane } from "./entries.js";
import { formPane } from "./form.js";
import { helpBox } from "./help.js";
import { noticeArea } from "./notices.js";
import { panel } from "./panel.js";
import { startPage } from "./start.js";
import { textPane } from "./text.js";
import { answerPane, exercisePane } from "./training.js";

export function page(desk) {
  const { screen, adjudication } = desk;
  if (screen === "start") return [startPage(desk), statusLine(desk)];
  if (screen === "adjudicating") return [bar(desk), noticeArea(desk), h(Placed, { node: adjudication.node })];
  const training = screen === "training";
  const left = training ? exercisePane(desk) : [textPane(desk), panel(desk)];
  return [bar(desk), panes(desk, left, training ? answerPane : entriesPane), helpBox(desk)];
}

// A part of the page that draws itself.
class Placed extends Kept {
  render({ node }) {
    return h("div.sb-adjudication", { ref: (place) => place?.append(node) });
  }
}

function panes(desk, left, entries) {
  const { form, panel: listing } = desk;
  return h("div.sb-panes", { class: [form && "sb-filling", listing && "sb-listing"] }, [
    h("div.sb-left", left),
    h("div.sb-right", noticeArea(desk), form ? formPane(desk) : entries(desk)),
  ]);
}
