import type { Token } from "./tokens.ts";

/** What a literal comes to; null is something that is no text (a number, None, True). */
export type PythonValue = string | null | PythonValue[] | { [key: string]: PythonValue };

type Scope = Record<string, PythonValue>;
type Evaluated = (scope: Scope) => PythonValue;

/** What of a line of Python is still to be read. */
export interface Reader {
  peek(ahead?: number): Token;
  next(): Token;
  /** Takes the next token where it is that sign or name. */
  take(value: string): boolean;
  expect(value: string): void;
}

/** A reader of one logical line. Throws where the line has something else than is expected. */
export function readerOf(tokens: readonly Token[]): Reader {
  let at = 0;
  const peek = (ahead = 0) => tokens[Math.min(at + ahead, tokens.length - 1)]!;
  const is = (value: string) => peek().kind !== "text" && peek().value === value;
  const next = () => tokens[Math.min(at++, tokens.length - 1)]!;
  return {
    peek,
    next,
    take: (value) => is(value) && (at++, true),
    expect(value) {
      if (!is(value)) throw unreadable(peek());
      at++;
    },
  };
}

/** What stands at a token is no literal, and nothing is run to find out what it comes to. */
export const unreadable = ({ kind, value, line }: Token): Error =>
  new Error(`line ${line} has ${kind === "end" ? "an end" : value} where a literal was expected`);

/** What is assigned: an expression, or several with commas between them as a tuple. */
export function readAssigned(reader: Reader): Evaluated {
  const items = [readExpression(reader)];
  let tuple = false;
  while (reader.take(",")) {
    tuple = true;
    if (reader.peek().kind !== "end") items.push(readExpression(reader));
  }
  return tuple ? (scope) => items.map((item) => item(scope)) : items[0]!;
}

/** Texts, names, lists, tuples, dicts and comprehensions over them, joined by `+`. */
function readExpression(reader: Reader): Evaluated {
  const terms = [readTerm(reader)];
  while (reader.take("+")) terms.push(readTerm(reader));
  return (scope) => terms.map((term) => term(scope)).reduce(sum);
}

function sum(left: PythonValue, right: PythonValue): PythonValue {
  if (typeof left === "string" && typeof right === "string") return left + right;
  if (Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
  throw new Error("something else than two texts or two lists is added");
}

function readTerm(reader: Reader): Evaluated {
  const token = reader.next();
  if (token.kind === "text") {
    let text = token.value;
    while (reader.peek().kind === "text") text += reader.next().value;
    return () => text;
  }
  if (token.kind === "name") return readName(token);
  if (token.value === "(") return readItems(reader, ")");
  if (token.value === "[") return readItems(reader, "]");
  if (token.value === "{") return readDict(reader);
  if (/^\d/.test(token.value)) return () => null;
  throw unreadable(token);
}

function readName(token: Token): Evaluated {
  const { value: name } = token;
  if (["None", "True", "False"].includes(name)) return () => null;
  return (scope) => {
    if (!Object.hasOwn(scope, name)) throw unreadable(token);
    return scope[name]!;
  };
}

/** A list, a tuple, something in brackets, or a comprehension. */
function readItems(reader: Reader, close: string): Evaluated {
  const items: Evaluated[] = [];
  let tuple = close === "]";
  while (!reader.take(close)) {
    items.push(readExpression(reader));
    if (items.length === 1 && reader.take("for")) return readComprehension(reader, items[0]!, close);
    if (reader.take(",")) tuple = true;
    else if (reader.peek().value !== close || reader.peek().kind !== "sign") throw unreadable(reader.peek());
  }
  if (items.length === 1 && !tuple) return items[0]!;
  return (scope) => items.map((item) => item(scope));
}

function readComprehension(reader: Reader, item: Evaluated, close: string): Evaluated {
  const targets = readTargets(reader);
  reader.expect("in");
  const over = readExpression(reader);
  reader.expect(close);
  return (scope) => {
    const values = over(scope);
    if (!Array.isArray(values)) throw new Error("a comprehension goes over something else than a list");
    return values.map((value) => item({ ...scope, ...unpack(targets, value) }));
  };
}

function readDict(reader: Reader): Evaluated {
  const entries: [Evaluated, Evaluated][] = [];
  while (!reader.take("}")) {
    const key = readExpression(reader);
    reader.expect(":");
    entries.push([key, readExpression(reader)]);
    if (!reader.take(",") && reader.peek().value !== "}") throw unreadable(reader.peek());
  }
  return (scope) =>
    Object.fromEntries(
      entries.map(([key, value]) => {
        const name = key(scope);
        if (typeof name !== "string") throw new Error("a dict has a key that is no text");
        return [name, value(scope)];
      }),
    );
}

/** Names that something is assigned to: one, or several with commas between them. */
export function readTargets(reader: Reader): string[] {
  const bracketed = reader.take("(");
  const names: string[] = [];
  do {
    if (reader.peek().kind !== "name") break;
    names.push(reader.next().value);
  } while (reader.take(","));
  if (bracketed) reader.expect(")");
  if (names.length === 0) throw unreadable(reader.peek());
  return names;
}

/** What each name is given of a value. Throws where there are not as many values as names. */
export function unpack(names: readonly string[], value: PythonValue): Scope {
  const [only] = names;
  if (names.length === 1) return { [only!]: value };
  if (!Array.isArray(value) || value.length !== names.length)
    throw new Error(`${names.join(", ")} are given another number of values`);
  return Object.fromEntries(names.map((name, index) => [name, value[index]!]));
}
