import type { Run } from "../../run/run.ts";
import type { ReconcileResult } from "../define-operation.ts";
import { closeAbandonedRestore, type RestoreClosingDependencies } from "./restore-closing.ts";
import { proveRestore, type RestoreProofDependencies } from "./restore-proof.ts";

type ProofDependencies = RestoreProofDependencies & RestoreClosingDependencies;

export const reconcile = (run: Run, needs: ProofDependencies): Promise<ReconcileResult> => proveRestore(run, needs);
export const settleRecords = (run: Run, needs: ProofDependencies): Promise<void> => closeAbandonedRestore(run, needs);
