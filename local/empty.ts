import { runCommand } from "./command.ts";
import { emptyStack } from "./runtime/ask-stack.ts";

/** `npm run -s empty` removes all data of the running stack, and puts the data of a first start in its place. */
await runCommand(async (stack) => {
  await emptyStack(stack);
  return { text: `${stack.apiUrl} holds the data of a new stack; secrets and sign-ins were kept.` };
});
