import * as z from "zod";
import { showCatalog } from "../../../shared/contract/caller-routes.ts";
import type { catalog } from "../../../shared/contract/catalog.ts";
import { operations } from "../../../shared/operations/registry.ts";
import { labelOf } from "../../../shared/presenter/labels.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";

/** What can be started and how; the same for everyone, in the caller's language. */
export const showCatalogEndpoint = readEndpoint(showCatalog, async ({ locale }) => {
  const body: z.input<typeof catalog> = {
    items: operations.map((operation) => ({
      type: operation.type,
      label: labelOf(operation.type, locale),
      family: operation.family,
      risk: operation.risk,
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
