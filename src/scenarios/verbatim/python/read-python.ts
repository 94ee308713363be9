import { readAssigned, readerOf, readTargets, unpack, unreadable, type PythonValue } from "./expression.ts";
import { tokensOf, type Token } from "./tokens.ts";

/** What a Python file's names stand for, and why others cannot be told. */
interface PythonNames {
  values: Record<string, PythonValue>;
  unread: Record<string, string>;
}

/**
 * The literals that a Python file assigns to names at its top level: texts, lists, tuples and dicts
 * of them, joined by `+`, named before, or made by a comprehension over such. Nothing is run; a
 * name that is assigned anything else is `unread`. Throws on a string that does not end.
 */
export function readPython(source: string): PythonNames {
  const names: PythonNames = { values: {}, unread: {} };
  for (const line of linesOf(tokensOf(source))) {
    const assignment = assigned(line, names.values);
    for (const name of assignment.names) {
      delete names.values[name];
      delete names.unread[name];
      if ("why" in assignment) names.unread[name] = assignment.why;
    }
    if ("values" in assignment) Object.assign(names.values, assignment.values);
  }
  return names;
}

function* linesOf(tokens: readonly Token[]): Generator<Token[]> {
  let line: Token[] = [];
  for (const token of tokens) {
    line.push(token);
    if (token.kind !== "end") continue;
    yield line;
    line = [];
  }
}

type Assigned = { names: string[]; values: Record<string, PythonValue> } | { names: string[]; why: string };

/** What a line assigns. One within a block may not be run: what it would assign cannot be told. */
function assigned(line: readonly Token[], values: Record<string, PythonValue>): Assigned {
  const sign = line.findIndex(({ kind, value }) => kind === "sign" && /^[^=!<>:]?=$/.test(value));
  const names = line.slice(0, Math.max(sign, 0)).flatMap(({ kind, value }) => (kind === "name" ? [value] : []));
  if (names.length === 0) return { names, values: {} };
  try {
    if (line[0]!.column !== 0 || line[sign]!.value !== "=") throw unreadable(line[0]!);
    const reader = readerOf(line);
    const targets = readTargets(reader);
    if (targets.length === 1 && reader.take(":")) while (reader.peek().value !== "=") reader.next();
    reader.expect("=");
    const expression = readAssigned(reader);
    if (reader.peek().kind !== "end") throw unreadable(reader.peek());
    return { names: targets, values: unpack(targets, expression(values)) };
  } catch (error) {
    return { names, why: (error as Error).message };
  }
}
