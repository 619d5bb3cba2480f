import { runCommand } from "./command.ts";
import { invokeFunction } from "./runtime/invoke-function.ts";

/** `npm run -s invoke -- reconcile-sweep ['{"json":"event"}']` invokes a function of the running stack and prints its result. */
await runCommand(async (stack, [name = "", event = "{}"]) => {
  const { payload, hasFailed } = await invokeFunction(stack, name, JSON.parse(event));
  return { text: JSON.stringify(payload, null, 2), hasFailed };
});
