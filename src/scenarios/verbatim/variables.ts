/**
 * The JSON block under a `## heading` of a Markdown file, as names and texts. Throws, naming the
 * headings there are, when it is not there or not JSON of that shape.
 */
export function readVariables(markdown: string, heading: string): Record<string, string> {
  const sections = [...markdown.matchAll(/^## (.+?)[ \t]*\r?\n([\s\S]*?)(?=^## |$(?![\s\S]))/gm)];
  const section = sections.find(([, title]) => title === heading);
  if (!section) {
    const known = sections.map(([, title]) => `"${title}"`).join(", ") || "none";
    throw new Error(`has no heading "${heading}"; use one of ${known}`);
  }
  const block = /^```json\s*\n([\s\S]*?)^```/m.exec(section[2]!);
  if (!block) throw new Error(`has no JSON block under "${heading}"; use another heading`);
  const values: unknown = JSON.parse(block[1]!);
  const flat = typeof values === "object" && values !== null && !Array.isArray(values);
  if (!flat || !Object.values(values).every((value) => typeof value === "string"))
    throw new Error(`has something else than names and texts under "${heading}"; use another heading`);
  return values as Record<string, string>;
}
