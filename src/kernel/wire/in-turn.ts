export type Frames = Uint8Array[];

/** Sends to one socket, in the order asked. */
export interface Sender {
  /** Queues a message, to leave when `behind` has resolved. */
  send(frames: Frames, behind?: Promise<void> | null): void;
  /** Resolves when all that is queued now has left; null where nothing is. */
  sent(): Promise<void> | null;
}

/** A sender that waits for each message before it gives the next, as zeromq asks. */
export function inTurn(socket: { send(frames: Frames): Promise<void> }): Sender {
  const queue: (() => Promise<void> | void)[] = [];
  let sending = false;
  const drain = async () => {
    sending = true;
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await next();
    sending = false;
  };
  const put = (next: () => Promise<void> | void) => {
    queue.push(next);
    if (!sending) void drain();
  };
  return {
    send(frames, behind = null) {
      put(behind === null ? () => socket.send(frames) : () => behind.then(() => socket.send(frames)));
    },
    sent: () => (sending ? new Promise<void>((resolve) => put(resolve)) : null),
  };
}
