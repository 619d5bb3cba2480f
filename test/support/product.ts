export type Product = typeof import("./product-parts.ts");

let own: Promise<Product> | undefined;

/** The product's own code, loaded once for all worlds of a thread. */
export function loadProduct(): Promise<Product> {
  own ??= import("./product-parts.ts").then(withOperations);
  return own;
}

/** Loads the modules of all operations beforehand, because a simulated world may not wait for a module. */
export async function withOperations(product: Product): Promise<Product> {
  for (const { start, reconcile } of product.operations) {
    if (reconcile !== "unsupported") await reconcile();
    if (start === "not_startable") continue;
    await Promise.all([start.prepare(), start.handle()]);
    if (start.settleRecords !== "no_records") await start.settleRecords();
  }
  return product;
}
