import type { Run } from "../../run/run.ts";
import type { ReconcileResult } from "../define-operation.ts";
import {
  closeAbandonedRestore,
  proveRestore,
  type RestoreClosingNeeds,
  type RestoreProofNeeds,
} from "./restore-proof.ts";

type ProofDependencies = RestoreProofNeeds & RestoreClosingNeeds;

export const reconcile = (run: Run, needs: ProofDependencies): Promise<ReconcileResult> => proveRestore(run, needs);
export const settleRecords = (run: Run, needs: ProofDependencies): Promise<void> => closeAbandonedRestore(run, needs);
