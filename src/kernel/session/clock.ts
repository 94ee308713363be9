/**
 * Now in ms, by the machine's monotonic clock, which the threads of a process and the processes of
 * a machine share. Unlike `performance`, which Node loads when it is first used, it is there.
 */
export function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
