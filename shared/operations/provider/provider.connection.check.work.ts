import type * as z from "zod";
import type { StartRequest, Work, WorkResult } from "../define-operation.ts";
import type { connectionInput } from "./connection-choice.ts";
import {
  type CallBudget,
  outcomeOf,
  type ProviderAnswer,
  type ProviderConnection,
  type ProviderFailure,
  type ProviderReason,
  refusalOf,
} from "./provider-access.ts";

type Scope = StartRequest<unknown>["scope"];
type Verification = "healthy" | "degraded" | "blocked" | "error";

/** The findings of one check. A state that the check could not determine stays unchanged. */
export interface CheckFindings {
  readonly consentStatus?: "granted" | "required";
  readonly verificationStatus: Verification;
  readonly reasonCode?: ProviderReason;
}

interface HandleDependencies {
  readonly connections: {
    find(scope: Scope, id: string): Promise<ProviderConnection | undefined>;
    /** Stores the findings and their time, unless the connection was concurrently changed or checked. */
    recordCheck(
      scope: Scope,
      connection: ProviderConnection,
      findings: CheckFindings,
      by: {
        readonly runId: string;
        readonly attempt: number;
        readonly gen?: number | undefined;
        readonly epoch?: string | undefined;
      },
    ): Promise<void>;
  };
  readonly provider: {
    /** Gets a token and reads one page of policies with it. */
    verify(connection: ProviderConnection, budget: CallBudget): Promise<ProviderAnswer<"verified">>;
  };
}

const verificationOf: Record<ProviderReason, Verification> = {
  provider_connection_invalid: "error",
  provider_connection_disabled: "blocked",
  provider_consent_missing: "blocked",
  provider_permission_denied: "blocked",
  provider_credential_missing: "error",
  provider_secret_not_allowed: "error",
  provider_auth_failed: "error",
  provider_throttled: "degraded",
  provider_unreachable: "error",
  provider_response_invalid: "degraded",
  provider_not_found: "degraded",
  provider_redirected: "degraded",
  provider_page_foreign: "degraded",
  provider_pages_circular: "degraded",
  provider_document_incomplete: "degraded",
  provider_not_licensed: "degraded",
  provider_position_expired: "degraded",
};

/** Requests a token and reads from the provider once, and stores the findings. */
export async function handle(
  work: Work<z.infer<typeof connectionInput>>,
  { connections, provider }: HandleDependencies,
): Promise<WorkResult> {
  const { scope, input } = work;
  const connection =
    input.providerConnectionId === undefined ? undefined : await connections.find(scope, input.providerConnectionId);
  const refusal = refusalOf(connection);
  // Stored missing consent does not stop a check, because only a check can detect that it was granted.
  if (connection === undefined || refusal?.reasonCode === "provider_connection_disabled") {
    return blockedBy(refusal);
  }

  const { id: runId, attempt, gen, epoch } = work.run;
  const by = { runId, attempt, gen, epoch };
  await work.report({ phase: "asking_provider" });
  const answer = await provider.verify(connection, work);
  if (answer.ok) {
    await connections.recordCheck(scope, connection, { consentStatus: "granted", verificationStatus: "healthy" }, by);
    return { kind: "ended", outcome: "succeeded", related: { type: "provider_connection", id: connection.id } };
  }
  const { failure } = answer;
  await connections.recordCheck(scope, connection, findingsOf(failure), by);
  return {
    kind: "ended",
    outcome: outcomeOf(failure.reasonCode),
    reasonCode: failure.reasonCode,
    failures: [
      {
        code: failure.reasonCode,
        message: failure.message,
        ...(failure.status !== undefined && {
          about: {
            status: failure.status,
            ...(failure.permission !== undefined && { permission: failure.permission }),
          },
        }),
      },
    ],
    related: { type: "provider_connection", id: connection.id },
  };
}

function blockedBy(refusal: ProviderFailure | undefined) {
  const reasonCode = refusal?.reasonCode ?? "provider_connection_invalid";
  const message = refusal?.message ?? "The provider connection cannot be used.";
  return { kind: "ended", outcome: "blocked", reasonCode, failures: [{ code: reasonCode, message }] } as const;
}

function findingsOf({ reasonCode }: ProviderFailure): CheckFindings {
  return {
    ...(reasonCode === "provider_consent_missing" && { consentStatus: "required" }),
    verificationStatus: verificationOf[reasonCode],
    reasonCode,
  };
}
