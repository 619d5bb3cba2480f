import { startSqs } from "../../local/engines/sqs.ts";

// A queue server in a process that a test may kill; it says its address and stays.
const [dataDir] = process.argv.slice(2);
const sqs = await startSqs(dataDir === undefined ? {} : { dataDir });
process.stdout.write(`${sqs.endpoint}\n`);
