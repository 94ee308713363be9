/**
 * What one check of the gate found. `fail` of a hard check rejects the wording; `report` is for a
 * person to weigh; `unmeasured` says what it would take to know.
 */
export interface Finding {
  check: string;
  verdict: "pass" | "fail" | "report" | "unmeasured";
  detail: string;
  /** Of a hard check that failed: what to do. */
  remedy?: string;
  /**
   * Of a point that a judge was asked about: what it rests on, the quotation first, as in a grade.
   */
  evidence?: string;
}

/** A hard check's finding: the faults it found, or none. */
export function hard(check: string, faults: readonly string[], detail = "", remedy?: string): Finding {
  if (faults.length === 0) return { check, verdict: "pass", detail };
  return { check, verdict: "fail", detail: faults.join("; "), ...(remedy !== undefined && { remedy }) };
}
