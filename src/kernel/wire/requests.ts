import type { Answer } from "./answers.ts";
import { log } from "./log.ts";
import type { Message } from "./message.ts";
import type { CommMessage } from "../session/comms.ts";
import type { CommList } from "./comm-list.ts";
import type { Queue } from "./queue.ts";
import type { Voice } from "./voice.ts";

/**
 * Takes requests: those in `table` are answered at once, cells and comm messages queued, others
 * logged. A rejected answer becomes an error reply.
 */
export function requests(table: Record<string, Answer>, comms: CommList, cells: Queue, say: Voice) {
  return async (channel: "shell" | "control", message: Message): Promise<void> => {
    const { msg_type } = message.header;
    const answer = Object.hasOwn(table, msg_type) ? table[msg_type] : undefined;
    if (answer === undefined) {
      const isComm = msg_type.startsWith("comm_");
      if (isComm) comms.note({ ...message, type: msg_type as CommMessage["type"] });
      if (isComm || msg_type === "execute_request") cells.add(message);
      else log(`${msg_type} is not answered here`);
      return;
    }
    say.publish("status", { execution_state: "busy" }, message.asParent);
    const failed = ({ name, message }: Error) => ({ status: "error", ename: name, evalue: message, traceback: [] });
    say.reply(channel, message, await (async () => answer(message))().catch(failed));
    say.publish("status", { execution_state: "idle" }, message.asParent);
    // Front ends show the latest status whatever it belongs to, so an answer meanwhile must not end
    // on idle.
    const running = cells.busyWith();
    if (running !== null) say.publish("status", { execution_state: "busy" }, running.asParent);
  };
}
