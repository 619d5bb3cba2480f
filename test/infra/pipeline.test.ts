import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { environmentSchema } from "../../infra/environment-schema.ts";
import { synthesized } from "./synthesized.ts";

const project = resolve(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(resolve(project, path), "utf8");
const workflows = readdirSync(resolve(project, ".github"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".yml"))
  .map((path) => read(`.github/${path}`));
const prod = synthesized("prod");
const roles = Object.entries(prod.stacks["runtruth-prod-pipeline"]?.Resources ?? {}).filter(
  ([, { Type }]) => Type === "AWS::IAM::Role",
);

describe("the roles of the deployment workflow", () => {
  it.each([
    { role: "DiffRole", jobs: "prod-diff" },
    { role: "DeployRole", jobs: "prod" },
  ])("$role trusts one protected environment of one repository", ({ role, jobs }) => {
    const [found, ...others] = roles.filter(([id]) => id.startsWith(role));

    expect(others).toEqual([]);
    expect(found?.[1].Properties.AssumeRolePolicyDocument).toMatchObject({
      Statement: [
        {
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: {
            StringEquals: {
              "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
              "token.actions.githubusercontent.com:sub": `repo:example/runtruth:environment:${jobs}`,
            },
          },
        },
      ],
    });
  });

  it("for a diff may change nothing", () => {
    const policies = Object.entries(prod.stacks["runtruth-prod-pipeline"]?.Resources ?? {}).filter(
      ([id, { Type }]) => Type === "AWS::IAM::Policy" && id.startsWith("DiffRole"),
    );
    const actions = JSON.stringify(policies).match(/"[a-z0-9]+:[A-Z]\w+"/g);

    expect(actions).toEqual(['"cloudformation:DescribeStacks"', '"cloudformation:GetTemplate"', '"sts:AssumeRole"']);
    expect(JSON.stringify(policies)).toContain("-lookup-role-");
  });
});

describe("the workflow", () => {
  it("uses every action at a commit, because a tag can be moved", () => {
    const used = workflows.flatMap((text) => [...text.matchAll(/uses: (\S+)/g)].map(([, action = ""]) => action));

    expect(used.length).toBeGreaterThan(5);
    expect(
      used.filter((action) => !action.startsWith("./") && !/^[\w.-]+\/[\w.-]+@[0-9a-f]{40}$/.test(action)),
    ).toEqual([]);
  });

  it("calls only commands that exist", () => {
    const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read("package.json")));
    const called = workflows.flatMap((text) =>
      [...text.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name = ""]) => name),
    );

    expect(called).toContain("check:data");
    expect(called.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});

it("synthesis runs on the project's Node, whichever one is first in the path", () => {
  const { app } = z.object({ app: z.string() }).parse(JSON.parse(read("cdk.json")));
  const version = execFileSync("/bin/sh", ["-c", app.replace("infra/app.ts", "--version")], {
    cwd: project,
    encoding: "utf8",
    env: { PATH: "/nowhere" },
  });

  expect(version).toMatch(/^v24\./);
});

describe("the deployment guide", () => {
  const guide = read("docs/deploy.md");

  it("explains every setting of an environment", () => {
    const settings = Object.keys(environmentSchema.shape).filter(
      (name) => !["lanes", "queueRetentionDays", "lifecycleOverrides"].includes(name),
    );

    expect(settings.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });

  it("invites the first owner by mail, with a verified address", () => {
    expect(guide).toContain("--desired-delivery-mediums EMAIL");
    expect(guide).toContain("Name=email_verified,Value=true");
  });
});
