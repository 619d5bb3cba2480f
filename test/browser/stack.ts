import { afterAll } from "vitest";
import { canRun, dynamoDbEngines } from "../../local/engines/dynamodb.ts";
import { type StackOptions, type StartedStack, startStack } from "../../local/runtime/start-stack.ts";
import { skipIfMissing } from "../support/skip-if-missing.ts";
import { closeBrowser, theBrowser } from "./chromium.ts";

/**
 * One running stack for the tests of a file, prepared once: it is started by the first test that needs it, and only
 * where there is a browser to look at it with.
 */
export function sharedStack<Prepared>(options: StackOptions, prepare: (stack: StartedStack) => Promise<Prepared>) {
  let started: Promise<StartedStack> | undefined;
  let ready: Promise<Prepared & { readonly stack: StartedStack }> | undefined;
  afterAll(async () => {
    await closeBrowser();
    await (await started)?.stop();
  });
  return async () => {
    await theBrowser();
    skipIfMissing(dynamoDbEngines.some(canRun) ? {} : { missing: "nothing on this machine can be the table" });
    // Each test knows what happens in its stack: nothing that a clock starts comes in between.
    started ??= startStack({ hasSchedules: false, ...options });
    const stack = await started;
    ready ??= prepare(stack).then((prepared) => ({ ...prepared, stack }));
    return ready;
  };
}
