/** Text with every `${name}` replaced by its value. Throws on a name without a value. */
export function fillVariables(text: string, values: Record<string, string>): string {
  return text.replace(/\$\{([A-Za-z_]\w*)\}/g, (_, name: string) => valueOf(values, name, `\${${name}}`));
}

/**
 * Text with `{name}` replaced, for the names given. Throws on a name that the text does not have.
 */
export function fillNames(text: string, values: Record<string, string>): string {
  const absent = Object.keys(values).find((name) => !text.includes(`{${name}}`));
  if (absent !== undefined) throw new Error(`has no {${absent}} to fill; take it out of fill`);
  return text.replace(/\{(\w+)\}/g, (mark, name: string) => (Object.hasOwn(values, name) ? values[name]! : mark));
}

function valueOf(values: Record<string, string>, name: string, mark: string): string {
  if (Object.hasOwn(values, name)) return values[name]!;
  throw new Error(`has ${mark}, and the variables have no ${name}; name another block`);
}
