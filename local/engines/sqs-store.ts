import path from "node:path";
import { DatabaseSync } from "node:sqlite";
// The package exports a start function that listens on every interface, or an app without persistence. Its parts are
// combined here, for loopback and persistence.
import { PersistenceManager } from "../../node_modules/fauxqs/dist/persistence.js";
import { S3Store } from "../../node_modules/fauxqs/dist/s3/s3Store.js";
import { SnsStore } from "../../node_modules/fauxqs/dist/sns/snsStore.js";
import { SqsStore } from "../../node_modules/fauxqs/dist/sqs/sqsStore.js";

/** What the queue server works on. Only the queues are used; the other two come with it. */
export interface QueueStores {
  readonly stores: { readonly sqsStore: SqsStore; readonly snsStore: SnsStore; readonly s3Store: S3Store };
  /** Closes the database file, if there is one. */
  close(): void;
}

/** Queues in memory or, with a directory, in a database that holds every message before its send is answered. */
export function openQueueStores(dataDir: string | undefined): QueueStores {
  const stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
  // Without a host of its own a queue's address is the one its caller used, which resolves.
  stores.sqsStore.host = "";
  if (dataDir === undefined) return { stores, close: () => undefined };

  const persistence = new PersistenceManager(dataDir);
  const database = new DatabaseSync(path.join(dataDir, "fauxqs.db"));
  repairMakingVisible(persistence, database);
  persistence.load(stores.sqsStore, stores.snsStore, stores.s3Store);
  // Writing while loading would replace a queue's row, and its messages with it.
  stores.sqsStore.persistence = persistence;
  for (const queue of stores.sqsStore.allQueues()) queue.persistence = persistence;

  return {
    stores,
    close() {
      database.close();
      persistence.close();
    },
  };
}

/**
 * Giving a message back at once (visibility 0) stores an empty receive count, which the table forbids:
 * the request fails and the message is in no list any more. This keeps the count it has.
 */
function repairMakingVisible(persistence: PersistenceManager, database: DatabaseSync): void {
  const makeVisible = database.prepare(
    "UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?",
  );
  persistence.updateMessageReady = (messageId) => {
    makeVisible.run(messageId);
  };
}
