const bare = /"[^"\\]*(?:\\[^][^"\\]*)*"|-?\bInfinity\b|\bNaN\b/g;

/**
 * JSON as Python writes it, too: bare NaN and Infinity, which JSON does not have, are null. Throws
 * on what is no JSON either way.
 */
export function parseLooseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!/NaN|Infinity/.test(text)) throw error;
    return JSON.parse(text.replace(bare, (found) => (found.startsWith('"') ? found : "null")));
  }
}
