/** The files that take longest, longest first. What is not among them runs after them. */
export const slowFirst: string[] = [];
