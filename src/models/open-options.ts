/** How a model is reached; everything has a default. */
export interface OpenOptions {
  /** Overrides the provider's base URL and its environment variable. */
  baseUrl?: string;
  /**
   * Longest wait for one whole reply, in ms; 600,000 when absent, and at OpenAI's `flex` 900,000.
   */
  timeoutMs?: number;
  /** Where keys and base URLs are looked up; `process.env` when absent. */
  env?: Record<string, string | undefined>;
}
