/** One thing that the doctor looked at. `mend` says what to do where it is not well. */
export interface Finding {
  state: "well" | "warning" | "wrong";
  what: string;
  mend?: string;
}

export const well = (what: string): Finding => ({ state: "well", what });
export const warning = (what: string, mend: string): Finding => ({ state: "warning", what, mend });
export const wrong = (what: string, mend: string): Finding => ({ state: "wrong", what, mend });
