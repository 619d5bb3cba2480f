/** The same work for every peer. Retries are disabled, so that a failure counts once everywhere. */
export interface Work {
  /** The address of its store. */
  readonly url: string;
  readonly jobs: number;
  readonly variant: Variant;
}
export const variants = ["default", "fast"] as const;
export type Variant = (typeof variants)[number];

/** The results of a peer. CPU time is that of this process, with its driver and without its store. */
export interface PeerReport {
  readonly jobs: number;
  readonly startMicrosPerJob: number;
  readonly workMicrosPerJob: number;
  /** Round trips, counted by the client. */
  readonly roundTripsPerJob: number;
  readonly handled: number;
  readonly handledTwice: number;
  readonly failedVisible: number;
  readonly listed: Readonly<Record<string, number | "cannot">>;
}
