import type { Project } from "typescript/unstable/sync";

/**
 * A cell as the checker has read it: the file that it is, and where its own text begins in that.
 */
export interface ReadCell {
  project: Project;
  path: string;
  offset: number;
}
