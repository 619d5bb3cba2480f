import type { Run } from "../../run/run.ts";
import type { ReconcileResult } from "../define-operation.ts";
import {
  closeAbandonedRestore,
  proveRestore,
  type RestoreClosingNeeds,
  type RestoreProofNeeds,
} from "./restore-proof.ts";

type ProofNeeds = RestoreProofNeeds & RestoreClosingNeeds;

export const reconcile = (run: Run, needs: ProofNeeds): Promise<ReconcileResult> => proveRestore(run, needs);
export const settleRecords = (run: Run, needs: ProofNeeds): Promise<void> => closeAbandonedRestore(run, needs);
