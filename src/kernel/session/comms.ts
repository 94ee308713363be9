type Content = Record<string, unknown>;

/** What is said over a comm, either way. */
export interface CommMessage {
  type: "comm_open" | "comm_msg" | "comm_close";
  content: Content;
  metadata: Content;
  buffers: Uint8Array[];
}

type Received = { data: unknown; metadata: Content; buffers: Uint8Array[] };
type Extras = { metadata?: Content; buffers?: Uint8Array[] };

/** One open channel between a notebook's code and its front end, as Jupyter widgets use them. */
interface Comm {
  readonly id: string;
  readonly target: string;
  send(data: unknown, extras?: Extras): void;
  close(data?: unknown): void;
  onMessage?: (received: Received) => void;
  onClose?: (received: Received) => void;
}

/** The `comms` global of a notebook. */
export interface Comms {
  /**
   * `opened` is called for each comm that the front end opens on `target`; without it such comms
   * are closed at once.
   */
  register(target: string, opened: (comm: Comm, received: Received) => void): void;
  unregister(target: string): void;
  /** Opens a comm from the kernel's side. */
  open(target: string, data?: unknown, extras?: Extras): Comm;
}

/**
 * Makes `comms` a global of cells; unless told otherwise those of a notebook without a front end,
 * in which nobody opens one and nobody hears.
 */
export function offerComms(comms: Comms = openComms(() => {})): void {
  Object.defineProperty(globalThis, "comms", { value: comms, configurable: true, writable: true });
}

/** The registry, and `receive` for what the front end says; `send` takes what the notebook says. */
export function openComms(send: (message: CommMessage) => void): Comms & { receive(message: CommMessage): void } {
  const targets = new Map<string, (comm: Comm, received: Received) => void>();
  const open = new Map<string, Comm>();

  const say = (type: CommMessage["type"], content: Content, { metadata = {}, buffers = [] }: Extras = {}) =>
    send({ type, content, metadata, buffers });

  const comm = (id: string, target: string): Comm => {
    const opened: Comm = {
      id,
      target,
      send: (data, extras) => say("comm_msg", { comm_id: id, data }, extras),
      close: (data = {}) => {
        if (open.delete(id)) say("comm_close", { comm_id: id, data });
      },
    };
    open.set(id, opened);
    return opened;
  };

  return {
    register: (target, opened) => void targets.set(target, opened),
    unregister: (target) => void targets.delete(target),
    open(target, data = {}, extras) {
      const opened = comm(crypto.randomUUID(), target);
      say("comm_open", { comm_id: opened.id, target_name: target, data }, extras);
      return opened;
    },
    receive({ type, content, metadata, buffers }) {
      const id = String(content["comm_id"]);
      const received = { data: content["data"], metadata, buffers };
      if (type === "comm_open") {
        const target = String(content["target_name"]);
        const opened = targets.get(target);
        if (opened === undefined) say("comm_close", { comm_id: id, data: {} });
        else opened(comm(id, target), received);
        return;
      }
      const known = open.get(id);
      if (type === "comm_close") {
        open.delete(id);
        known?.onClose?.(received);
      } else known?.onMessage?.(received);
    },
  };
}
