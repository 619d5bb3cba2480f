import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import { type Member, sees } from "../../../shared/access/member.ts";
import type { People } from "../../../shared/access/people-store.ts";
import {
  createPromise,
  removePromise,
  writePromise,
  writePromiseException,
} from "../../../shared/contract/promise-routes.ts";
import { exceptionDaysMax, type promiseCreate } from "../../../shared/contract/promises.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { Ids } from "../../../shared/foundation/ids.ts";
import type { Item } from "../../../shared/ledger/item.ts";
import {
  type PromiseException,
  type PromiseFields,
  type Promises,
  promisesMax,
  type StoredPromise,
} from "../../../shared/records/promises.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { type Caller, initiatorOf } from "../../middleware/caller.ts";
import { actionEndpoint, writeEndpoint } from "../../middleware/endpoint.ts";
import { invalid, notFound, ProblemError } from "../../middleware/errors.ts";
import { environmentOr404, need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { exceptionAnswerOf, promiseAnswerOf } from "../../representations/promise.ts";
import { settingOr } from "../alert-settings.ts";
import { changesOf } from "../changes.ts";

interface Dependencies {
  readonly access: Access;
  readonly people: Pick<People, "listMembers">;
  readonly promises: Promises;
  readonly auditEntries: AuditEntries;
  readonly clock: Clock;
  readonly ids: Ids;
}

const secondsPerDay = 86_400;

/** Creates a promise. */
export const createPromiseEndpoint = (parts: Dependencies) =>
  writeEndpoint(createPromise, async ({ caller, locale, param, body }) => {
    const member = await workspaceOr404(parts.access, caller, param("ws"));
    need(member, createPromise.capability);
    const fields = await fieldsOf(parts, member, caller, body, undefined);
    const id = parts.ids.next(parts.clock.now());
    const done = await parts.promises.create(
      member.workspace.id,
      id,
      fields,
      written(parts, caller, member, id, fields),
    );
    return { status: 200, body: promiseAnswerOf(member, settingOr(done, promisesMax), [], locale) };
  });

/** Changes a promise from the revision that the person saw. */
export const writePromiseEndpoint = (parts: Dependencies) =>
  writeEndpoint(writePromise, async ({ caller, locale, param, body: { rev, ...body } }) => {
    const member = await workspaceOr404(parts.access, caller, param("ws"));
    need(member, writePromise.capability);
    const id = param("id");
    const stored = await parts.promises.find(member.workspace.id, id);
    if (stored === undefined) throw notFound();
    needWhole(member, stored);
    const fields = await fieldsOf(parts, member, caller, body, stored.effectiveFrom);
    const beside = written(parts, caller, member, id, fields);
    const done = await parts.promises.replace(member.workspace.id, id, rev, fields, beside);
    return { status: 200, body: promiseAnswerOf(member, settingOr(done, promisesMax), [], locale) };
  });

/** Ends a promise. */
export const removePromiseEndpoint = (parts: Dependencies) =>
  actionEndpoint(removePromise, async ({ caller, locale, param }) => {
    const member = await workspaceOr404(parts.access, caller, param("ws"));
    need(member, removePromise.capability);
    const id = param("id");
    const stored = await parts.promises.findAny(member.workspace.id, id);
    if (stored === undefined) throw notFound();
    needWhole(member, stored);
    const { removedAt, ...before } = stored;
    // A repeated request.
    if (removedAt !== undefined) return { status: 200, body: promiseAnswerOf(member, before, [], locale) };
    const done = await parts.promises.remove(member.workspace.id, id, parts.clock.now(), () =>
      parts.auditEntries.partOf(caller, {
        ...auditedPromise(member, id),
        action: "promise.removed",
        metadata: auditedFields(before),
      }),
    );
    return { status: 200, body: promiseAnswerOf(member, settingOr(done, promisesMax), [], locale) };
  });

/** Excepts one environment from a promise until an instant, or ends that exception. */
export const writePromiseExceptionEndpoint = (parts: Dependencies) =>
  writeEndpoint(writePromiseException, async ({ caller, param, body }) => {
    const member = await environmentOr404(parts.access, caller, param("ws"), param("env"));
    need(member, writePromiseException.capability);
    const { id: environmentId } = member.environment;
    const promiseId = param("id");
    const stored = await parts.promises.find(member.workspace.id, promiseId);
    if (stored === undefined) throw notFound();
    const now = parts.clock.now();
    if (Date.parse(body.until) > now.getTime() + exceptionDaysMax * secondsPerDay * 1000)
      throw invalid("until", `must be at most ${exceptionDaysMax} days ahead; an exception always ends`);
    const exception: PromiseException = {
      promiseId,
      environmentId,
      until: body.until,
      ownerId: await ownerOf(parts, member, caller, body.ownerId),
      reason: body.reason,
      changedBy: initiatorOf(caller),
      changedAt: now.toISOString(),
    };
    const audited = ({ until, ownerId, reason }: Item) => ({ until, ownerId, reason });
    await parts.promises.except(member.workspace.id, exception, (isNew, before) =>
      parts.auditEntries.partOf(caller, {
        workspaceId: member.workspace.id,
        environmentId,
        resourceType: "promise",
        resourceId: promiseId,
        action: "promise.exception_changed",
        metadata: {
          promise: stored.name,
          ...audited({ ...exception }),
          isNew,
          changes: changesOf(before && audited(before), audited({ ...exception })),
        },
      }),
    );
    return { status: 200, body: exceptionAnswerOf(exception) };
  });

type Fields = z.output<typeof promiseCreate>;

/** The fields to store. Every listed environment must exist and be visible to the person. */
async function fieldsOf(
  parts: Dependencies,
  member: Member,
  caller: Caller,
  { ownerId, effectiveFrom, environments, ...rest }: Fields,
  before: string | undefined,
): Promise<PromiseFields> {
  if (environments === "all") needWhole(member, { environments });
  else {
    const known = await parts.access.findEnvironmentNames(member.workspace.id, environments);
    const unknown = environments.find((id) => !known.has(id) || !sees(member, id));
    if (unknown !== undefined)
      throw invalid("environments", "names an environment that does not exist; list the environments for their ids");
  }
  const now = parts.clock.now().toISOString();
  return {
    ...rest,
    environments: environments === "all" ? environments : [...new Set(environments)].toSorted(),
    effectiveFrom: effectiveFrom ?? before ?? now,
    ownerId: await ownerOf(parts, member, caller, ownerId),
    changedBy: initiatorOf(caller),
    changedAt: now,
  };
}

/** The person who answers for it: the caller, or a current member. */
async function ownerOf({ people }: Dependencies, member: Member, caller: Caller, ownerId: string | undefined) {
  if (ownerId === undefined || ownerId === caller.sub) return initiatorOf(caller).id;
  const members = await people.listMembers(member.workspace.id);
  if (members.some(({ id, removedAt }) => id === ownerId && removedAt === undefined)) return ownerId;
  throw invalid(
    "ownerId",
    "is not a member of the workspace; name a member, or leave it out to answer for it yourself",
  );
}

/** A promise that includes environments hidden from a person is not theirs to change. */
function needWhole(member: Member, { environments }: Pick<StoredPromise, "environments">): void {
  const seesAll = environments === "all" ? member.environments === "all" : environments.every((id) => sees(member, id));
  if (seesAll) return;
  throw new ProblemError("capability_missing", {
    detail: "This promise includes environments that you may not see. Ask a member who sees all of them.",
  });
}

const written =
  ({ auditEntries }: Dependencies, caller: Caller, member: Member, id: string, fields: PromiseFields) =>
  (isNew: boolean, before?: Item) =>
    auditEntries.partOf(caller, {
      ...auditedPromise(member, id),
      action: "promise.written",
      metadata: {
        ...auditedFields({ ...fields }),
        isNew,
        changes: changesOf(before && auditedFields(before), auditedFields({ ...fields })),
      },
    });

const auditedPromise = ({ workspace }: Member, id: string) => ({
  workspaceId: workspace.id,
  environmentId: null,
  resourceType: "promise",
  resourceId: id,
});

const auditedFields = ({ name, proof, withinSeconds, environments, effectiveFrom, ownerId }: Item | StoredPromise) => ({
  name,
  proof,
  withinSeconds,
  environments,
  effectiveFrom,
  ownerId,
});
