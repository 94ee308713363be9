import type { Grade } from "../verdict.ts";
import type { Graded } from "./graded.ts";
import type { Results } from "./results.ts";

const columns = new WeakMap<readonly Grade[], Graded>();

/** The columns that results' grades are in; undefined of others, and where any were left out. */
export const gradedOf = ({ grades }: Pick<Results, "grades">): Graded | undefined => columns.get(grades);

/** Says what columns grades are in. */
export const notedAs = (grades: readonly Grade[], graded: Graded): void => void columns.set(grades, graded);
