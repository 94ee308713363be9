import type { Usage } from "../models/model.ts";
import { price } from "../models/price.ts";
import { ambient } from "./ambient.ts";
import { addReply, nothingSpent } from "./spend.ts";

/** Adds a reply to what this process has spent. */
export function noteSpent(model: string, usage: Usage): void {
  const { spent } = ambient();
  const spend = spent.get(model) ?? nothingSpent();
  addReply(spend, model, usage, price(model, usage));
  spent.set(model, spend);
}
