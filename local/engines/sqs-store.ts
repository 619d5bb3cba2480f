import { DatabaseSync } from "node:sqlite";
// The package exports either a server that listens on every interface or an app without persistence. This module
// combines its parts for a persistent server on the loopback address.
import { PersistenceManager } from "../../node_modules/fauxqs/dist/persistence.js";
import { S3Store } from "../../node_modules/fauxqs/dist/s3/s3Store.js";
import { SnsStore } from "../../node_modules/fauxqs/dist/sns/snsStore.js";
import { SqsStore } from "../../node_modules/fauxqs/dist/sqs/sqsStore.js";

/** The stores of the queue server. Only the queues are used; the server requires the other two. */
export interface QueueStores {
  readonly stores: { readonly sqsStore: SqsStore; readonly snsStore: SnsStore; readonly s3Store: S3Store };
  /** Closes the database file, if any. */
  close(): void;
}

/**
 * Opens the queues: in memory or, with a directory, in a database that persists a message before its send is
 * acknowledged.
 */
export function openQueueStores(dataDir: string | undefined): QueueStores {
  const stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
  // Without a configured host a queue's URL uses the host of the request, which always resolves.
  stores.sqsStore.host = "";
  if (dataDir === undefined) return { stores, close: () => undefined };

  const persistence = new PersistenceManager(dataDir);
  const database: unknown = Reflect.get(persistence, "db");
  if (!(database instanceof DatabaseSync)) throw new Error("the queue server keeps its messages in another way");
  // What is written survives a kill of the process, not a loss of power; waiting for the disk takes 4 ms per message.
  database.exec("PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE");
  repairMakingVisible(persistence, database);
  persistence.load(stores.sqsStore, stores.snsStore, stores.s3Store);
  // Saving during the load would replace a queue's row and delete its messages.
  stores.sqsStore.persistence = persistence;
  for (const queue of stores.sqsStore.allQueues()) queue.persistence = persistence;

  return {
    stores,
    close() {
      persistence.close();
    },
  };
}

/**
 * Works around a defect of the queue server: a visibility timeout of 0 stores a null receive count, which the table
 * forbids, so the request fails and the message is lost. This keeps the stored receive count.
 */
function repairMakingVisible(persistence: PersistenceManager, database: DatabaseSync): void {
  const makeVisible = database.prepare(
    "UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?",
  );
  persistence.updateMessageReady = (messageId) => {
    makeVisible.run(messageId);
  };
}
