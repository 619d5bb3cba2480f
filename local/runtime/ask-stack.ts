import type { StackDescription } from "./stack-file.ts";
import type { TriggerChange } from "./triggers.ts";

type Place = Pick<StackDescription, "endpoints">;

/**
 * Returns a running stack to the data of a new one; it keeps its process, addresses, secrets and sign-ins. What `kinds`
 * leaves out stays as it is. Throws when the stack could not be emptied.
 */
export function emptyStack(stack: Place, kinds: TriggerChange = {}): Promise<void> {
  return ask(stack, "/_empty", kinds);
}

/** Starts or stops the triggers of a running stack, which keeps its data. */
export function switchTriggers(stack: Place, kinds: TriggerChange): Promise<void> {
  return ask(stack, "/_triggers", kinds);
}

async function ask({ endpoints }: Place, path: string, kinds: TriggerChange): Promise<void> {
  const answer = await fetch(endpoints.aws + path, { method: "POST", body: JSON.stringify(kinds) });
  if (!answer.ok) throw new Error(`the local stack refused POST ${path}: ${await answer.text()}`);
}
