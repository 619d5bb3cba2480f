import * as z from "zod";
import { playCrowd } from "../crowd.ts";

/** The product in a process of its own, as each peer is. */
const given = z.object({ runs: z.number(), wiring: z.enum(["direct", "wired"]) });
const { runs, wiring } = given.parse(JSON.parse(process.argv[2] ?? ""));
// A smaller crowd first: what is measured is code that is warm.
await playCrowd(Math.min(runs, 500), wiring);
process.stdout.write(`${JSON.stringify(await playCrowd(runs, wiring))}\n`);
