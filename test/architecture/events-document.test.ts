import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import * as z from "zod";
import { type MessageContext, webhookBody, webhookTestBody } from "../../functions/worker/alerts/channel-messages.ts";
import { compilePattern } from "../../local/runtime/event-pattern.ts";
import * as texts from "../../shared/presenter/alert/alert-texts.ts";
import { type Alert, alert } from "../../shared/run/alert.ts";
import { completedDetail, completedEvent } from "../../shared/run/completed-event.ts";
import { alertMessage, testMessage } from "../../shared/run/webhook-message.ts";

const text = readFileSync(resolve(import.meta.dirname, "../../docs/events.md"), "utf8");
const [example, pattern, webhook, closing, testing] = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(
  ([, json = ""]): unknown => JSON.parse(json),
);

const field = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.string()).optional(),
  anyOf: z.array(z.object({ type: z.string() })).optional(),
  description: z.string(),
});

/** The type of a field, as the document spells it. */
function shapeOf({ type, format, const: only, enum: choices, anyOf }: z.infer<typeof field>): string {
  if (anyOf !== undefined) return anyOf.map((one) => one.type).join(" or ");
  if (only !== undefined) return `\`${String(only)}\``;
  if (choices !== undefined) return choices.map((choice) => `\`${choice}\``).join(", ");
  return format === "date-time" ? "instant (ISO 8601, UTC)" : [type ?? []].flat().join(" or ");
}

/** The rows of a table of fields, those inside of `data` with its name. */
function rowsOf(schema: z.ZodObject, prefix = ""): string[] {
  const { properties, required } = z
    .object({ properties: z.record(z.string(), z.unknown()), required: z.array(z.string()) })
    .parse(z.toJSONSchema(schema));
  return Object.entries(schema.shape).flatMap(([name, of]) => {
    if (of instanceof z.ZodObject) return rowsOf(of, `${name}.`);
    const { description, ...type } = field.parse(properties[name]);
    const presence = required.includes(name) ? "always" : "where known";
    return `| \`${prefix}${name}\` | ${shapeOf({ description, ...type })} | ${presence} | ${description} |`;
  });
}

it.each([
  { table: "detail", schema: completedDetail },
  { table: "alert", schema: alertMessage },
  { table: "test", schema: testMessage },
])("field table $table of docs/events.md matches its schema", ({ table, schema }) => {
  const written = new RegExp(`<!-- ${table} -->\\n([\\s\\S]*?)\\n<!-- /${table} -->`).exec(text)?.[1] ?? "";

  expect(written.split("\n").slice(2).join("\n")).toBe(rowsOf(schema).join("\n"));
});

it("example event of docs/events.md has every field and parses", () => {
  expect(Object.keys(completedDetail.parse(example))).toEqual(Object.keys(completedDetail.shape));
});

it("rule example of docs/events.md matches the example event", () => {
  for (const name of Object.values(completedEvent)) expect(text).toContain(`| \`${name}\` |`);
  const event = { source: completedEvent.source, "detail-type": completedEvent.detailType, detail: example };
  const matches = compilePattern(JSON.stringify(pattern));

  expect(matches(event)).toBe(true);
  expect(matches({ ...event, detail: { ...completedDetail.parse(example), outcome: "succeeded" } })).toBe(false);
});

const context: MessageContext = {
  locale: "en",
  workspace: { id: "acme", name: "Acme" },
  environments: new Map([["acme-prod", "Acme production"]]),
  consoleUrl: "https://runs.example.com",
  texts,
};

/** The stored alert that a message of the document is about. */
function storedAlert(data: z.output<typeof alertMessage>["data"], name?: string): Alert {
  const { operationType: type, ...facts } = data;
  return alert.parse({ ...data, facts: { ...facts, type, name }, rev: 1, channelIds: [], sent: {}, isListed: true });
}

it.each([
  { what: "an open alert", said: webhook, name: undefined },
  { what: "a closed alert", said: closing, name: "Daily backup" },
])("webhook example of $what in docs/events.md is what a channel is sent", ({ said, name }) => {
  const { data } = alertMessage.parse(said);
  const { seq, version, state } = data;

  const body = webhookBody({ alert: storedAlert(data, name), message: { seq, version, state } }, context);

  expect(JSON.parse(body)).toEqual(said);
});

it("test message of docs/events.md is what a channel is sent", () => {
  const { timestamp: at, data } = testMessage.parse(testing);
  const { runId, channelId: id } = data;

  const body = webhookTestBody({ channel: { id, name: "Tickets" }, runId, at }, context);

  expect(JSON.parse(body)).toEqual(testing);
});
