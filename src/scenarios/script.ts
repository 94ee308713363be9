import { fault } from "./fault.ts";
import type { Turn } from "./scenario.ts";
import { trimBlankLines } from "./trim.ts";

const heading = /^## (?:(system|user|assistant)|reply ([a-z0-9-]+))(?: when ([a-z0-9-]+) is ([a-z0-9-]+))?\s*$/;

/** What was meant for a heading, most likely, and is written otherwise. */
const nearly = /^\s*##\s*(?:system|user|assistant|reply\s+[a-z0-9-]+)(?:\s+when\s.*)?\s*$/i;

/**
 * The turns of a wording's body: `## system`, `## user`, `## assistant` and `## reply NAME`, each
 * optionally followed by `when REPLY is READING`. Text between headings is kept as it is, without
 * outer blank lines; a line of it that begins with `## `, or looks like a heading but for a space,
 * is written with a backslash before it, and loses that one. `firstLine` is the body's line in the
 * file, for errors.
 */
export function parseScript(body: string, file: string, firstLine = 1): Turn[] {
  const turns: Turn[] = [];
  let lines: string[] = [];
  let start = firstLine;
  for (const [index, line] of body.split("\n").entries()) {
    if (!line.startsWith("## ") && !nearly.test(line)) {
      lines.push(
        line.startsWith("\\") && nearly.test(line.replace(/^\\+/, ""))
          ? line.slice(1)
          : line.replace(/^\\(\\*## )/, "$1"),
      );
      continue;
    }
    giveText(turns.at(-1), trimBlankLines(lines.join("\n")), file, start);
    lines = [];
    start = firstLine + index;
    turns.push(parseHeading(line, file, start));
  }
  giveText(turns.at(-1), trimBlankLines(lines.join("\n")), file, start);
  return turns;
}

function giveText(turn: Turn | undefined, text: string, file: string, line: number): void {
  const wrong = (message: string) => fault(file, `line ${line}`, message);
  if (turn?.kind === "say" && text === "") throw wrong(`"## ${turn.role}" says nothing; add text or take it out`);
  if (turn?.kind === "say") turn.text = text;
  else if (text === "") return;
  else if (turn) throw wrong(`text under "## reply ${turn.name}"; what the subject says is its own: move the text`);
  else throw wrong('text before the first turn; begin the script with "## system" or "## user"');
}

function parseHeading(line: string, file: string, at: number): Turn {
  const match = heading.exec(line);
  if (!match) {
    const expected =
      '"## system", "## user", "## assistant" or "## reply NAME", and after it perhaps "when REPLY is READING"';
    const remedy = "write \\## for a heading inside the text";
    throw fault(file, `line ${at}`, `"${line.trim()}" is not a turn; expected ${expected}; ${remedy}`);
  }
  const [, role, name, reply, is] = match;
  const when = reply && is ? { reply, is } : null;
  return name ? { kind: "reply", name, when } : { kind: "say", role: role as "system", text: "", when };
}
