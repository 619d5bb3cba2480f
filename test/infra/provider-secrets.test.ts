import { describe, expect, it } from "vitest";
import * as z from "zod";
import { environmentNames } from "../../infra/environments.ts";
import { secretPrefixOf } from "../../shared/access/secret-name.ts";
import { synthesized } from "./synthesized.ts";

const policySchema = z.object({
  Roles: z.array(z.object({ Ref: z.string() })),
  PolicyDocument: z.object({
    Statement: z.array(z.object({ Action: z.union([z.string(), z.array(z.string())]), Resource: z.unknown() })),
  }),
});

/** Which role may read which secrets, as text: a name pattern, or a reference to a secret of the stack. */
function secretGrants(stack: ReturnType<typeof synthesized>) {
  return stack
    .all("AWS::IAM::Policy")
    .map((policy) => policySchema.parse(policy))
    .flatMap(({ Roles, PolicyDocument }) =>
      PolicyDocument.Statement.filter(({ Action }) => [Action].flat().includes("secretsmanager:GetSecretValue")).map(
        ({ Resource }) => ({ role: Roles[0]?.Ref ?? "", on: JSON.stringify(Resource) }),
      ),
    );
}

describe.each(environmentNames)("provider secrets of %s", (environment) => {
  const stack = synthesized(environment);
  const byName = secretGrants(stack).filter(({ on }) => on.includes("runtruth/"));

  it("are readable by workers only, below the prefix that the code requires of connections", () => {
    const [first = ""] = secretPrefixOf({ deployment: environment, workspaceId: "w", environmentId: "e" }).split(
      "w/e/",
    );

    expect(first).toBe(`runtruth/${environment}/`);
    expect(byName.map(({ role }) => role.replace(/Role.*$/, "")).sort()).toEqual(["LongLaneWorker", "ShortLaneWorker"]);
    for (const { on } of byName) expect(on).toContain(`:secret:${first}*"`);
  });

  it("have the deployment's name in every function that checks or reads one", () => {
    const checking = stack.all("AWS::Lambda::Function").flatMap((one) => {
      const { Environment } = z
        .object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) })
        .parse(one);
      return "PROVIDER_ALLOWED_ORIGINS" in Environment.Variables ? [Environment.Variables.DEPLOYMENT] : [];
    });

    expect(checking).toEqual([environment, environment, environment]);
  });

  it("have no other reader: every other grant names one secret of the stack", () => {
    const others = secretGrants(stack).filter(({ on }) => !on.includes("runtruth/"));

    expect(others.map(({ role }) => role.replace(/Role.*$/, "")).sort()).toEqual(["Canary", "ReadApi"]);
    for (const { on } of others) expect(JSON.parse(on)).toEqual({ Ref: expect.any(String) });
  });
});
