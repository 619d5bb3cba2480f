import { dataDirOf, stackFileOf } from "./config.ts";
import { invokeFunction } from "./runtime/invoke-function.ts";
import { runningStack } from "./runtime/stack-file.ts";

/** `npm run -s invoke -- reconcile-sweep ['{"json":"event"}']` runs a function of the running stack now and prints its answer. */
try {
  const [name = "", event = "{}"] = process.argv.slice(2);
  const stack = runningStack(stackFileOf(dataDirOf(process.env)));
  const answer = await invokeFunction(stack, name, JSON.parse(event));
  process.stdout.write(`${JSON.stringify(answer.payload, null, 2)}\n`);
  if (answer.hasFailed) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
