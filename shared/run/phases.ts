/**
 * Phases that a handler may report while it cannot count. Closed, so that an undeclared phase, or a locale without
 * its text, does not compile.
 */
export const phaseKeys = [
  "asking_provider",
  "collecting_policies",
  "reading_evidence",
  "planning",
  "changing_record",
  "reading.deviceCompliancePolicies",
  "reading.deviceConfigurations",
  "reading.configurationPolicies",
  "storing_file",
  "sending_messages",
] as const;
export type PhaseKey = (typeof phaseKeys)[number];

/** The phase of a stored key; undefined for an unknown key. */
export function findPhase(stored: string | undefined): PhaseKey | undefined {
  return phaseKeys.find((key) => key === stored);
}
