import { describe, expect, it } from "vitest";
import * as z from "zod";
import { environmentNames } from "../../infra/environments.ts";
import { planOf } from "../../local/assembly/plan.ts";
import { addresses } from "../local/assembly/assembly.ts";
import { synthesized } from "./synthesized.ts";

const stacks = environmentNames.map((name) => ({ name, stack: synthesized(name) }));
const functionsOfEach = [
  "canary",
  "failed-job-bridge",
  "operations-api",
  "read-api",
  "reconcile-sweep",
  "run-events",
  "schedule-clock",
  "worker-long",
  "worker-short",
];
const mappingSchema = z.object({
  FunctionName: z.unknown(),
  ScalingConfig: z.object({ MaximumConcurrency: z.number() }).optional(),
});

describe.each(stacks)("in $name", ({ name, stack }) => {
  it("every function has JSON logs, log retention and its mode of tracing", () => {
    const functions = stack.all("AWS::Lambda::Function");
    const groups = stack.all("AWS::Logs::LogGroup");
    const days = { dev: 7, staging: 30, prod: 180 }[name];
    // Active tracing is billed by the trace; the others trace what a caller marks.
    const Mode = { dev: "PassThrough", staging: "PassThrough", prod: "Active" }[name];

    expect(functions.length).toBeGreaterThan(0);
    for (const one of functions) {
      expect(one).toMatchObject({ TracingConfig: { Mode }, LoggingConfig: { LogFormat: "JSON" } });
    }
    expect(groups).toHaveLength(functions.length + 1);
    for (const group of groups) expect(group).toMatchObject({ RetentionInDays: days });
  });

  it("every trigger leads to its function on a local stack", () => {
    const { resources } = stack;
    const assembly = { stackName: name, resources, parameters: {}, outputOf: () => undefined };
    const plan = planOf({ ...assembly, assetAt: (key) => key }, addresses);
    const known = plan.functions.map(({ arn }) => arn);
    const triggers = [...plan.routes, ...plan.queueMappings, ...plan.streamMappings, ...plan.schedules];

    expect(plan.functions.map(({ key }) => key).toSorted()).toEqual(functionsOfEach);
    expect(triggers.filter(({ functionArn }) => !known.includes(functionArn))).toEqual([]);
    expect(new Set(triggers.map(({ functionArn }) => functionArn)).size).toBe(known.length);
  });

  it("no event source mapping exceeds the reserved concurrency of its function", () => {
    const functions = stack.all("AWS::Lambda::Function").map(({ id }) => id);
    const mentioned = (value: unknown) => functions.filter((id) => JSON.stringify(value).includes(`"${id}"`));
    const aliases = stack.all("AWS::Lambda::Alias");
    const mappings = stack
      .all("AWS::Lambda::EventSourceMapping")
      .map((mapping) => mappingSchema.parse(mapping))
      // A gradually released function is triggered through its alias.
      .map(({ FunctionName, ScalingConfig }) => ({
        ids: [FunctionName, ...aliases.filter(({ id }) => JSON.stringify(FunctionName).includes(id))].flatMap(
          mentioned,
        ),
        started: ScalingConfig?.MaximumConcurrency,
      }));
    const reserved = mappings.flatMap(({ ids: [id = "", ...others], started }) => {
      expect(others).toEqual([]);
      const kept = stack.resources[id]?.Properties.ReservedConcurrentExecutions;
      return typeof kept === "number" && started !== undefined ? [[started, kept] as const] : [];
    });

    // Nothing is reserved elsewhere: a new account has a limit of 10, of which Lambda reserves nothing.
    expect(reserved).toHaveLength(name === "prod" ? 4 : 0);
    for (const [started, kept] of reserved) expect(started).toBeLessThanOrEqual(kept);
  });

  it("every failure queue retains messages longer than its source queue", () => {
    const retention = (id: string) => z.number().parse(stack.resources[id]?.Properties.MessageRetentionPeriod);
    const redrive = z.object({
      deadLetterTargetArn: z.object({ "Fn::GetAtt": z.tuple([z.string(), z.literal("Arn")]) }),
    });
    const led = stack.all("AWS::SQS::Queue").flatMap((queue) => {
      const policy = redrive.safeParse(stack.resources[queue.id]?.Properties.RedrivePolicy);
      return policy.success ? [{ from: queue.id, to: policy.data.deadLetterTargetArn["Fn::GetAtt"][0] }] : [];
    });

    expect(led).toHaveLength(4);
    for (const { from, to } of led) {
      // A message the bridge cannot settle is hours old at most, so equal retention is enough there.
      if (from.includes("WorkQueue")) expect(retention(to)).toBeGreaterThan(retention(from));
      else expect(retention(to)).toBeGreaterThanOrEqual(retention(from));
    }
  });

  it("no variable, output or description contains a value shaped like a secret", () => {
    const template = JSON.stringify(stack.template.toJSON());

    expect(template).not.toMatch(/AKIA|ASIA|-----BEGIN|eyJ[\w-]{10}|"[Pp]assword":"/);
  });

  it("stateful resources are retained exactly where the environment says so", () => {
    const kinds = [
      "AWS::DynamoDB::GlobalTable",
      "AWS::KMS::Key",
      "AWS::Cognito::UserPool",
      "AWS::S3::Bucket",
      "AWS::SecretsManager::Secret",
    ];
    const held = Object.values(stack.resources).filter(({ Type }) => kinds.includes(Type));

    expect(held).toHaveLength(9);
    for (const one of held) {
      // A failed first deployment leaves nothing behind that blocks the next one.
      expect(one.DeletionPolicy).toBe(name === "prod" ? "RetainExceptOnCreate" : "Delete");
      expect(one.UpdateReplacePolicy).toBe(name === "prod" ? "Retain" : "Delete");
    }
  });

  it("resource policies allow only the expected services, and only for this stack", () => {
    for (const permission of stack.all("AWS::Lambda::Permission")) {
      expect(permission).toMatchObject({ Principal: "apigateway.amazonaws.com", SourceArn: expect.anything() });
    }
    const allowed = [...stack.all("AWS::SQS::QueuePolicy"), ...stack.all("AWS::S3::BucketPolicy")]
      .flatMap(
        (policy) =>
          z
            .looseObject({ PolicyDocument: z.object({ Statement: z.array(z.looseObject({ Effect: z.string() })) }) })
            .parse(policy).PolicyDocument.Statement,
      )
      .filter(({ Effect }) => Effect === "Allow")
      // Only a stack that empties its buckets when it is deleted has this role.
      .filter((statement) => name === "prod" || !JSON.stringify(statement).includes('"CustomS3AutoDeleteObjects'));

    for (const statement of allowed) {
      expect(statement).toMatchObject({
        Principal: { Service: expect.stringMatching(/^(?:cloudfront|logging\.s3|delivery\.logs)\.amazonaws\.com$/) },
        Condition: expect.anything(),
      });
    }
  });
});
