/**
 * What an offset in code stands in. A string's `start` and `end` bound its contents, to where the
 * line or code ends.
 */
export type TextAt =
  { kind: "code" | "comment" | "template" | "regex" } | { kind: "string"; start: number; end: number };

/** What comes before a slash that divides; after anything else it begins a regular expression. */
const beforeDivision = /(?:[\p{ID_Continue}$)\]}'"`]|\+\+|--)\s*$/u;
const beforeRegex =
  /(?:^|[^\p{ID_Continue}$.])(?:return|typeof|case|in|of|delete|void|throw|new|await|yield|else|do)\s*$/u;

/**
 * Whether an offset (UTF-16) stands in code, or in a comment, string, template's text or regular
 * expression, also where those are not closed yet. What stands in `${}` is code.
 */
export function textAt(code: string, offset: number): TextAt {
  /** Depths of braces at which text of a template goes on. */
  const templates: number[] = [];
  let braces = 0;
  let at = 0;
  /** Where a slash would follow a regular expression. */
  let regex = -1;
  while (at < offset) {
    const two = code.slice(at, at + 2);
    const character = code[at]!;
    if (two === "//" || two === "/*") {
      const end = two === "//" ? endOf(code, at, "\n") : endOf(code, at + 2, "*/");
      if (offset <= end) return { kind: "comment" };
      at = two === "//" ? end : end + 2;
    } else if (character === '"' || character === "'") {
      const end = endOfString(code, at);
      if (offset <= end) return { kind: "string", start: at + 1, end };
      at = end + 1;
    } else if (character === "`" || (character === "}" && templates.at(-1) === braces)) {
      if (character === "}") templates.pop();
      const end = endOfTemplate(code, at + 1);
      if (offset <= end) return { kind: "template" };
      if (code[end] === "$") templates.push(braces);
      at = end + (code[end] === "$" ? 2 : 1);
    } else if (character === "/" && at !== regex && startsRegex(code.slice(0, at))) {
      const closed = endOfRegex(code, at);
      const end = closed ?? endOf(code, at, "\n");
      if (offset < end || (closed === null && offset === end)) return { kind: "regex" };
      at = end + /^[a-z]*/.exec(code.slice(end))![0].length;
      regex = at + /^\s*/.exec(code.slice(at))![0].length;
    } else {
      if (character === "{") braces += 1;
      if (character === "}") braces -= 1;
      at += 1;
    }
  }
  return { kind: "code" };
}

function startsRegex(before: string): boolean {
  return beforeRegex.test(before.slice(-20)) || !beforeDivision.test(before.slice(-200));
}

function endOf(code: string, from: number, mark: string): number {
  const found = code.indexOf(mark, from);
  return found === -1 ? code.length : found;
}

/** Where the closing quote is, or the line ends. */
function endOfString(code: string, start: number): number {
  for (let at = start + 1; at < code.length; at += 1) {
    if (code[at] === "\\") at += 1;
    else if (code[at] === code[start] || code[at] === "\n") return at;
  }
  return code.length;
}

/** Where the closing backtick or a `${` is. */
function endOfTemplate(code: string, start: number): number {
  for (let at = start; at < code.length; at += 1) {
    if (code[at] === "\\") at += 1;
    else if (code[at] === "`" || code.startsWith("${", at)) return at;
  }
  return code.length;
}

/** Behind the closing slash; null where the line ends before it. */
function endOfRegex(code: string, start: number): number | null {
  let inClass = false;
  for (let at = start + 1; at < code.length && code[at] !== "\n"; at += 1) {
    if (code[at] === "\\") at += 1;
    else if (code[at] === "[") inClass = true;
    else if (code[at] === "]") inClass = false;
    else if (code[at] === "/" && !inClass) return at + 1;
  }
  return null;
}
