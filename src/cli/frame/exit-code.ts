/** What every command's exit code means; the only place that says so. */
export const exitCode = {
  /** All of it was done. */
  done: 0,
  /**
   * It was tried, and could not be done or not all of it; or the answer is no: rejected, changed,
   * unclean.
   */
  notAll: 1,
  /** Nothing was started: the command line is wrong, or names what is not there. */
  misused: 2,
  /** Ctrl-C, or a signal that asks it to end. */
  interrupted: 130,
} as const;

/** For `--help`. */
export const exitCodes =
  "Exit code: 0 all done; 1 not, or not all; 2 not started, the command line is wrong; 130 interrupted.";
