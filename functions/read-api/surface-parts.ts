import type { Access } from "../../shared/access/access-store.ts";
import type { Clock } from "../../shared/clock.ts";
import type { RunReader } from "./run-reader.ts";
import type { TellRuns } from "./run-teller.ts";
import type { ReadStandings } from "./standings.ts";

/** What the pages that sum up runs are made with. */
export interface SurfaceParts {
  readonly access: Access;
  readonly reader: RunReader;
  readonly readStandings: ReadStandings;
  readonly tellRuns: TellRuns;
  readonly clock: Clock;
}
