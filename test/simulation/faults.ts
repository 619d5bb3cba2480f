import type { Random } from "../engines/random.ts";

/** All fault kinds. A setting gives each a rate from 0 to 1. */
export const faultKinds = [
  "store_throttle",
  "store_error_before",
  "store_ambiguous",
  "store_slow",
  "conditional_race",
  "gsi_lag",
  "gsi_lost_ordering",
  "batch_unprocessed",
  "ttl_lag",
  "ttl_early_delete",
  "send_fails",
  "send_ambiguous",
  "duplicate_delivery",
  "reordering",
  "delayed_delivery",
  "delete_lost",
  "visibility_expiry",
  "crash_after_put",
  "crash_before_claim",
  "crash_after_side_effect",
  "worker_timeout",
  "sweep_skipped_or_double",
  "clock_skew",
  "bridge_crash_or_duplicate",
  "provider_throttled",
  "provider_error_before",
  "provider_lost_answer",
  "provider_slow",
  "provider_read_lag",
  "crash_after_effect",
  "provider_grants_wait",
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** The fault kinds of one world, each at its usual rate unless another is given. */
export type FaultSetting = Partial<Readonly<Record<FaultKind, number>>> & {
  /** The maximum clock skew of a program in either direction, in seconds; default two. */
  readonly skewSeconds?: number;
};

export const skewSecondsOf = (setting: FaultSetting) => setting.skewSeconds ?? 2;

/** The rate of each fault kind when a setting enables it. */
const usualRates: Readonly<Record<FaultKind, number>> = {
  store_throttle: 0.1,
  store_error_before: 0.1,
  store_ambiguous: 0.1,
  store_slow: 0.1,
  conditional_race: 0.5,
  gsi_lag: 0.5,
  gsi_lost_ordering: 0.5,
  batch_unprocessed: 0.5,
  ttl_lag: 1,
  ttl_early_delete: 1,
  send_fails: 0.2,
  send_ambiguous: 0.2,
  duplicate_delivery: 0.3,
  reordering: 0.5,
  delayed_delivery: 0.3,
  delete_lost: 0.2,
  visibility_expiry: 0.2,
  crash_after_put: 0.1,
  crash_before_claim: 0.2,
  crash_after_side_effect: 0.2,
  worker_timeout: 0.1,
  sweep_skipped_or_double: 0.5,
  clock_skew: 1,
  bridge_crash_or_duplicate: 0.3,
  provider_throttled: 0.1,
  provider_error_before: 0.1,
  provider_lost_answer: 0.1,
  provider_slow: 0.1,
  provider_read_lag: 0.3,
  crash_after_effect: 0.1,
  provider_grants_wait: 0.1,
};

export function settingOf(...kinds: readonly FaultKind[]): FaultSetting {
  return Object.fromEntries(kinds.map((kind) => [kind, usualRates[kind]]));
}

/** Each kind alone, pairs of kinds that are far apart in the list, all together, and none. */
export const faultSettings: readonly FaultSetting[] = [
  {},
  ...faultKinds.map((kind) => settingOf(kind)),
  { ...settingOf("clock_skew"), skewSeconds: 30 },
  settingOf("provider_grants_wait", "duplicate_delivery"),
  ...pairs(16).map(([one, other]) => settingOf(one, other)),
];
/** Without granted waits: their worlds have operators who stop runs before anything else could end them. */
export const everyFault: FaultSetting = settingOf(...faultKinds.filter((kind) => kind !== "provider_grants_wait"));

function pairs(count: number): (readonly [FaultKind, FaultKind])[] {
  const all = faultKinds.flatMap((one, at) => faultKinds.slice(at + 1).map((other) => [one, other] as const));
  return Array.from({ length: count }, (_, at) => all[Math.floor((at * all.length) / count)]).filter(
    (pair) => pair !== undefined,
  );
}

/** Decides per occasion whether a fault occurs, and counts the injected ones. */
export function createFaults(setting: FaultSetting, random: Random) {
  const injected: Partial<Record<FaultKind, number>> = {};
  return {
    injected,
    isSet: (kind: FaultKind) => (setting[kind] ?? 0) > 0,
    happens(kind: FaultKind): boolean {
      const rate = setting[kind] ?? 0;
      const does = rate > 0 && random.chance(rate);
      if (does) injected[kind] = (injected[kind] ?? 0) + 1;
      return does;
    },
  };
}
export type Faults = ReturnType<typeof createFaults>;
