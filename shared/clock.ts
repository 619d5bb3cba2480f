/** Where time comes from. A second implementation exists for tests and the simulator, which set it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** An instant some seconds after (or, when negative, before) another, as stored: ISO-8601 UTC. */
export function plusSeconds(from: Date, seconds: number): string {
  return new Date(from.getTime() + seconds * 1000).toISOString();
}

/** The same instant as DynamoDB expires items by: whole seconds since 1970. */
export function epochSeconds(from: Date, seconds: number): number {
  return Math.floor(from.getTime() / 1000 + seconds);
}
