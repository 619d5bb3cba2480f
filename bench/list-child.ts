import { NOW, testClock } from "../test/support/clock.ts";
import { createInProcessTable } from "./in-process.ts";
import { createReader, readModels } from "./read-models.ts";
import { putAll, runItems } from "./seed.ts";
import { scopeItems } from "./seed-scope.ts";

/** CPU time of the list of runs, from the gateway's request to the response, on an in-process table. */
const lists = 300;
const warmUps = 50;
const model = readModels["runs, newest 50"] ?? { path: "" };
const place = createInProcessTable(testClock());
await putAll(place, [...scopeItems(), ...runItems(0, 1000, NOW)]);
const read = createReader(place, testClock());
for (let at = 0; at < warmUps; at++) await read(model, "");
const before = process.cpuUsage();
for (let at = 0; at < lists; at++) await read(model, "");
const { user, system } = process.cpuUsage(before);
process.stdout.write(`${JSON.stringify({ microsPerList: (user + system) / lists })}\n`);
