/** Undoes in a message what compiling a cell does to the names in it. */
export function asWritten(message: string): string {
  return message.replace(/\(0 ?, cell\$([\p{ID_Continue}$]+)\.v\)|cell\$([\p{ID_Continue}$]+)\.v/gu, "$1$2");
}

/** Has an error's message speak of variables, where it is about to be seen; anything may be given. */
export function tidy(thrown: unknown): void {
  if (!(thrown instanceof Error) || typeof thrown.message !== "string" || !thrown.message.includes("cell$")) return;
  const message = asWritten(thrown.message);
  Object.defineProperty(thrown, "message", { value: message, writable: true, configurable: true, enumerable: false });
}
