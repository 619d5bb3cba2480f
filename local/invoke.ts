import { runCommand } from "./command.ts";
import { invokeFunction } from "./runtime/invoke-function.ts";

/** `npm run -s invoke -- reconcile-sweep ['{"json":"event"}']` runs a function of the running stack now and prints its answer. */
await runCommand(async (stack, [name = "", event = "{}"]) => {
  const { payload, hasFailed } = await invokeFunction(stack, name, JSON.parse(event));
  return { text: JSON.stringify(payload, null, 2), hasFailed };
});
