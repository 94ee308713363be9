import type { Tool } from "../models/model.ts";
import { byTools } from "../scenarios/channel.ts";
import type { Wording } from "../scenarios/scenario.ts";

/**
 * The tools that a wording offers under a condition, as models take them; null where its subjects
 * act by marks.
 */
export function offeredTools({ tools }: Wording, condition: Record<string, string>): Tool[] | null {
  if (!byTools(condition) || tools === undefined) return null;
  return tools.offered.map(({ name, description, parameters, written }) => {
    const properties = Object.fromEntries(
      Object.entries(parameters).map(([parameter, what]) => [parameter, { type: "string", description: what }]),
    );
    const schema = { type: "object", properties, required: Object.keys(parameters), additionalProperties: false };
    return { name, description, schema, written };
  });
}
