import * as z from "zod";
import { type Answer, parseJson } from "./answers.ts";

const consentSchema = z.strictObject({ granted: z.boolean() });
/** Read lag: the number of reads after a write that still return the previous state. */
const lagSchema = z.strictObject({ reads: z.int().min(0).max(1000) });

export interface Controls {
  isConsentGranted(): boolean;
  readsBehind(): number;
  /** Handles requests to `/_consent` and `/_lag`; undefined for any other path. */
  answer(method: string, path: string, text: string): Answer | undefined;
}

/** Consent and read lag of the running provider, for tests and demonstrations; in memory only. */
export function createControls(): Controls {
  let granted = true;
  let readsBehind = 0;

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
    answer(method, path, text) {
      if (path === "/_consent") return answerConsent(method, text);
      if (path === "/_lag") return answerLag(method, text);
      return undefined;
    },
  };
}

function invalid(shape: string): Answer {
  return { status: 400, body: { error: `the body must be JSON: ${shape}` } };
}
