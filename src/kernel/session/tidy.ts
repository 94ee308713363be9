import { types } from "node:util";
import { whenCalled } from "./realm.ts";

/** Undoes in a message what compiling a cell does to the names in it. */
export function asWritten(message: string): string {
  return message.replace(/\(0 ?, cell\$([\p{ID_Continue}$]+)\.v\)|cell\$([\p{ID_Continue}$]+)\.v/gu, "$1$2");
}

/**
 * Has an error's message speak of variables, where it is about to be seen. Anything may be given;
 * nothing of it is run.
 */
export function tidy(thrown: unknown): void {
  if (!types.isNativeError(thrown)) return;
  whenCalled(() => tidyMessage(thrown));
}

function tidyMessage(thrown: Error): void {
  const ownMessage: unknown = Object.getOwnPropertyDescriptor(thrown, "message")?.value;
  if (typeof ownMessage !== "string" || !ownMessage.includes("cell$")) return;
  const message = asWritten(ownMessage);
  Object.defineProperty(thrown, "message", { value: message, writable: true, configurable: true, enumerable: false });
}
