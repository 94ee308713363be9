/**
 * What of a prompt a provider is asked to keep in its prompt cache. It changes no reply: requests
 * with and without it are the same request.
 */
export interface CacheMark {
  /**
   * The same for requests that begin alike, so that one machine gets them; 64 characters at most.
   */
  key: string;
  /** How many messages each part has that other requests begin with, too; ascending, at most 4. */
  ends: number[];
  /** How long it is kept after its last use, where the provider lets one choose. */
  lasts: "5m" | "1h";
}
