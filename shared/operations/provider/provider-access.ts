import type { ReasonCode } from "../../run/reason-codes.ts";

/** The part of a provider connection that operations need; the stored record has more fields. */
export interface ProviderConnection {
  readonly id: string;
  /** Where the connection is stored. Determines which secret it may use and whose token it gets. */
  readonly scope: { readonly workspaceId: string; readonly environmentId: string };
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  /** The name of the secret, never the secret. */
  readonly secretName: string;
  readonly isEnabled: boolean;
  readonly consentStatus: "unknown" | "granted" | "required" | "failed" | "revoked";
}

/** The Graph collections the product reads, in order. */
export const policyCollections = ["deviceCompliancePolicies", "deviceConfigurations", "configurationPolicies"] as const;
export type PolicyCollection = (typeof policyCollections)[number];

export type ProviderReason = Extract<ReasonCode, `provider_${string}`>;

/** Why a call failed, after all retries that the time budget allowed. */
export interface ProviderFailure {
  readonly reasonCode: ProviderReason;
  /** Shown to users; contains nothing the provider sent. */
  readonly message: string;
  /** The application permission whose absence is the cause. */
  readonly permission?: string;
  /** The HTTP status, when the response itself was the failure. */
  readonly status?: number;
  /** The pause the provider requested, if any. */
  readonly retryAfterMillis?: number;
}

export type ProviderAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: ProviderFailure };

/** The time budget of a call, in terms of its attempt. */
export interface CallBudget {
  readonly signal: AbortSignal;
  timeLeftMillis(): number;
}

export interface PolicyPage {
  /** Position among all pages of the collection, from 0. */
  readonly number: number;
  /** Unvalidated, as the provider sent them. */
  readonly items: readonly unknown[];
  /** Number of items in the collection, when the provider states it or this is the only page. */
  readonly total?: number;
  readonly nextLink?: string;
}

/** The position of the next page of a collection. Without a link: its beginning. */
export interface PagePosition {
  readonly number: number;
  readonly nextLink?: string;
}

/** Reads one collection page by page; "end" follows the last page. A failed page can be requested again. */
export interface PolicyPages {
  next(): Promise<ProviderAnswer<PolicyPage | "end">>;
}

const consentMissing: Record<ProviderConnection["consentStatus"], boolean> = {
  unknown: false,
  granted: false,
  required: true,
  failed: true,
  revoked: true,
};

/** Why work must not start with this connection, if anything. Consent that was never checked does not block. */
export function refusalOf(connection: ProviderConnection | undefined): ProviderFailure | undefined {
  if (connection === undefined) {
    return refused("provider_connection_invalid", "The provider connection of this run no longer exists.");
  }
  if (!connection.isEnabled) return refused("provider_connection_disabled", "The provider connection is disabled.");
  if (!consentMissing[connection.consentStatus]) return undefined;
  return refused("provider_consent_missing", "The provider has not been given consent; grant it and check again.");
}

function refused(reasonCode: ProviderReason, message: string): ProviderFailure {
  return { reasonCode, message };
}

/** Reasons that an administrator must fix on the connection first. */
const blocking: ReadonlySet<ReasonCode> = new Set<ProviderReason>([
  "provider_connection_invalid",
  "provider_connection_disabled",
  "provider_consent_missing",
  "provider_permission_denied",
  "provider_credential_missing",
  "provider_secret_not_allowed",
]);

/**
 * The outcome of a run that this reason stopped: `blocked` when an administrator must first fix the connection,
 * `failed` when the provider is at fault.
 */
export function outcomeOf(reasonCode: ReasonCode): "blocked" | "failed" {
  return blocking.has(reasonCode) ? "blocked" : "failed";
}
