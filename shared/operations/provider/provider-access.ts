import type { ReasonCode } from "../../run/reason-codes.ts";

/** What operations must know of a provider connection; the stored record holds more. */
export interface ProviderConnection {
  readonly id: string;
  /** Where the connection is stored. Whose secret it may use, and whose token it is, is decided by this. */
  readonly scope: { readonly workspaceId: string; readonly environmentId: string };
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  /** The name of the secret, never the secret. */
  readonly secretName: string;
  readonly isEnabled: boolean;
  readonly consentStatus: "unknown" | "granted" | "required" | "failed" | "revoked";
}

/** The Graph collections the product reads, in the order it reads them. */
export const policyCollections = ["deviceCompliancePolicies", "deviceConfigurations", "configurationPolicies"] as const;
export type PolicyCollection = (typeof policyCollections)[number];

export type ProviderReason = Extract<ReasonCode, `provider_${string}`>;

/** Why the provider gave no answer, after everything that could be tried again in the time left was tried. */
export interface ProviderFailure {
  readonly reasonCode: ProviderReason;
  /** For people; holds nothing the provider sent. */
  readonly message: string;
  /** The HTTP status of the answer, when that is what failed. */
  readonly status?: number;
  /** How long the provider asked to be left alone, when it did. */
  readonly retryAfterMillis?: number;
}

export type ProviderAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: ProviderFailure };

/** The time a call may use, in the words of the attempt it belongs to. */
export interface CallBudget {
  readonly signal: AbortSignal;
  timeLeftMillis(): number;
}

export interface PolicyPage {
  /** Position among all pages of the collection, from 0. */
  readonly number: number;
  /** As the provider sent them: anything may be in here. */
  readonly items: readonly unknown[];
  /** How many items the collection holds, when the provider says so or when this is its only page. */
  readonly total?: number;
  readonly nextLink?: string;
}

/** Where the next page of a collection is. Without a link: at its beginning. */
export interface PagePosition {
  readonly number: number;
  readonly nextLink?: string;
}

/** Reads one collection page by page; "end" follows the last page. A failed page can be asked for again. */
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

/** Why work must not begin with this connection, if anything. Consent that was never checked blocks nothing. */
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
 * How a run ends that this reason stopped: `blocked` when an administrator must first fix the
 * connection, `failed` when the provider did not do its part.
 */
export function outcomeOf(reasonCode: ReasonCode): "blocked" | "failed" {
  return blocking.has(reasonCode) ? "blocked" : "failed";
}
