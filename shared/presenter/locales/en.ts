/** The reference locale: its keys are the keys of every other one. */
export const en = {
  operations: {
    "provider.connection.check": "Provider connection check",
    "policy.sync": "Policy sync",
    "tenant.evidence.snapshot.generate": "Evidence snapshot",
    "environment.review.compose": "Review composition",
    "ops.reconcile_adapter_runs": "Adapter reconciliation sweep",
  },
  unknownOperation: "Unknown operation",
} as const;

/** The same tree with free texts. A locale that lacks a key, or invents one, does not compile. */
export type Words = Wording<typeof en>;
type Wording<Tree> = { readonly [Key in keyof Tree]: Tree[Key] extends string ? string : Wording<Tree[Key]> };
