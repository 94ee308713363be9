/**
 * A provider's content filter speaking through an error status; what it says is the reply's
 * `stopDetail`.
 */
export class Filtered extends Error {
  constructor(detail: string) {
    super(detail);
    this.name = "Filtered";
  }
}

const codes = new Set([
  "bio_policy",
  "content_filter",
  "content_policy_violation",
  "contentfilter",
  "data_inspection_failed",
  "datainspectionfailed",
  "invalid_prompt",
  "misalignment_policy_violation",
  "moderation_blocked",
  "prohibited_content",
  "responsibleaipolicyviolation",
  "sensitive_words_detected",
]);

/** Whether a provider's code for an error, or for a failed response, is its content filter's. */
export const isFilterCode = (code: unknown): boolean => typeof code === "string" && codes.has(code.toLowerCase());

const sayings = [
  /\bcontent exists risk\b/i,
  /\b(?:input|prompt|request|output|response|message|content) (?:was|is|has been|were|may have been) (?:flagged|filtered)\b/i,
  /\bflagged (?:by|for|as|due)\b/i,
  /\b(?:blocked|filtered|rejected) (?:by|due to) (?:the |our |its |a )?(?:[\w-]+ ){0,3}?(?:content|safety|moderation)\b/i,
  /\bcontent (?:filter(?:ing)?|management) policy\b/i,
  /\bcontent violates (?:the |our )?(?:usage|content|safety)\b/i,
  /\binappropriate content\b/i,
];

/**
 * Whether an error's words are a content filter's: of the text that was sent or came back, not of
 * who sent it.
 */
export const isFilterSaying = (words: string): boolean => sayings.some((saying) => saying.test(words));
