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
  "1026",
  "1027",
  "1301",
  "bio_policy",
  "content_filter",
  "content_moderation",
  "content_policy_violation",
  "contentfilter",
  "data_inspection_failed",
  "datainspectionfailed",
  "invalid_prompt",
  "misalignment_policy_violation",
  "moderation_blocked",
  "moderation_error",
  "prohibited_content",
  "responsibleaipolicyviolation",
  "sensitive_words_detected",
]);

/** Whether a provider's code for an error, or for a failed response, is its content filter's. */
export const isFilterCode = (code: unknown): boolean =>
  (typeof code === "string" || typeof code === "number") && codes.has(String(code).toLowerCase());

const sayings = [
  /\bcontent exists risk\b/i,
  /\b(?:input|prompt|request|output|response|message|content) (?:was|is|has been|were|may have been) (?:flagged|filtered|moderated)\b/i,
  /\bflagged (?:by|for|as|due)\b/i,
  /\b(?:blocked|filtered|rejected|refused) (?:by|due to|because of|as a result of) (?:the |our |its |a )?(?:[\w-]+ ){0,3}?(?:content|safety|moderation)\b/i,
  /\b(?:considered|potentially|too) (?:high[- ]risk|unsafe)\b/i,
  /\b(?:requires|failed|did not pass|didn't pass) (?:the |our |a )?(?:content )?(?:moderation|safety check)/i,
  /\bnew_sensitive\b|\bsensitive (?:content|words?|information)\b/i,
  /敏感|不安全|违规|风险内容/,
  /\bcontent (?:filter(?:ing)?|management) policy\b/i,
  /\b(?:content|input|prompt|request|output) (?:violates|violated|may violate|goes against) (?:the |our |an? )?(?:[\w-]+ )?(?:usage|content|safety|polic)/i,
  /\binappropriate content\b/i,
];

/**
 * Whether an error's words are a content filter's: of the text that was sent or came back, not of
 * who sent it.
 */
export const isFilterSaying = (words: string): boolean => sayings.some((saying) => saying.test(words));
