import type { components } from "./schema.ts";

/** The body of an error answer: `code` is stable, `detail` is in the caller's language. */
export type Problem = components["schemas"]["Problem"];
export type ProblemCode = Problem["code"];

/**
 * An error answer of the API. `problem` is its body; it is absent when something before the API answered, such as a
 * gateway.
 */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  readonly code: ProblemCode | undefined;
  readonly problem: Problem | undefined;

  constructor(status: number, problem: Problem | undefined) {
    super(problem?.detail ?? `The API answered with status ${status}.`);
    this.status = status;
    this.code = problem?.code;
    this.problem = problem;
  }
}

/** Whether a body is a problem. What a gateway or a proxy answers is not. */
export function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "detail" in body;
}
