/**
 * Whether tokens of a prompt that were read from the provider's cache count against its limit of
 * input. Anthropic's do for its models before Claude Sonnet 3.7, by the marks (†) in the tables of
 * https://docs.anthropic.com/en/api/rate-limits: those of 2025 have them at all of these, those of
 * 2026 at Claude Haiku 3.5, the last of them that is listed.
 */
export const countsCacheReads = (model: string): boolean =>
  !model.startsWith("anthropic/") || /^anthropic\/claude-3-(?!7)/.test(model);
