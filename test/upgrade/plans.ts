import type { Random } from "../engines/random.ts";

/** The functions that a deployment replaces, each on its own. */
export const roles = ["api", "worker", "bridge", "sweep", "run-events"] as const;
export type Role = (typeof roles)[number];

/** Which release a function runs, by minutes since the first start. */
export interface Plan {
  readonly named: string;
  /** Functions that run in both releases. */
  readonly shared: readonly Role[];
  isOlder(role: Role, minute: number, random: Random): boolean;
  /** From this minute on today's release runs everything: its sweep repairs what is left, and it syncs once more. */
  readonly todayFromMinute: number;
}

/** Starts are made in the first 20 minutes. */
const switchMinute = 30;
/** A deployment replaces one function after the other, and both releases of one run for a while. */
const turns: Readonly<Record<Role, number>> = { "run-events": 4, worker: 7, api: 10, sweep: 13, bridge: 16 };
const overlapMinutes = 4;
const rollbackMinute = 8;

export const plans: readonly Plan[] = [
  {
    named: "an upgrade that replaced only the API",
    shared: ["worker", "sweep", "run-events"],
    isOlder: (role, minute) => role !== "api" && minute < switchMinute,
    todayFromMinute: switchMinute,
  },
  {
    named: "an upgrade that left only the API",
    shared: ["api"],
    isOlder: (role, minute) => role === "api" && minute < switchMinute,
    todayFromMinute: switchMinute,
  },
  {
    named: "a rolling deployment",
    shared: roles,
    isOlder(role, minute, random) {
      return minute < turns[role] || (minute < turns[role] + overlapMinutes && random.chance(0.5));
    },
    todayFromMinute: Math.max(...Object.values(turns)) + overlapMinutes,
  },
  {
    named: "a rollback while runs are active and a second upgrade",
    shared: roles,
    isOlder: (_role, minute) => minute >= rollbackMinute && minute < switchMinute,
    todayFromMinute: switchMinute,
  },
];
