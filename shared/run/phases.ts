/**
 * Every step of work a handler may name while it cannot count. Closed, so that an operation that reports another
 * does not compile and a locale that has no words for one does not either.
 */
export const phaseKeys = [
  "asking_provider",
  "collecting_policies",
  "reading_evidence",
  "reading.deviceCompliancePolicies",
  "reading.deviceConfigurations",
  "reading.configurationPolicies",
] as const;
export type PhaseKey = (typeof phaseKeys)[number];

/** The phase a stored key names; undefined for one that nobody has words for. */
export function findPhase(stored: string | undefined): PhaseKey | undefined {
  return phaseKeys.find((key) => key === stored);
}
