// Numbers and names in English.

export function counted(number, noun) {
  const nouns = noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${(number ?? 0).toLocaleString("en")} ${number === 1 ? noun : nouns}`;
}

// Names as an enumeration: a, b and c.
export function listed(names) {
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : (names[0] ?? "");
}

// Words cut after so many characters, none of which is cut in two.
export function shortened(words, most = 60) {
  const signs = [...words];
  return signs.length > most ? `${signs.slice(0, most - 1).join("")}…` : words;
}

// Minutes as a person would say them.
export function duration(exact) {
  const minutes = Math.round(exact);
  if (minutes < 60) return counted(minutes, "minute");
  const [hours, rest] = [Math.floor(minutes / 60), Math.round((minutes % 60) / 5) * 5];
  if (rest === 60) return counted(hours + 1, "hour");
  return counted(hours, "hour") + (rest ? ` ${rest} minutes` : "");
}
