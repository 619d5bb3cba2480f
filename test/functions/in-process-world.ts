import { createInProcessTable } from "../../bench/in-process.ts";
import { testClock } from "../support/clock.ts";
import { createWorld, type World } from "./world.ts";

/**
 * A world with an in-process table, for tests with thousands of runs or dozens of worlds. Its behaviour is verified
 * in `test/engines`. Its store calls are not counted in `storeCalls`.
 */
export function createInProcessWorld(options: { readonly sendsMail?: boolean } = {}): Promise<World> {
  const { client, tableName } = createInProcessTable(testClock());
  return createWorld({ ...options, table: { client, tableName, connect: () => client } });
}
