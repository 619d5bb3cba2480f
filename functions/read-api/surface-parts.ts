import type { Access } from "../../shared/access/access-store.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { ReadDecisions } from "./due-decisions.ts";
import type { ReadEnvironmentStates } from "./environment-states.ts";
import type { ReadSchedules } from "./failing-schedules.ts";
import type { PresentRuns } from "./present-runs.ts";
import type { ExplainBroken } from "./promise-causes.ts";
import type { ReadPromises } from "./promise-reader.ts";
import type { RunReader } from "./run-reader.ts";

/** The dependencies of the endpoints that summarise runs. */
export interface SurfaceParts {
  readonly access: Access;
  readonly reader: RunReader;
  readonly readStandings: ReadEnvironmentStates;
  readonly presentRuns: PresentRuns;
  readonly readPromises: ReadPromises;
  readonly explainBroken: ExplainBroken;
  readonly readSchedules: ReadSchedules;
  readonly readDecisions: ReadDecisions;
  readonly clock: Clock;
}
