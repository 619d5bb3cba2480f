import { type LaneTimings, lanes, laneTimings } from "../shared/run/lanes.ts";

const lanePrefix = "lanes.";
const timingNames = new Set<string>(Object.keys(laneTimings.short));

/**
 * Applies the overrides of the synth context: lane timings, lifecycle windows, the rate per caller (a load test is one
 * caller), and whether this is a first deployment. Values are text on the command line and are validated with all other settings. An unknown key with our
 * prefix is an error, so that a typing error is not ignored.
 */
export function fromContext(
  declared: { readonly lanes: Readonly<Record<string, LaneTimings>>; readonly lifecycleOverrides: unknown },
  context: Readonly<Record<string, unknown>>,
): { settings: Record<string, unknown>; mistakes: string[] } {
  const changedLanes: Record<string, Record<string, unknown>> = Object.fromEntries(
    Object.entries(declared.lanes).map(([lane, timings]) => [lane, { ...timings }]),
  );
  const mistakes: string[] = [];
  for (const [key, value] of Object.entries(context).filter(([name]) => name.startsWith(lanePrefix))) {
    const [lane = "", timing = "", ...rest] = key.slice(lanePrefix.length).split(".");
    const timings = changedLanes[lane];
    if (timings === undefined || !timingNames.has(timing) || rest.length > 0) {
      mistakes.push(
        `The context ${key} names no timing; write lanes.<${lanes.join("|")}>.<${[...timingNames].join("|")}>.`,
      );
    } else {
      timings[timing] = numberOf(value);
    }
  }

  const overrides = overridesFrom(context.lifecycleOverrides ?? declared.lifecycleOverrides);
  if (overrides === "no JSON") {
    mistakes.push('The context lifecycleOverrides must be JSON: {"<operation type>": {"<window>": seconds}}.');
  }
  return {
    settings: {
      ...declared,
      lanes: changedLanes,
      ...(context.callerRatePerSecond !== undefined && { callerRatePerSecond: numberOf(context.callerRatePerSecond) }),
      ...(context.firstDeployment !== undefined && { isFirstDeployment: booleanOf(context.firstDeployment) }),
      lifecycleOverrides: overrides === "no JSON" ? declared.lifecycleOverrides : overrides,
    },
    mistakes,
  };
}

/** Values on the command line are text. */
function numberOf(value: unknown): unknown {
  return typeof value === "string" ? Number(value) : value;
}

function booleanOf(value: unknown): unknown {
  return value === "true" || value === "false" ? value === "true" : value;
}

function overridesFrom(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return "no JSON";
  }
}
