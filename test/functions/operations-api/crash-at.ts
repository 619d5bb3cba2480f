import type { World } from "../world.ts";

/** Crashes at a write: before the table applies it, or before its response arrives. */
export const crashes = Array.from({ length: 12 }, (_, n) => ({ at: Math.floor(n / 2), isWritten: n % 2 === 1 }));

/** Stops the function at one of its writes and drops all later ones. */
export function crashAt({ client }: World, at: number, isWritten: boolean) {
  let writes = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (!/^(?:Put|Update|Transact)/.test(context.commandName ?? "")) return next(args);
      writes += 1;
      if (writes <= at) return next(args);
      if (isWritten && writes === at + 1) await next(args);
      throw new Error("the function was stopped");
    },
    { step: "initialize", name: "crash" },
  );
  return { stop: () => client.middlewareStack.remove("crash"), happened: () => writes > at };
}
