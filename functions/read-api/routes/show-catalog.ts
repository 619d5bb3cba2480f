import * as z from "zod";
import { showCatalog } from "../../../shared/contract/caller-routes.ts";
import type { catalog } from "../../../shared/contract/catalog.ts";
import { type AnyOperation, operations } from "../../../shared/operations/registry.ts";
import { fieldWordsOf, labelOf } from "../../../shared/presenter/labels.ts";
import { type Locale, wordsOf } from "../../../shared/presenter/locale.ts";
import { auditActions } from "../../../shared/run/audit-entry.ts";
import { isSchedulable } from "../../../shared/schedules/schedulable.ts";
import { waveUseOf } from "../../../shared/schedules/wave-use.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";

/** All operation types and how to start them, where possible, and the audited actions. The same for every caller, in their language. */
export const showCatalogEndpoint = readEndpoint(showCatalog, async ({ locale }) => {
  const { audit, families, risks, startedBy } = wordsOf(locale);
  const body: z.input<typeof catalog> = {
    items: operations.map((operation) => ({
      type: operation.type,
      label: labelOf(operation.type, locale),
      family: operation.family,
      familyLabel: families[operation.family],
      risk: operation.risk,
      riskLabel: risks[operation.risk],
      lane: operation.lane,
      ownership: operation.ownership,
      startable: operation.start !== "not_startable" || starterOf(operation) === "platform",
      startedBy: starterOf(operation),
      startedByLabel: startedBy[starterOf(operation)],
      isSchedulable: isSchedulable(operation),
      inWaves: waveUseOf(operation),
      capability: operation.capability === "system_only" ? null : operation.capability,
      expectedDurationSeconds: operation.expectedDurationSeconds,
      inputSchema: inputSchemaOf(operation, locale),
    })),
    auditActions: auditActions
      .filter((action) => action !== "unknown")
      .map((action) => ({ action, label: audit[action] })),
  };
  return { status: 200, body };
});

const starterOf = ({ capability }: AnyOperation) => (capability === "system_only" ? "platform" : "person");

/** The JSON Schema of an operation's input, with a label for each field. */
function inputSchemaOf({ type, input }: AnyOperation, locale: Locale): Record<string, unknown> {
  const schema = z.toJSONSchema(input, { io: "input" });
  const words = fieldWordsOf(type, locale);
  const named = Object.entries(schema.properties ?? {}).map(([name, property]) => [
    name,
    typeof property === "boolean" ? property : { ...property, ...words[name] },
  ]);
  return { ...schema, properties: Object.fromEntries(named) };
}
