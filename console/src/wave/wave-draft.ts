import type * as z from "zod";
import type { startWave } from "../../../shared/contract/wave-routes.ts";
import { listOf, textOf } from "../environment/fields.ts";
import { concurrencyDefault, concurrencyMax, stopDefault, targetsMax } from "./wave-limits.ts";

type Request = z.input<typeof startWave.body>;

export const waveSelections = ["all", "chosen", "promise"] as const;
export type WaveSelection = (typeof waveSelections)[number];

/** The targets and rules of a wave, as its form holds them. */
export interface WaveDraft {
  readonly selection: WaveSelection;
  readonly environmentIds: readonly string[];
  readonly promiseId: string;
  readonly canary: string;
  readonly concurrency: string;
  readonly failuresMax: string;
  readonly failedPercentMax: string;
}

export const newWave: WaveDraft = {
  selection: "chosen",
  environmentIds: [],
  promiseId: "",
  canary: "1",
  concurrency: String(concurrencyDefault),
  failuresMax: String(stopDefault.failuresMax),
  failedPercentMax: String(stopDefault.failedPercentMax),
};

/** A stored draft; undefined for anything else. */
export function waveDraftIn(kept: unknown): WaveDraft | undefined {
  const selection = waveSelections.find((one) => one === textOf(kept, "selection"));
  if (selection === undefined) return undefined;
  const [promiseId = "", canary = "", concurrency = "", failuresMax = "", failedPercentMax = ""] = [
    ...["promiseId", "canary", "concurrency", "failuresMax", "failedPercentMax"],
  ].map((name) => textOf(kept, name));
  const environmentIds = listOf(kept, "environmentIds").filter((id) => typeof id === "string");
  return { selection, environmentIds, promiseId, canary, concurrency, failuresMax, failedPercentMax };
}

/** The numbers of a wave, each with its least and its greatest value. */
export const waveNumbers = {
  canary: [0, concurrencyMax],
  concurrency: [1, concurrencyMax],
  failuresMax: [0, targetsMax],
  failedPercentMax: [0, 100],
} as const satisfies Partial<Record<keyof WaveDraft, readonly [number, number]>>;

/** A number of the form; undefined outside its limits. */
export function numberOf(draft: WaveDraft, name: keyof typeof waveNumbers): number | undefined {
  const text = draft[name].trim();
  const [least, greatest] = waveNumbers[name];
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= greatest ? value : undefined;
}

/** Targets and rules as the API takes them; undefined while the form is not complete. */
export function waveRequestOf(
  draft: WaveDraft,
): Pick<Request, "targets" | "canary" | "concurrency" | "stop"> | undefined {
  const [targets, rules] = [targetsOf(draft), waveRulesOf(draft)];
  return targets === undefined || rules === undefined ? undefined : { targets, ...rules };
}

/** The rules as the API takes them; undefined while a number is missing or outside its limits. */
export function waveRulesOf(draft: WaveDraft): Pick<Request, "canary" | "concurrency" | "stop"> | undefined {
  const [canary, concurrency, failuresMax, failedPercentMax] = [
    numberOf(draft, "canary"),
    numberOf(draft, "concurrency"),
    numberOf(draft, "failuresMax"),
    numberOf(draft, "failedPercentMax"),
  ];
  if (canary === undefined || concurrency === undefined) return undefined;
  if (failuresMax === undefined || failedPercentMax === undefined) return undefined;
  return { canary, concurrency, stop: { failuresMax, failedPercentMax } };
}

function targetsOf({ selection, environmentIds, promiseId }: WaveDraft): Request["targets"] | undefined {
  switch (selection) {
    case "all":
      return { all: true };
    case "chosen":
      return environmentIds.length === 0 || environmentIds.length > targetsMax
        ? undefined
        : { environmentIds: [...environmentIds] };
    case "promise":
      return promiseId === "" ? undefined : { brokenPromise: promiseId };
    default:
      return selection satisfies never;
  }
}
