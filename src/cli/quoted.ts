/** An argument as a shell takes it. */
export const quoted = (arg: string): string => (/^[\w./:=-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`);
