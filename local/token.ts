import * as z from "zod";
import { runCommand } from "./command.ts";
import { seedUsers } from "./seed-data.ts";

/** `npm run -s token -- operator` prints only a bearer token for a seeded user of the running stack. */
await runCommand(async ({ issuer }, [user = ""]) => {
  if (!seedUsers.some(({ name }) => name === user)) {
    throw new Error(`whose token? one of: ${seedUsers.map(({ name }) => name).join(", ")}`);
  }
  const answer = await fetch(`${issuer}/local/token?user=${user}`, { method: "POST" });
  return { text: z.object({ access_token: z.string() }).parse(await answer.json()).access_token };
});
