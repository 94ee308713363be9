/** What a page asks a local server for. */
export interface Asked {
  method: string;
  url: URL;
  /** The body as JSON. Throws where it is none, or longer than a megabyte. */
  json(): Promise<unknown>;
}

/** What it is answered. */
export interface Answer {
  status?: number;
  type: string;
  body: string;
}
