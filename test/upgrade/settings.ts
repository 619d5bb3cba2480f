import { everyFault, type FaultSetting, settingOf } from "../simulation/faults.ts";

/** Worlds per plan and setting, and starts per world; `npm run test:faults` plays more. */
export const seedCount = Number(process.env.UPGRADE_SEEDS ?? 1);
export const startCount = Number(process.env.UPGRADE_STARTS ?? 40);

/** No fault, faults that give one run to both releases with clocks half a minute apart, and every fault. */
export const drillSettings: readonly FaultSetting[] = [
  {},
  {
    ...settingOf("clock_skew", "crash_before_claim", "visibility_expiry", "duplicate_delivery", "crash_after_effect"),
    skewSeconds: 30,
  },
  everyFault,
];
