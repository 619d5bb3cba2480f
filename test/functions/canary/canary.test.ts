import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type ApiCredentials, createApiClient } from "../../../functions/canary/api-client.ts";
import { createCanary } from "../../../functions/canary/app.ts";
import { readClientSecret } from "../../../functions/canary/client-secret.ts";
import { type Broken, deploymentServer } from "./deployment-server.ts";

/** One invocation against a deployment; the deadline is three seconds before the remaining time ends. */
async function invoked(broken: Broken, over: Partial<ApiCredentials> = {}) {
  const { url, forms } = await deploymentServer(broken);
  const reported: unknown[] = [];
  const credentials = { issuer: url, clientId: "client", clientSecret: "secret", scope: "runtruth/call", ...over };
  const canary = createCanary({
    operation: "tenant.evidence.snapshot.generate",
    readCredentials: async () => credentials,
    createClient: (deadline) => createApiClient({ url, workspace: "canary", environment: "canary", deadline }),
    report: {
      succeeded: (runId) => void reported.push({ succeeded: runId }),
      failed: (step, error) => void reported.push({ failed: step, message: String(error) }),
    },
  });
  await canary({}, { getRemainingTimeInMillis: () => 33_000 });
  return { reported, forms };
}

describe("the canary", () => {
  it("reports a success once its run succeeded and is listed", async () => {
    const { reported, forms } = await invoked({});

    expect(reported).toEqual([{ succeeded: "run-1" }]);
    expect(forms).toEqual(["grant_type=client_credentials&scope=runtruth%2Fcall"]);
  });

  it.each([
    { what: "the issuer refuses its client", broken: { tokenStatus: 401 }, step: "sign_in", says: "answered 401" },
    { what: "the API is broken", broken: { startStatus: 503 }, step: "start", says: "answered with 503" },
    { what: "its run fails", broken: { outcome: "failed" }, step: "run", says: "ended as failed" },
    { what: "its run is not listed", broken: { listed: ["other"] }, step: "list", says: "not in the list" },
  ])("reports the failed step when $what", async ({ broken, step, says }) => {
    const { reported } = await invoked(broken);

    expect(reported).toEqual([{ failed: step, message: expect.stringContaining(says) }]);
  });

  it("reports a failure before its time ends when a run does not end", async () => {
    const time = new AbortController();
    const limit = vi.spyOn(AbortSignal, "timeout").mockReturnValue(time.signal);
    onTestFinished(() => limit.mockRestore());

    const { reported } = await invoked({ runStatus: "running", onRead: () => time.abort() });

    expect(reported).toEqual([{ failed: "run", message: expect.stringContaining("aborted") }]);
    expect(limit.mock.calls).toEqual([[30_000]]);
  });

  it("asks an external issuer for its audience and without an absent scope", async () => {
    const { forms } = await invoked({}, { scope: "", audience: "https://api.example" });

    expect(forms).toEqual(["grant_type=client_credentials&audience=https%3A%2F%2Fapi.example"]);
  });
});

describe("the canary's stored client", () => {
  it("is read with what its issuer needs", () => {
    const stored = { clientId: "c", clientSecret: "s", scope: "api/.default", audience: "a" };

    expect(readClientSecret(JSON.stringify(stored))).toEqual(stored);
  });

  it.each([
    { value: undefined, names: "its JSON" },
    { value: "no JSON", names: "its JSON" },
    { value: '{"clientId":"","clientSecret":"hunter2"}', names: "clientId" },
  ])("is refused with the remedy and without its value: $value", ({ value, names }) => {
    expect(() => readClientSecret(value)).toThrow(`not set up (${names})`);
    expect(() => readClientSecret(value)).not.toThrow("hunter2");
  });
});
