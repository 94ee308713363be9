import type { Request } from "./model.ts";

/**
 * A request without half characters, such as a cut-off reply may end with: no text that a provider
 * takes back as a turn.
 */
export function wellFormed(request: Request): Request {
  if (request.messages.every(({ content }) => content.isWellFormed())) return request;
  const messages = request.messages.map(({ role, content }) => ({ role, content: content.toWellFormed() }));
  return { ...request, messages };
}
