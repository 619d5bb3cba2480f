import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { synthesized } from "./synthesized.ts";

const dev = synthesized("dev");
const security = resolve(import.meta.dirname, "../../docs/security.md");

const list = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const documentSchema = z.object({
  Statement: z.array(z.object({ Effect: z.literal("Allow"), Action: list, Resource: z.unknown() })),
});
const roleSchema = z.object({
  id: z.string(),
  Policies: z.array(z.object({ PolicyDocument: documentSchema })).default([]),
});
const policySchema = z.object({ PolicyDocument: documentSchema, Roles: z.array(z.object({ Ref: z.string() })) });

/** A resource in short form: `<construct>` and its suffix, or the literal text. */
function nameOf(resource: unknown): string {
  const text = z.string().safeParse(resource);
  if (text.success) return text.data;
  const joined = z.object({ "Fn::Join": z.tuple([z.literal(""), z.array(z.unknown())]) }).safeParse(resource);
  if (joined.success) return joined.data["Fn::Join"][1].map(nameOf).join("");
  const attribute = z.object({ "Fn::GetAtt": z.tuple([z.string(), z.string()]) }).safeParse(resource);
  if (attribute.success) {
    const [id, name] = attribute.data["Fn::GetAtt"];
    return `${withoutHash(id)}${name === "Arn" ? "" : `.${name}`}`;
  }
  return withoutHash(z.object({ Ref: z.string() }).parse(resource).Ref);
}
const withoutHash = (id: string) => id.replace(/[0-9A-F]{8}$/, "");

/** Writing its own log and sending traces, which every function may do. */
const isLogOrTrace = (grant: string) => /^(?:logs|xray):/.test(grant);

/** All permissions of a role, as `action on resource`. */
function matrix(): Record<string, string[]> {
  const roles = dev.all("AWS::IAM::Role").map((role) => roleSchema.parse(role));
  const policies = dev.all("AWS::IAM::Policy").map((policy) => policySchema.parse(policy));
  return Object.fromEntries(
    roles.map(({ id, Policies }) => {
      const attached = policies.filter(({ Roles }) => Roles.some(({ Ref }) => Ref === id));
      const statements = [...Policies, ...attached].flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
      const grants = statements.flatMap(({ Action, Resource }) =>
        Action.flatMap((action) => [Resource].flat().map((resource) => `${action} on ${nameOf(resource)}`)),
      );
      return [withoutHash(id).replace(/Role$/, ""), grants.sort()];
    }),
  );
}

const all = matrix();
/** Without its own log and traces. */
const granted = Object.fromEntries(
  Object.entries(all).map(([role, grants]) => [role, grants.filter((grant) => !isLogOrTrace(grant))]),
);
const table = (...actions: string[]) => actions.map((action) => `dynamodb:${action} on RunTable`);
const index = (...names: string[]) => names.map((name) => `dynamodb:Query on RunTable/index/${name}`);
const send = (...queues: string[]) => queues.map((queue) => `sqs:SendMessage on ${queue}`);
const receive = (...queues: string[]) =>
  ["ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "ReceiveMessage"].flatMap((action) =>
    queues.map((queue) => `sqs:${action} on ${queue}`),
  );
const providerSecrets =
  "secretsmanager:GetSecretValue on arn:AWS::Partition:secretsmanager:eu-central-1:111111111111:secret:runtruth/dev/*";
const artifacts = (...actions: string[]) =>
  ["exports", "packs"].flatMap((prefix) => actions.map((action) => `s3:${action} on ArtifactsFiles/${prefix}/*`));
const readAndWrite = table("BatchGetItem", "GetItem", "PutItem", "Query", "UpdateItem");

