import { families, keys, type FilledMapping, type From } from "./mapping.ts";

/**
 * A mapping with the fields of a record that are called as our keys are, where the mapping says
 * nothing of them: what this project writes is read without one.
 */
export function withOwnNames(mapping: FilledMapping, record: unknown): FilledMapping {
  if (typeof record !== "object" || record === null || Array.isArray(record)) return mapping;
  const found: [string, From][] = [];
  // Elsewhere "input" is what a prompt is called.
  const named = "arm" in record && "wording" in record;
  for (const [name, value] of Object.entries(record)) {
    if (mapping.has(name) || (name === "input" && !named) || value === null || (value === "" && name !== "reply"))
      continue;
    const family = families.find((each) => name === each || name.startsWith(`${each}.`));
    if (family !== undefined && name !== family) found.push([name, { from: name }]);
    else if ((keys as readonly string[]).includes(name) && !isReplyByName(name, mapping))
      found.push([name, { from: name }]);
    else if (family !== undefined && typeof value === "object")
      for (const inner of Object.keys(value))
        if (!mapping.has(`${name}.${inner}`)) found.push([`${name}.${inner}`, { from: `${name}.${inner}` }]);
  }
  return found.length === 0 ? mapping : new Map([...mapping, ...found]);
}

const isReplyByName = (name: string, mapping: FilledMapping): boolean =>
  name === "reply" && [...mapping.keys()].some((key) => key.startsWith("reply."));
