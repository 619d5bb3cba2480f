import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import * as z from "zod";
import { webhookBody } from "../../functions/worker/alerts/channel-messages.ts";
import { compilePattern } from "../../local/runtime/event-pattern.ts";
import * as texts from "../../shared/presenter/alert/alert-texts.ts";
import { alert } from "../../shared/run/alert.ts";
import { completedDetail, completedEvent } from "../../shared/run/completed-event.ts";

const text = readFileSync(resolve(import.meta.dirname, "../../docs/events.md"), "utf8");
const [example, pattern, webhook] = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = ""]): unknown =>
  JSON.parse(json),
);

const field = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.string()).optional(),
  description: z.string(),
});

/** The type of a field, as the document spells it. */
function shapeOf({ type, format, const: only, enum: choices }: z.infer<typeof field>): string {
  if (only !== undefined) return `\`${String(only)}\``;
  if (choices !== undefined) return choices.map((choice) => `\`${choice}\``).join(", ");
  return format === "date-time" ? "instant (ISO 8601, UTC)" : [type ?? []].flat().join(" or ");
}

it("field table of docs/events.md matches the event schema", () => {
  const { properties, required } = z
    .object({ properties: z.record(z.string(), field), required: z.array(z.string()) })
    .parse(z.toJSONSchema(completedDetail));
  const rows = Object.entries(properties).map(([name, of]) => {
    return `| \`${name}\` | ${shapeOf(of)} | ${required.includes(name) ? "always" : "where known"} | ${of.description} |`;
  });

  const table = /<!-- detail -->\n([\s\S]*?)\n<!-- \/detail -->/.exec(text)?.[1] ?? "";

  expect(table.split("\n").slice(2).join("\n")).toBe(rows.join("\n"));
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

const message = z.object({ data: z.looseObject({ seq: z.int(), version: z.int(), operationType: z.string() }) });

it("webhook example of docs/events.md is what a channel is sent", () => {
  const { data } = message.parse(webhook);
  const { operationType: type, ...facts } = data;
  const unsent = { rev: 1, channelIds: [], sent: {}, isListed: true };
  const stored = alert.parse({ ...data, ...unsent, facts: { ...facts, type } });
  const { seq, version } = data;

  const body = webhookBody(
    { alert: stored, message: { seq, version, state: "open" } },
    {
      locale: "en",
      workspace: { id: "acme", name: "Acme" },
      environments: new Map([["acme-prod", "Acme production"]]),
      consoleUrl: "",
      texts,
    },
  );

  expect(JSON.parse(body)).toEqual(webhook);
});
