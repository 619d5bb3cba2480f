/** The same work for every peer. Retries are off, so that a failure is one failure everywhere. */
export interface Work {
  /** Where its store answers. */
  readonly url: string;
  readonly jobs: number;
  readonly variant: Variant;
}
export const variants = ["default", "fast"] as const;
export type Variant = (typeof variants)[number];

/** What a peer made of the work. Processor time is this process's own, its driver included, its store not. */
export interface PeerReport {
  readonly jobs: number;
  readonly startMicrosPerJob: number;
  readonly workMicrosPerJob: number;
  /** Requests that wait for an answer, by the client's own count. */
  readonly roundTripsPerJob: number;
  readonly handled: number;
  readonly handledTwice: number;
  readonly failedVisible: number;
  readonly listed: Readonly<Record<string, number | "cannot">>;
}
