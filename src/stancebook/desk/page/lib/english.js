// Numbers and names in English.

export function counted(number, noun) {
  const nouns = noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${(number ?? 0).toLocaleString("en")} ${number === 1 ? noun : nouns}`;
}

export function shortened(words, most = 60) {
  return words.length > most ? `${words.slice(0, most - 1)}…` : words;
}

// Minutes as a person would say them.
export function duration(minutes) {
  if (minutes < 60) return counted(Math.round(minutes), "minute");
  const [hours, rest] = [Math.floor(minutes / 60), Math.round((minutes % 60) / 5) * 5];
  if (rest === 60) return counted(hours + 1, "hour");
  return counted(hours, "hour") + (rest ? ` ${rest} minutes` : "");
}
