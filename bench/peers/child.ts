import * as z from "zod";
import { playBullmq } from "./bullmq.ts";
import { variants } from "./contract.ts";
import { playGraphileWorker } from "./graphile-worker.ts";
import { playPgBoss } from "./pg-boss.ts";

/** One peer in its own process, so that its CPU time is separate. */
const play = { "pg-boss": playPgBoss, "graphile-worker": playGraphileWorker, bullmq: playBullmq };
const [peer, work] = process.argv.slice(2);
const name = z.enum(["pg-boss", "graphile-worker", "bullmq"]).parse(peer);
const given = z.object({ url: z.string(), jobs: z.number(), variant: z.enum(variants) }).parse(JSON.parse(work ?? ""));
process.stdout.write(`${JSON.stringify(await play[name](given))}\n`);
process.exit(0);
