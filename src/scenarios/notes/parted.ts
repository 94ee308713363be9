/**
 * A reply in two: what it says to somebody, and the notes that it keeps to itself, without their
 * marks.
 */
export interface Parted {
  said: string;
  notes: string[];
}
