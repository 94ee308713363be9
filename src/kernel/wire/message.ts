/** Header of a Jupyter message; `date` is ISO 8601. */
export interface Header {
  msg_id: string;
  session: string;
  username: string;
  date: string;
  msg_type: string;
  version: string;
}

export type Content = Record<string, unknown>;

/**
 * One Jupyter message. `identities` are the routing frames before the delimiter: the client's, or a
 * topic on iopub.
 */
export interface Message {
  identities: Uint8Array[];
  header: Header;
  parent: Header | null;
  metadata: Content;
  content: Content;
  buffers: Uint8Array[];
  /** When it came, by the machine's monotonic clock in ms. */
  received?: number;
}

/** Version of the messaging protocol spoken here: 5.4 adds the welcome message to 5.3. */
export const protocolVersion = "5.4";
