import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import { isOwnSecretName, type SecretOwner, secretPrefixOf } from "../../../shared/access/secret-name.ts";
import type { ProblemDetail } from "../../../shared/contract/problem.ts";
import type { providerConnectionWrite } from "../../../shared/contract/provider-connections.ts";
import { writeProviderConnection } from "../../../shared/contract/workspace-routes.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { ProviderConnectionWriter } from "../../../shared/records/provider-connection-writer.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { initiatorOf } from "../../middleware/caller.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";
import { inputInvalid } from "../../middleware/errors.ts";
import { environmentOr404, need } from "../../middleware/scope-guard.ts";
import { recordAnswerOf } from "../../representations/record.ts";
import { changesOf } from "../changes.ts";

interface Dependencies {
  readonly access: Access;
  readonly connections: ProviderConnectionWriter;
  /** Name of the deployment; a prefix of all its secret names. */
  readonly deployment: string;
  /** The only origins that the platform may call. */
  readonly allowedOrigins: readonly string[];
  readonly auditEntries: AuditEntries;
  readonly clock: Clock;
}

/** Creates or replaces a provider connection. Callers cannot write the results of its health checks. */
export const writeProviderConnectionEndpoint = ({
  access,
  connections,
  deployment,
  allowedOrigins,
  auditEntries,
  clock,
}: Dependencies) =>
  writeEndpoint(writeProviderConnection, async ({ caller, locale, param, body }) => {
    const member = await environmentOr404(access, caller, param("ws"), param("env"));
    need(member, writeProviderConnection.capability);

    const id = param("id");
    const scope = { workspaceId: member.workspace.id, environmentId: member.environment.id };
    const errors = [
      ...idErrorsOf(id),
      ...addressErrorsOf(body, allowedOrigins),
      ...secretNameErrorsOf(body.secretName, { deployment, ...scope }),
    ];
    if (errors.length > 0) throw inputInvalid(errors);

    const connection = await connections.put(
      scope,
      id,
      body,
      (isNew, before) =>
        auditEntries.partOf(caller, {
          ...scope,
          action: "provider_connection.written",
          resourceType: "provider_connection",
          resourceId: id,
          metadata: {
            name: body.displayName,
            provider: body.provider,
            isDefault: body.isDefault,
            isEnabled: body.isEnabled,
            isNew,
            changes: changesOf(before, body),
          },
        }),
      initiatorOf(caller).name,
    );
    return { status: 200, body: recordAnswerOf("provider-connections", connection, locale, clock.now()) };
  });

function idErrorsOf(id: string): ProblemDetail[] {
  if (/^[a-z0-9][a-z0-9-]{0,63}$/.test(id)) return [];
  return [{ path: "id", message: "must be 1 to 64 characters of a-z, 0-9 and '-', starting with a letter or digit" }];
}

/** One message for every name outside the environment, so that it reveals nothing about secrets elsewhere. */
function secretNameErrorsOf(secretName: string, owner: SecretOwner): ProblemDetail[] {
  if (isOwnSecretName(secretName, owner)) return [];
  const message = `must start with ${secretPrefixOf(owner)}: store the secret under such a name and send that name`;
  return [{ path: "secretName", message }];
}

/** Credentials in an address would be stored in the table as plain text. */
function addressErrorsOf(body: z.infer<typeof providerConnectionWrite>, allowedOrigins: readonly string[]) {
  return (["baseUrl", "tokenUrl"] as const).flatMap((path): ProblemDetail[] => {
    const { origin, username, password } = new URL(body[path]);
    if (!allowedOrigins.includes(origin)) return [{ path, message: "is not on the allow-list of this environment" }];
    if (username !== "" || password !== "") return [{ path, message: "must not contain a user name or password" }];
    return [];
  });
}
