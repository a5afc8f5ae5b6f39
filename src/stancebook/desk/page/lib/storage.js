// Browser storage for what the kernel does not have yet.

// One user's storage: messages without an answer, unfinished entries, and the place in the text. If the browser stores
// nothing (private windows, full storage), they stay in the memory of the page.
export function browserStorage(key) {
  let [memory, full] = [{ messages: {}, drafts: {}, at: null }, false];
  const read = () => {
    if (full) return memory;
    try {
      memory = { messages: {}, drafts: {}, at: null, ...JSON.parse(localStorage.getItem(key) ?? "{}") };
    } catch {}
    return memory;
  };
  const change = (part, id, value) => {
    read();
    if (value === undefined) delete memory[part][id];
    else memory[part][id] = value;
    store();
  };
  const store = () => {
    try {
      localStorage.setItem(key, JSON.stringify(memory));
    } catch {
      full = true;
    }
  };
  return {
    messages: () => Object.values(read().messages),
    keepMessage: (message) => change("messages", message.id, message),
    dropMessage: (id) => change("messages", id),
    drafts: () => Object.entries(read().drafts).map(([id, draft]) => ({ id, ...draft })),
    keepDraft: (id, draft) => change("drafts", id, draft),
    dropDraft: (id) => change("drafts", id),
    at: () => read().at,
    keepAt: (at) => {
      read().at = at;
      store();
    },
  };
}
