import type { Words } from "../../../shared/presenter/locales/en.ts";
import type { Facts } from "./facts.ts";

type Claim = (facts: Facts) => boolean;

const isInPhase =
  (key: string): Claim =>
  ({ run, isRunning }) =>
    isRunning && run.context.progress?.phase?.key === key;

/** What each phase claims of a run. */
export const phaseClaims: { readonly [Key in keyof Words["phases"]]: Claim } = {
  asking_provider: isInPhase("asking_provider"),
  storing_file: isInPhase("storing_file"),
  sending_messages: isInPhase("sending_messages"),
  collecting_policies: isInPhase("collecting_policies"),
  reading_evidence: isInPhase("reading_evidence"),
  planning: isInPhase("planning"),
  changing_record: isInPhase("changing_record"),
  "reading.deviceCompliancePolicies": isInPhase("reading.deviceCompliancePolicies"),
  "reading.deviceConfigurations": isInPhase("reading.deviceConfigurations"),
  "reading.configurationPolicies": isInPhase("reading.configurationPolicies"),
};
