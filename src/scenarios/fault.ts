/**
 * An error about a scenario's files: which file, which field of it, then what is wrong and, after a
 * semicolon, what to do.
 */
export function fault(file: string, field: string, message: string): Error {
  return new Error(`${file}: ${field}: ${message}`);
}
