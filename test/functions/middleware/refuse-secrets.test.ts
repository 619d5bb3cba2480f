import { expect, it } from "vitest";
import { ProblemError } from "../../../functions/middleware/errors.ts";
import { refuseSecrets } from "../../../functions/middleware/refuse-secrets.ts";
import { canaries } from "../../redaction/canaries.ts";

function refused(...sent: readonly unknown[]): unknown {
  try {
    refuseSecrets(...sent);
    return undefined;
  } catch (error) {
    return error instanceof ProblemError ? error.problem : error;
  }
}

it("refuseSecrets reports the path of a secret at any depth, never its value", () => {
  for (const secret of Object.values(canaries).flat()) {
    const problem = refused({ ws: "acme" }, { name: "fine", input: { list: ["fine", secret] } });

    expect(problem).toMatchObject({ code: "input_invalid", errors: [{ path: "input.list.1" }] });
    expect(JSON.stringify(problem)).not.toContain(JSON.stringify(secret).slice(1, -1));
  }
});

it("refuseSecrets accepts names, notes, addresses and ids", () => {
  const settings = {
    displayName: "Sample",
    baseUrl: "https://provider.example/v1.0",
    clientId: "09decce4-cd10-4a00-891f-d9bccf2cc097",
    secretName: "runtruth/acme-prod/provider",
    note: "Seen with the provider; the token had expired.",
    isDefault: true,
    policyIds: ["01ARZ3NDEKTSV4RRFFQ69G5FAV"],
  };

  expect(refused({ ws: "acme", env: "acme-prod", id: "main" }, settings)).toBeUndefined();
  expect(refused(undefined, "Sample", null, 7)).toBeUndefined();
});

it("refuseSecrets accepts a subject that looks like a secret in user and owner", () => {
  const subject = "00u1a2B3c4D5e6F7g8H9";

  expect(refused({ name: subject })).toBeDefined();
  expect(refused({ user: subject }, { owner: subject })).toBeUndefined();
});

it("refuseSecrets accepts the key of an alert, which has a digest of its work", () => {
  const key = "run:acme-prod:policy.sync:SgMjzEn5OoOart-nz67EYA";

  expect(refused({ id: key })).toBeDefined();
  expect(refused({ ws: "acme", alert: key }, { reason: "Known" })).toBeUndefined();
});
