/**
 * A word as a shell takes it, for commands that a person copies: in single quotes where it has more
 * than plain signs (on Windows in double ones), and with `./` before a leading dash, as it would be
 * an option.
 */
export function shellWord(word: string, platform: NodeJS.Platform = process.platform): string {
  const text = word.startsWith("-") ? `./${word}` : word;
  if (/^[\w@%+=:,./\\-]+$/.test(text) && (platform === "win32" || !text.includes("\\"))) return text;
  if (platform === "win32") return `"${text.replaceAll('"', '""')}"`;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
