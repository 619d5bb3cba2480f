import { type Problem, type ProblemCode, type ProblemDetail, problemStatus } from "./contract/problem.ts";

interface ProblemParts {
  readonly detail: string;
  readonly errors?: readonly ProblemDetail[];
  readonly run?: { readonly id: string; readonly href: string };
  /** Headers the answer needs beside the body, such as `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal on its way to the caller. Everything in it may be shown; whatever may not is not put here. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  /** Without its title, which is in the language of whoever reads it. */
  readonly problem: Omit<Problem, "title">;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, { detail, errors, run, headers }: ProblemParts) {
    super(`${code}: ${detail}`);
    this.headers = headers ?? {};
    this.problem = {
      type: `urn:runtruth:problem:${code}`,
      status: problemStatus[code],
      code,
      detail,
      ...(errors && { errors: [...errors] }),
      ...(run && { run }),
    };
  }
}

/**
 * The one answer to not a member, another workspace, a hidden environment and an absent id: always the same,
 * so that it cannot tell which of them it was (spec 360, 367).
 */
export function notFound(): ProblemError {
  return new ProblemError("not_found", { detail: "There is nothing here, or nothing that you may see." });
}
