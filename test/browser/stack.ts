import { afterAll } from "vitest";
import { canRun, dynamoDbEngines } from "../../local/engines/dynamodb.ts";
import type { StackOptions, StartedStack } from "../../local/runtime/start-stack.ts";
import { takeStack, type UsedStack } from "../support/kept-stacks.ts";
import { skipIfMissing } from "../support/skip-if-missing.ts";
import { closeConsole, theBrowser } from "./chromium.ts";

/**
 * One running stack for the tests of a file, prepared once: it is taken by the first test that needs it, and only
 * where there is a browser to look at it with.
 */
export function sharedStack<Prepared>(options: StackOptions, prepare: (stack: StartedStack) => Promise<Prepared>) {
  let used: Promise<UsedStack> | undefined;
  let ready: Promise<Prepared & { readonly stack: StartedStack }> | undefined;
  afterAll(async () => {
    if (used === undefined) return;
    const { stack, isKept, end } = await used;
    if (!isKept) await closeConsole(stack.apiUrl);
    await end();
  });
  return async () => {
    await theBrowser();
    skipIfMissing(dynamoDbEngines.some(canRun) ? {} : { missing: "nothing on this machine can be the table" });
    // Each test knows what happens in its stack: nothing that a clock starts comes in between.
    used ??= takeStack({ hasSchedules: false, ...options });
    const { stack } = await used;
    ready ??= prepare(stack).then((prepared) => ({ ...prepared, stack }));
    return ready;
  };
}
