/**
 * JSON with what people and models add to it, as long as it can only mean one thing: comments, a
 * comma behind the last item, line feeds within texts, Python's True, False and None, texts in
 * single or typographic quotes, names without any, a plus before a number. Undefined where it is no
 * JSON all the same.
 */
export function parseTolerantJson(text: string): unknown {
  for (const written of [text, mended(text)]) {
    try {
      return JSON.parse(written) as unknown;
    } catch {
      // As it stands it is none; perhaps once it is mended.
    }
  }
  return undefined;
}

/** A text in quotes of another kind ends where a name, an item or the whole does. */
const ends = String.raw`(?=\s*(?:[:,}\]]|$))`;

const pieces = new RegExp(
  [
    String.raw`"(?:[^"\\]|\\[^])*"`,
    String.raw`'(?:[^'\\]|\\[^])*'${ends}`,
    String.raw`[“„](?:[^“”„\\]|\\[^])*[”“]${ends}`,
    String.raw`\/\/[^\n]*`,
    String.raw`\/\*[^]*?\*\/`,
    String.raw`#[^\n]*`,
    String.raw`,(?=(?:\s|\/\/[^\n]*(?:\n|$)|\/\*[^]*?\*\/)*[}\]])`,
    String.raw`\b[A-Za-z_]\w*(?=\s*:)`,
    String.raw`\b(?:True|False|None)\b`,
    String.raw`(?<=:\s*)\+(?=[\d.])`,
  ].join("|"),
  "g",
);

const python: Record<string, string> = { True: "true", False: "false", None: "null" };

const escapes: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function mended(text: string): string {
  return text.replace(pieces, (piece) => {
    if (piece.startsWith('"')) return piece.replace(/[\n\r\t]/g, (sign) => escapes[sign]!);
    if (/^['“„]/.test(piece)) return requoted(piece.slice(1, -1));
    if (/^\w/.test(piece)) return python[piece] ?? `"${piece}"`;
    return "";
  });
}

/** A text of other quotes in those of JSON. */
function requoted(text: string): string {
  const written = text.replace(/\\[^]|["\n\r\t]/g, (sign) => {
    if (sign === "\\'") return "'";
    return sign === '"' ? '\\"' : (escapes[sign] ?? sign);
  });
  return `"${written}"`;
}

/** Opening braces that are followed up; beyond that no text means to be read. */
const mostTries = 1_000;

/**
 * The texts between an opening brace and the one that closes it, outermost ones only; braces within
 * quoted texts do not count, unless nothing closes then.
 */
export function bracedTexts(text: string): string[] {
  const found: string[] = [];
  let tries = 0;
  for (let at = text.indexOf("{"); at >= 0 && tries < mostTries; at = text.indexOf("{", at), tries++) {
    const end = closing(text, at);
    if (end !== null) found.push(text.slice(at, end));
    at = end ?? at + 1;
  }
  return found;
}

const signs = /"(?:[^"\\]|\\[^])*"|\/\/[^\n]*|\/\*[^]*?\*\/|[{}]/g;

function closing(text: string, open: number): number | null {
  const within = new RegExp(signs, "g");
  within.lastIndex = open;
  let depth = 0;
  for (let match = within.exec(text); match !== null; match = within.exec(text)) {
    if (match[0] === "{") depth++;
    if (match[0] === "}" && --depth === 0) return within.lastIndex;
  }
  return null;
}
