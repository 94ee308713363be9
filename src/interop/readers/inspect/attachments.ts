const PREFIX = /^(?:attachment|tc):\/\//;

/** A value with the texts that a sample keeps apart put back where they are named. */
export function withAttachments<T>(value: T, attachments: Record<string, string> | undefined): T {
  if (attachments === undefined || Object.keys(attachments).length === 0) return value;
  return put(value, attachments) as T;
}

function put(value: unknown, attachments: Record<string, string>): unknown {
  if (typeof value === "string") {
    if (!PREFIX.test(value)) return value;
    return attachments[value.replace(PREFIX, "")] ?? value;
  }
  if (Array.isArray(value)) return value.map((each) => put(each, attachments));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, put(each, attachments)]));
}
