import * as z from "zod";
import { type Answer, parseJson } from "./answers.ts";

/** An injected fault. */
const faultSchema = z.strictObject({
  /** A substring of "METHOD /path?query" that selects the requests. */
  match: z.string().min(1),
  /** The response status; 0 resets the connection. A status below 400 needs a body. */
  status: z.union([z.literal(0), z.int().min(200).max(599)]),
  /** The JSON body, such as a truncated list; by default a Graph error. */
  body: z.json().optional(),
  /** The number of matching requests that get this response. */
  times: z.int().min(1).default(1),
  retryAfterSeconds: z.int().min(0).optional(),
});
export type Fault = z.infer<typeof faultSchema>;

const consentSchema = z.strictObject({ granted: z.boolean() });
/** Read lag: the number of reads after a write that still return the previous state. */
const lagSchema = z.strictObject({ reads: z.int().min(0).max(1000) });

export interface Controls {
  isConsentGranted(): boolean;
  readsBehind(): number;
  /** The oldest fault that matches this request; decrements its remaining count. */
  takeFault(line: string): Fault | undefined;
  /** Handles requests to `/_faults`, `/_consent` and `/_lag`; undefined for any other path. */
  answer(method: string, path: string, text: string): Answer | undefined;
}

/** Fault injection, consent and read lag of the running provider, for tests and demonstrations; in memory only. */
export function createControls(): Controls {
  let faults: Fault[] = [];
  let granted = true;
  let readsBehind = 0;

  const answerFaults = (method: string, text: string): Answer => {
    if (method === "DELETE") faults = [];
    if (method === "POST") {
      const fault = parseJson(faultSchema, text);
      if (!fault || (fault.status > 0 && fault.status < 400 && fault.body === undefined)) {
        return invalid(
          "{ match, status: 0 or 400 to 599, or from 200 with a body, body?, times?, retryAfterSeconds? }",
        );
      }
      faults.push(fault);
    }
    return { status: 200, body: { faults } };
  };
  const answerConsent = (method: string, text: string): Answer => {
    if (method === "POST") {
      const request = parseJson(consentSchema, text);
      if (!request) return invalid("{ granted: true or false }");
      granted = request.granted;
    }
    return { status: 200, body: { granted } };
  };
  const answerLag = (method: string, text: string): Answer => {
    if (method === "POST") {
      const request = parseJson(lagSchema, text);
      if (!request) return invalid("{ reads: 0 to 1000 }");
      readsBehind = request.reads;
    }
    return { status: 200, body: { reads: readsBehind } };
  };

  return {
    readsBehind: () => readsBehind,
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
      if (path === "/_lag") return answerLag(method, text);
      return undefined;
    },
  };
}

function invalid(shape: string): Answer {
  return { status: 400, body: { error: `the body must be JSON: ${shape}` } };
}
