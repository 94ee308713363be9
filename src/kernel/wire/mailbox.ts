/** Messages in their order, each kept until somebody takes it. */
export interface Mailbox<Message> {
  put(message: Message): void;
  /**
   * From now on `take` is offered every message, first those that are kept. False from it keeps one
   * for the next.
   */
  hear(take: (message: Message) => boolean): void;
}

export function mailbox<Message>(): Mailbox<Message> {
  let kept: Message[] = [];
  let taker: (message: Message) => boolean = () => false;
  return {
    put(message) {
      if (!taker(message)) kept.push(message);
    },
    hear(take) {
      taker = take;
      kept = kept.filter((message) => !take(message));
    },
  };
}
