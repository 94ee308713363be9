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

/** The header of a request, as JSON: what messages that belong to it carry. */
export type Parent = string;

/** One Jupyter message, as it came. `identities` are the routing frames before the delimiter. */
export interface Message {
  identities: Uint8Array[];
  header: Header;
  asParent: Parent;
  metadata: Content;
  content: Content;
  buffers: Uint8Array[];
  /** When it came, by the machine's monotonic clock in ms. */
  received?: number;
}

/** One to be sent. `identities` are the client's, or a topic on iopub; `header` is JSON. */
export interface Outgoing {
  identities: readonly Uint8Array[];
  header: string;
  parent: Parent | null;
  metadata: Content;
  content: Content;
  buffers: readonly Uint8Array[];
}

/** Version of the messaging protocol spoken here: 5.4 adds the welcome message to 5.3. */
export const protocolVersion = "5.4";
