import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import type { Clock } from "../../shared/foundation/clock.ts";
import { loadOnce } from "../../shared/foundation/load-once.ts";
import { canonicalJson } from "../../shared/run/identity.ts";
import { ProblemError } from "../middleware/errors.ts";

/** Cursors expire after a day; then the list starts again. */
const lifetimeSeconds = 24 * 3600;
const macBytes = 32;

/** What a cursor is bound to. It is rejected for any other caller, route, workspace or filter. */
export interface CursorUse {
  readonly caller: string;
  readonly route: string;
  readonly workspaceId: string;
  readonly filter: { readonly [name: string]: string };
}

const content = z.strictObject({ position: z.string(), expires: z.int() });

interface Dependencies {
  /** Reads the signing key. Called once, for the first cursor that is sealed or opened. */
  readonly readKey: () => Promise<string>;
  readonly clock: Clock;
}

/** Seals and opens list cursors: opaque, signed, and bound to the caller, route, workspace and filter. */
export function createCursors({ readKey, clock }: Dependencies) {
  const key = loadOnce(readKey);

  async function sign(use: CursorUse, payload: Buffer): Promise<Buffer> {
    const bound = Buffer.from(canonicalJson({ purpose: "runtruth.cursor.1", ...use, filter: use.filter }), "utf8");
    return createHmac("sha256", await key())
      .update(`${bound.length}:`)
      .update(bound)
      .update(payload)
      .digest();
  }

  return {
    /** The cursor of the next page, or null when there is none. */
    async seal(use: CursorUse, position: string | undefined): Promise<string | null> {
      if (position === undefined) return null;
      const expires = Math.floor(clock.now().getTime() / 1000) + lifetimeSeconds;
      const payload = Buffer.from(JSON.stringify({ position, expires }), "utf8");
      return Buffer.concat([await sign(use, payload), payload]).toString("base64url");
    },

    /** The position where the page starts; undefined for the first page. Throws `cursor_invalid` before any read. */
    async open(use: CursorUse, cursor: string | undefined): Promise<string | undefined> {
      if (cursor === undefined) return undefined;
      const bytes = Buffer.from(cursor, "base64url");
      // The last base64url character has unused bits; only the canonical encoding is accepted.
      if (bytes.toString("base64url") !== cursor || bytes.length <= macBytes) throw invalid();
      const payload = bytes.subarray(macBytes);
      if (!timingSafeEqual(await sign(use, payload), bytes.subarray(0, macBytes))) throw invalid();
      const { position, expires } = content.parse(JSON.parse(payload.toString("utf8")));
      if (expires * 1000 < clock.now().getTime()) throw invalid();
      return position;
    },
  };
}
export type Cursors = ReturnType<typeof createCursors>;

function invalid(): ProblemError {
  return new ProblemError("cursor_invalid", {
    detail: "Send nextCursor unchanged, for the same list and within a day, or start without a cursor.",
  });
}
