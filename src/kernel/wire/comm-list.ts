import type { CommMessage } from "../session/comms.ts";

/** The comms that are open, by id, with their targets. */
export interface CommList {
  open: ReadonlyMap<string, string>;
  note(message: Pick<CommMessage, "type" | "content">): void;
}

export function commList(): CommList {
  const open = new Map<string, string>();
  return {
    open,
    note({ type, content }) {
      const id = String(content["comm_id"]);
      if (type === "comm_open") open.set(id, String(content["target_name"]));
      if (type === "comm_close") open.delete(id);
    },
  };
}
