import { startDynamoDb } from "../../local/engines/dynamodb.ts";

// A starter of the table store that a test may kill; it says the store's address and stays.
const [dataFile] = process.argv.slice(2);
const dynamodb = await startDynamoDb({ engine: "dynoxide", ...(dataFile === undefined ? {} : { dataFile }) });
process.stdout.write(`${dynamodb.endpoint}\n`);
