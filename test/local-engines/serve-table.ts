import { startTable } from "../../local/engines/table-server.ts";

const [dataFile] = process.argv.slice(2);
const table = await startTable(dataFile === undefined ? {} : { dataFile });
process.stdout.write(`${table.endpoint}\n`);
