import type { CancelRequest } from "../../shared/run/run.ts";

/** Thrown when the worker sees a cancel request for its run. The tracker then ends the run as cancelled. */
export class CancelRequestedError extends Error {
  readonly request: CancelRequest;

  constructor(request: CancelRequest) {
    super("the run is to be cancelled");
    this.name = "CancelRequestedError";
    this.request = request;
  }
}
