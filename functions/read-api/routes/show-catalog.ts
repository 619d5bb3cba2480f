import * as z from "zod";
import { showCatalog } from "../../../shared/contract/caller-routes.ts";
import type { catalog } from "../../../shared/contract/catalog.ts";
import { operations } from "../../../shared/operations/registry.ts";
import { labelOf } from "../../../shared/presenter/labels.ts";
import { wordsOf } from "../../../shared/presenter/locale.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";

/** Every kind of operation and how to start it, if it can be; the same for everyone, in the caller's language. */
export const showCatalogEndpoint = readEndpoint(showCatalog, async ({ locale }) => {
  const { families, risks } = wordsOf(locale);
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
      startable: operation.start !== "not_startable" && operation.capability !== "system_only",
      capability: operation.capability === "system_only" ? null : operation.capability,
      expectedDurationSeconds: operation.expectedDurationSeconds,
      inputSchema: z.toJSONSchema(operation.input, { io: "input" }),
    })),
  };
  return { status: 200, body };
});
