import { createInProcessTable } from "../../bench/in-process.ts";
import { testClock } from "../support/clock.ts";
import { createWorld, type World } from "./world.ts";

/**
 * A world whose table is in this process, for what needs thousands of runs or dozens of worlds. The table is held to
 * what the engines of this machine answer (`test/engines`). Its store calls are not counted in `storeCalls`.
 */
export function createInProcessWorld(): Promise<World> {
  const { client, tableName } = createInProcessTable(testClock());
  return createWorld({ table: { client, tableName, endpoint: "in this process" } });
}