describe("permissions of a function", () => {
  it.each([
    {
      role: "OperationsApi",
      may: [
        ...readAndWrite,
        ...index("due", "open"),
        ...send("ShortLaneWorkQueue", "LongLaneWorkQueue"),
        ...artifacts("GetObject"),
        ...["GetPublicKey", "Sign"].map((action) => `kms:${action} on ArtifactsSigningKey`),
      ],
    },
    {
      role: "ReadApi",
      may: [
        ...table("BatchGetItem", "GetItem", "Query"),
        ...index("timeline", "environment", "open", "due"),
        "secretsmanager:GetSecretValue on CursorSecret",
      ],
    },
    {
      role: "ShortLaneWorker",
      may: [
        ...readAndWrite,
        ...receive("ShortLaneWorkQueue"),
        ...send("ShortLaneWorkQueue", "LongLaneWorkQueue"),
        providerSecrets,
      ],
    },
    {
      role: "LongLaneWorker",
      may: [
        ...readAndWrite,
        ...index("open"),
        ...receive("LongLaneWorkQueue"),
        ...send("LongLaneWorkQueue"),
        providerSecrets,
        ...artifacts("GetObject", "PutObject"),
        ...["GetPublicKey", "Sign"].map((action) => `kms:${action} on ArtifactsSigningKey`),
        "ses:SendEmail on arn:AWS::Partition:ses:eu-central-1:111111111111:identity/dev.example.com",
      ],
    },
    {
      role: "FailedJobBridge",
      may: [
        ...table("BatchGetItem", "GetItem", "Query", "UpdateItem"),
        ...receive("ShortLaneFailureQueue", "LongLaneFailureQueue"),
      ],
    },
    {
      role: "ReconcileSweep",
      may: [...readAndWrite, ...index("due", "open"), ...send("ShortLaneWorkQueue", "LongLaneWorkQueue")],
    },
    {
      role: "ScheduleClock",
      may: [...readAndWrite, ...index("due", "open"), ...send("ShortLaneWorkQueue", "LongLaneWorkQueue")],
    },
    { role: "ScheduleClockScheduler", may: ["lambda:InvokeFunction on ScheduleClockFunction"] },
    {
      role: "RunEventsFollower",
      may: [
        ...readAndWrite,
        ...index("open"),
        ...send("ShortLaneWorkQueue"),
        ...["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"].map(
          (action) => `dynamodb:${action} on RunTable.StreamArn`,
        ),
        ...["GetQueueAttributes", "GetQueueUrl", "SendMessage"].map(
          (action) => `sqs:${action} on RunEventsParkedQueue`,
        ),
        "events:PutEvents on RunEventBus",
      ],
    },
    {
      role: "ReconcileSweepScheduler",
      may: ["lambda:InvokeFunction on ReconcileSweepFunction", ...send("ReconcileSweepMissedQueue")],
    },
    { role: "Canary", may: ["secretsmanager:GetSecretValue on CanaryClient"] },
    { role: "CanaryScheduler", may: ["lambda:InvokeFunction on CanaryFunction"] },
  ])("of $role match its declared list exactly", ({ role, may }) => {
    expect(granted[role]).toEqual([...may].sort());
  });

  it("are declared for every role of the stack", () => {
    expect(Object.keys(granted)).toHaveLength(12);
  });

  it("include no log or trace but its own", () => {
    for (const [role, grants] of Object.entries(all)) {
      const isFunction = !role.endsWith("Scheduler");
      const own = ["logs:CreateLogStream", "logs:PutLogEvents"].map((action) => `${action} on ${role}Logs`);
      const traces = ["xray:PutTelemetryRecords on *", "xray:PutTraceSegments on *"];
      expect(grants.filter(isLogOrTrace)).toEqual(isFunction ? [...own, ...traces] : []);
    }
  });

  it("match the table in docs/security.md row by row", () => {
    const table = /<!-- rights -->\n([\s\S]*?)\n<!-- \/rights -->/.exec(readFileSync(security, "utf8"))?.[1] ?? "";
    const rows = Object.entries(granted).flatMap(([role, grants]) => {
      const actions = Map.groupBy(grants, (grant) => grant.split(" on ")[1] ?? "");
      return [...actions].map(([resource, on]) => {
        const names = on.map((grant) => (grant.split(" on ")[0] ?? "").split(":")[1]).join(", ");
        return `| ${role} | ${resource.replace(/^arn:.*:secret:/, "secrets ").replace(/^arn:.*:identity\//, "SES identity ")} | ${names} |`;
      });
    });
    expect(rows.sort().join("\n")).toBe(table.split("\n").slice(2).join("\n"));
  });
});

describe("no role of the stack", () => {
  const grants = Object.values(granted).flat();

  it("has a grant with a wildcard in its action", () => {
    expect(grants.filter((grant) => grant.split(" on ")[0]?.includes("*"))).toEqual([]);
  });

  it("has a grant on every resource of a service", () => {
    expect(grants.filter((grant) => grant.endsWith(" on *"))).toEqual([]);
  });

  it("scans or deletes from the table", () => {
    expect(grants.filter((grant) => /dynamodb:.*(?:Scan|Delete|PartiQL|BatchWrite)/.test(grant))).toEqual([]);
  });

  it("uses a managed policy that others can change", () => {
    expect(dev.all("AWS::IAM::Role").filter((role) => "ManagedPolicyArns" in role)).toEqual([]);
  });
});

it("read-api has no write permission", () => {
  expect(
    granted.ReadApi?.filter((grant) => !/^(?:dynamodb:(?:Get|BatchGet|Query)|secretsmanager:Get)/.test(grant)),
  ).toEqual([]);
});
