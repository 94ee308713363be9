/** A function that does its work once for each argument, and gives what came of it ever after. */
export function once<A, R>(work: (argument: A) => R): (argument: A) => R {
  const done = new Map<A, R>();
  return (argument) => {
    if (!done.has(argument)) done.set(argument, work(argument));
    return done.get(argument) as R;
  };
}
