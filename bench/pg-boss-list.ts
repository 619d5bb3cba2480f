import * as z from "zod";
import { loadPeer } from "./peer-packages.ts";
import type { Pool, Postgres } from "./postgres.ts";

interface Boss {
  start(): Promise<unknown>;
  createQueue(name: string): Promise<unknown>;
  stop(options: { readonly graceful: boolean }): Promise<unknown>;
  on(event: "error", listener: (error: unknown) => void): void;
}
const library = z.object({
  PgBoss: z.custom<new (options: { readonly connectionString: string }) => Boss>(
    (value) => typeof value === "function",
  ),
});

const queue = "work";

/** The equivalent queries on pg-boss. It has no list in its API; these read its own table. */
export const pgBossQueries: Readonly<Record<string, string>> = {
  "jobs, newest 50": "SELECT * FROM pgboss.job WHERE name = $1 ORDER BY created_on DESC LIMIT 50",
  "failed jobs, newest 50":
    "SELECT * FROM pgboss.job WHERE name = $1 AND state = 'failed' ORDER BY created_on DESC LIMIT 50",
  "jobs by state": "SELECT state, count(*) FROM pgboss.job WHERE name = $1 GROUP BY state",
};

/** pg-boss's schema in a database, for the same history as in the product's table. */
export async function createPgBossHistory(postgres: Postgres) {
  const { PgBoss } = library.parse(await loadPeer("pg-boss"));
  const boss = new PgBoss({ connectionString: postgres.connectionString });
  boss.on("error", (error) => process.stderr.write(`pg-boss: ${String(error)}\n`));
  await boss.start();
  await boss.createQueue(queue);
  await boss.stop({ graceful: false });
  const pool: Pool = await postgres.connect(2);

  return {
    /** Adds the jobs from the `from`th newest to the `to`th, with the same share of states as the product's runs. */
    async fill(from: number, to: number): Promise<void> {
      await pool.query(
        `INSERT INTO pgboss.job (id, name, data, state, created_on, started_on, completed_on, output, retry_count)
         SELECT gen_random_uuid(), $1, jsonb_build_object('providerConnectionId', '01JNBSRT00CONNECTION000001', 'subject', 'subject-' || at % 20, 'padding', repeat('x', 200)),
           (CASE WHEN at < 20 THEN 'created' WHEN at % 33 = 0 THEN 'failed' ELSE 'completed' END)::pgboss.job_state,
           now() - make_interval(secs => at * 30), now() - make_interval(secs => at * 30 - 1), now() - make_interval(secs => at * 30 - 9),
           CASE WHEN at % 33 = 0 THEN '{"message":"The provider could not be reached."}'::jsonb END, 0
         FROM generate_series($2::int, $3::int) AS at`,
        [queue, from, to - 1],
      );
      await pool.query("ANALYZE pgboss.job");
    },
    ask: (query: string) => pool.query(query, [queue]),
  };
}
