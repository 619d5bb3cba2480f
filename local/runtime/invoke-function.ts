import type { StackDescription } from "./stack-file.ts";

export interface FunctionAnswer {
  /** The function's return value, or its error. */
  readonly payload: unknown;
  readonly hasFailed: boolean;
}

/** Invokes a function of a running stack once, by its key in `stack.json`, and waits for the result. */
export async function invokeFunction(stack: StackDescription, key: string, event: unknown): Promise<FunctionAnswer> {
  const name = stack.functions[key];
  if (name === undefined) {
    throw new Error(`which function? one of: ${Object.keys(stack.functions).join(", ")}`);
  }
  const answer = await fetch(`${stack.endpoints.aws}/2015-03-31/functions/${encodeURIComponent(name)}/invocations`, {
    method: "POST",
    body: JSON.stringify(event),
  });
  const payload: unknown = await answer.json();
  return { payload, hasFailed: !answer.ok || answer.headers.has("x-amz-function-error") };
}
