import type { CancelRequest } from "../../shared/run/run.ts";

/** A person wants the run to stop, and its worker has just seen it. The tracker ends the run. */
export class CancelSeen extends Error {
  readonly request: CancelRequest;

  constructor(request: CancelRequest) {
    super("the run is to be cancelled");
    this.name = "CancelSeen";
    this.request = request;
  }
}
