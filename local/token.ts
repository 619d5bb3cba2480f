import * as z from "zod";
import { dataDirOf, stackFileOf } from "./config.ts";
import { runningStack } from "./runtime/stack-file.ts";
import { seedUsers } from "./seed-data.ts";

/** `npm run -s token -- operator` prints a bearer token for a seeded user of the running stack, and nothing else. */
try {
  const [user = ""] = process.argv.slice(2);
  if (!seedUsers.some(({ name }) => name === user)) {
    throw new Error(`whose token? one of: ${seedUsers.map(({ name }) => name).join(", ")}`);
  }
  const { issuer } = runningStack(stackFileOf(dataDirOf(process.env)));
  const answer = await fetch(`${issuer}/local/token?user=${user}`, { method: "POST" });
  const { access_token: token } = z.object({ access_token: z.string() }).parse(await answer.json());
  process.stdout.write(`${token}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
