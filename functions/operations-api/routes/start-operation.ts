import type { Access } from "../../../shared/access/access-store.ts";
import { startOperation } from "../../../shared/contract/operation-routes.ts";
import { initiatorOf } from "../../middleware/caller.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";
import { environmentOr404 } from "../../middleware/scope-guard.ts";
import { callerKey } from "../caller-key.ts";
import type { StartWork } from "../start-work.ts";

interface Dependencies {
  readonly access: Access;
  readonly startWork: StartWork;
}

/**
 * Starts an operation exactly once. Checks run in a fixed order: body syntax, body schema, scope, type, capability,
 * input. No error reveals anything about a scope before the caller is known to be a member of it.
 */
export const startOperationEndpoint = ({ access, startWork }: Dependencies) =>
  writeEndpoint(startOperation, async ({ caller, locale, param, body, idempotencyKey }) => {
    const member = await environmentOr404(access, caller, param("ws"), body.environmentId);
    return startWork({
      ...{ member, locale, type: body.type, input: body.input, externalReference: body.externalReference },
      initiator: initiatorOf(caller),
      key: idempotencyKey === undefined ? undefined : callerKey(idempotencyKey, body),
    });
  });
