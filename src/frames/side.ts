/** Which side of a gap a row or wording is on; `other` is an arm that enters no gap. */
export type Side = "published" | "paraphrase" | "other";

/** What is told of a row or wording for {@link sideOf}. */
interface Sided {
  published: boolean;
  arm: string;
}

export const sideOf = ({ published, arm }: Sided): Side =>
  published ? "published" : arm === "paraphrase" ? "paraphrase" : "other";

/** Whether a row or wording is of either side, so that it enters the gap. */
export const enters = (one: Sided): boolean => sideOf(one) !== "other";
