/**
 * Now in ms, by the machine's monotonic clock, which the threads of a process and the processes of
 * a machine share. Unlike `performance`, which Node loads when it is first used, it is there.
 */
export function now(): number {
  return toNumber(bigint()) / 1e6;
}

// Cells may put anything in their place.
const { bigint } = process.hrtime;
const toNumber = Number;
