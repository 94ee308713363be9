/** A work that a method comes from, in the fields of BibTeX. */
export interface Reference {
  type: "article" | "book";
  author: string;
  title: string;
  year: number;
  /** Journal, or a book's publisher. */
  in: string;
  volume?: string;
  number?: string;
  pages?: string;
  doi?: string;
}

/** An article by its authors, year, title and place. */
export const article = (
  author: string,
  year: number,
  title: string,
  at: [journal: string, volume: string, number: string, pages: string],
  doi?: string,
): Reference => ({
  type: "article",
  author,
  title,
  year,
  in: at[0],
  volume: at[1],
  ...(at[2] && { number: at[2] }),
  pages: at[3],
  ...(doi && { doi }),
});
