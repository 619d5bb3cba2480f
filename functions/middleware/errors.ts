import { type Problem, type ProblemCode, type ProblemDetail, problemStatus } from "../../shared/contract/problem.ts";

interface ProblemParts {
  readonly detail: string;
  readonly errors?: readonly ProblemDetail[];
  readonly run?: { readonly id: string; readonly href: string };
  readonly plan?: { readonly id: string; readonly href: string };
  /** Additional response headers, such as `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A problem to return to the caller. All of its content is public. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  /** Without the title, which is localized. */
  readonly problem: Omit<Problem, "title">;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, { detail, errors, run, plan, headers }: ProblemParts) {
    super(`${code}: ${detail}`);
    this.headers = headers ?? {};
    this.problem = {
      type: `urn:runtruth:problem:${code}`,
      status: problemStatus[code],
      code,
      detail,
      ...(errors && { errors: [...errors] }),
      ...(run && { run }),
      ...(plan && { plan }),
    };
  }
}

/** The most ids that a response names. */
const namedMax = 10;

/**
 * The identical response for non-members, other workspaces, hidden environments and unknown ids, so that it does not
 * reveal which applies (spec 360, 367). `ids`: those of a selection of the caller that were not found.
 */
export function notFound(ids: readonly string[] = []): ProblemError {
  const named = `: ${ids.slice(0, namedMax).join(", ")}${ids.length > namedMax ? ", …" : ""}`;
  return new ProblemError("not_found", {
    detail: `Not found, or you do not have access to${ids.length === 0 ? " it" : named}.`,
  });
}

/** A problem of single fields; each error names the field and the remedy. */
export const fieldProblem = (code: ProblemCode, errors: readonly ProblemDetail[]): ProblemError =>
  new ProblemError(code, { detail: "See errors for what to change.", errors });

/** Fields of the input that are refused. */
export const inputInvalid = (errors: readonly ProblemDetail[]): ProblemError => fieldProblem("input_invalid", errors);

/** The same for one field. */
export const invalid = (path: string, message: string): ProblemError => inputInvalid([{ path, message }]);
