import type { Tool, ToolCall } from "./model.ts";

/**
 * A call in the form its tool is written in; null where there is no such tool, or an argument it
 * needs is missing.
 */
export function writeCall(tools: readonly Tool[], { name, arguments: values }: ToolCall): string | null {
  const tool = tools.find((each) => each.name === name);
  if (tool === undefined || typeof values === "string") return null;
  let whole = true;
  const text = tool.written.replace(/\{\{ *(\w+) *\}\}/g, (_, argument: string) => {
    const value = Object.hasOwn(values, argument) ? values[argument] : undefined;
    if (typeof value === "string") return value;
    whole = false;
    return "";
  });
  return whole ? text : null;
}
