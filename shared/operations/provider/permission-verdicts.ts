import { findCall, type GraphCallName } from "./graph-calls.ts";
import type { ProviderFailure } from "./provider-access.ts";

/** What a probe of a call showed; absent for calls that cannot be probed without changing or naming something. */
export type Probed = "usable" | Pick<ProviderFailure, "reasonCode">;

/** Who says that permissions are granted: the token, the directory, or only the probes. */
export interface Witnesses {
  /** The permissions in a new token; undefined when it cannot be read. */
  readonly token: readonly string[] | undefined;
  /** Those granted in the directory; undefined when it cannot be read. */
  readonly granted: readonly string[] | undefined;
}

/**
 * `pending`: granted, but not effective yet; `refused`: refused although it is granted; `not_licensed`: permitted, but
 * the tenant has no licence; `unknown`: no witness said anything.
 */
export type Verdict = "usable" | "missing" | "pending" | "refused" | "not_licensed" | "unknown";

/** The verdict on one call. A probe decides; where there is none, the permissions do. */
export function verdictOf(call: GraphCallName, probed: Probed | undefined, { token, granted }: Witnesses): Verdict {
  const { permissions } = findCall(call);
  const has = (held: readonly string[] | undefined) => permissions.some((permission) => held?.includes(permission));
  if (probed === "usable") return "usable";
  if (probed?.reasonCode === "provider_not_licensed") return "not_licensed";
  const isDenied = probed?.reasonCode === "provider_permission_denied";
  if (has(token)) return isDenied ? "refused" : "usable";
  if (has(granted)) return "pending";
  return isDenied || token !== undefined || granted !== undefined ? "missing" : "unknown";
}

/** The worst verdict decides about an operation. */
const order: readonly Verdict[] = ["missing", "refused", "pending", "unknown", "not_licensed", "usable"];

export interface DeclaredCalls {
  readonly type: string;
  readonly calls: readonly GraphCallName[];
}

/** The verdicts on every operation, and on the permissions behind them. */
export function postureOf(
  declared: readonly DeclaredCalls[],
  probes: ReadonlyMap<GraphCallName, Probed>,
  witnesses: Witnesses,
) {
  const used = [...new Set(declared.flatMap(({ calls }) => calls))].sort();
  const verdicts = new Map(used.map((call) => [call, verdictOf(call, probes.get(call), witnesses)] as const));
  const accepted = new Set(used.flatMap((call) => [...findCall(call).permissions]));
  const held = witnesses.token ?? witnesses.granted;
  const operations = declared.map(({ type, calls }) => {
    const own = calls.map((call) => [call, verdicts.get(call) ?? "unknown"] as const);
    const verdict = order.find((worst) => own.some(([, each]) => each === worst)) ?? "usable";
    const lacking = own.filter(([, each]) => each === "missing" || each === "pending" || each === "refused");
    const missing = [...new Set(lacking.map(([call]) => findCall(call).permissions[0]))].sort();
    return { type, verdict, missing };
  });
  return {
    operations,
    calls: used.map((call) => ({
      call,
      permission: findCall(call).permissions[0],
      verdict: verdicts.get(call) ?? ("unknown" as const),
      isProbed: probes.has(call),
    })),
    missing: [...new Set(operations.flatMap(({ missing }) => missing))].sort(),
    unused: held === undefined ? null : held.filter((permission) => !accepted.has(permission)).toSorted(),
    granted: held === undefined ? null : held.toSorted(),
    witness: witnesses.granted !== undefined ? "directory" : witnesses.token !== undefined ? "token" : "probes",
  };
}
