/** Source of time. Tests and the simulator use an implementation that they can set. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** An instant plus some (or, when negative, minus) seconds, as stored: ISO-8601 UTC. */
export function plusSeconds(from: Date, seconds: number): string {
  return new Date(from.getTime() + seconds * 1000).toISOString();
}

/** The same instant in DynamoDB's TTL format: whole seconds since 1970. */
export function epochSeconds(from: Date, seconds: number): number {
  return Math.floor(from.getTime() / 1000 + seconds);
}
