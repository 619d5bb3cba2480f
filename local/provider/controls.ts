import * as z from "zod";
import { type Answer, parseJson } from "./answers.ts";

/** An injected response. */
const faultSchema = z.strictObject({
  /** Text that must occur in "METHOD /path?query" of a request. */
  match: z.string().min(1),
  /** The status; 0 resets the connection. */
  status: z.union([z.literal(0), z.int().min(400).max(599)]),
  /** The number of matching requests that fail. */
  times: z.int().min(1).default(1),
  retryAfterSeconds: z.int().min(0).optional(),
});
export type Fault = z.infer<typeof faultSchema>;

const consentSchema = z.strictObject({ granted: z.boolean() });

export interface Controls {
  isConsentGranted(): boolean;
  /** The oldest fault that matches this request; its remaining count decreases by one. */
  takeFault(line: string): Fault | undefined;
  /** Answers a request to `/_faults` or `/_consent`, or undefined for any other path. */
  answer(method: string, path: string, text: string): Answer | undefined;
}

/** Fault injection and consent of the running provider, for tests and demonstrations; in memory only. */
export function createControls(): Controls {
  let faults: Fault[] = [];
  let granted = true;

  const answerFaults = (method: string, text: string): Answer => {
    if (method === "DELETE") faults = [];
    if (method === "POST") {
      const fault = parseJson(faultSchema, text);
      if (!fault) return invalid("{ match, status: 0 or 400 to 599, times?, retryAfterSeconds? }");
      faults.push(fault);
    }
    return { status: 200, body: { faults } };
  };
  const answerConsent = (method: string, text: string): Answer => {
    if (method === "POST") {
      const wish = parseJson(consentSchema, text);
      if (!wish) return invalid("{ granted: true or false }");
      granted = wish.granted;
    }
    return { status: 200, body: { granted } };
  };

  return {
    isConsentGranted: () => granted,
    takeFault(line) {
      const fault = faults.find(({ match }) => line.includes(match));
      if (!fault) return undefined;
      fault.times -= 1;
      faults = faults.filter(({ times }) => times > 0);
      return fault;
    },
    answer(method, path, text) {
      if (path === "/_faults") return answerFaults(method, text);
      if (path === "/_consent") return answerConsent(method, text);
      return undefined;
    },
  };
}

function invalid(shape: string): Answer {
  return { status: 400, body: { error: `the body must be JSON: ${shape}` } };
}
