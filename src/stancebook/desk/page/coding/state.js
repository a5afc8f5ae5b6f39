// What the desk holds: `desk` is one object that all parts of the page share.

import { newText } from "./choosing.js";

export function newDesk() {
  return {
    screen: "start", // or training, coding, adjudicating
    study: null,
    users: null,
    starts: 0, // how often a session was requested
    ...newSession(),
    dragCodes: false, // whether words dragged over with the mouse are coded at once
    sample: { number: "", seed: "1", result: "" },
    helping: null, // the element that had the focus before the help
    tone: "saved",
    refused: false, // whether an entry is not on disk because of what `failed` says
    moves: Promise.resolve(),
    drawing: "", // done once the page is drawn, again if it has to be drawn once more
  };
}

// What belongs to one user's session.
export function newSession() {
  return {
    ...{ user: "", name: "", role: "", codebook: null, adjudication: null },
    names: {}, // of everybody in the study, by id
    ...newCoding(),
    standing: null, // how far the coder is trained
    trainee: null, // the sentence to train on, and the answer to it
    kept: null, // the form that waits for the end of the training
    memos: [], // { on, about, text }
    memoOn: "", // the code whose memo is shown
    notices: [],
    message: "",
    failed: "",
  };
}

// What belongs to the articles that a coder opens.
export function newCoding() {
  return {
    article: null,
    coding: null, // the entries and marks on the article
    cut: undefined, // how the kernel has cut the article into sentences
    text: newText(),
    panel: null, // the list in the place of the text
    lists: {},
    search: null,
    form: null,
    saving: null, // the entry that waits for its answer
    last: {}, // the entry of each kind that was saved last
    lastPlace: null, // the words chosen last
    looking: "", // the article for which a reason to see the codes of others is asked
  };
}
