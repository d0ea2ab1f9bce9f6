import { describe, expect, it } from "vitest";
import { goalMiss } from "../evaluation/goal-miss";
import { suggestNext } from "../guide/next-action";
import { BY_PERSON, withNote } from "../journal";
import type { DeployReason } from "../notebook/document/document";
import { parseModelHandle } from "../notebook/result/model-handle";
import { chooseChampion, restoreChampion } from "../registry/choose-champion";
import { championHistory } from "../registry/history";
import { openSession } from "../testing/notebook-session";
import type { Session } from "../testing/notebook-session";

const MISSED = { metric: "accuracy", value: 0.9, minimum: 0.999 } as const;

/** Digits, registered, whose goal nothing reaches. */
async function missedSession(): Promise<Session> {
  const session = await openSession("digits");
  const goal = session.runtime.document.cells.find((cell) => cell.kind === "goal");
  if (goal?.kind !== "goal") throw new Error("the starter has a goal");
  session.runtime.edit({ kind: "params", cellId: goal.id, params: { minimum: MISSED.minimum } });
  for (const name of ["run", "bundle", "evaluation", "model"]) await session.run(name);
  return session;
}

const aliasesIn = async ({ services }: Session) =>
  (await services.stores.registry.listModels(services.projectId)).map((model) => model.aliases);

function give({ runtime, id }: Session, reason: DeployReason): void {
  runtime.edit({ kind: "params", cellId: id("endpoint"), params: { reason } });
}

const resultOf = ({ runtime, id }: Session, name: string) => runtime.getSnapshot().states[id(name)]?.result;

describe("a model that misses its goal", () => {
  it("is registered as challenger and is to be improved", async () => {
    const session = await missedSession();
    const { stores, projectId } = session.services;
    const [evaluation] = await stores.evaluations.listEvaluations(projectId);
    const missed = goalMiss({ metric: "accuracy", minimum: MISSED.minimum }, evaluation?.scores ?? {});
    expect(missed).toEqual(MISSED);
    expect(await aliasesIn(session)).toEqual([{ challenger: "1" }]);
    const world = { endpoint: null, monitor: null, windows: [], alerts: [], runs: [], tried: true, seenRunId: null };
    expect(suggestNext({ ...session.runtime.getSnapshot(), missed }, world)).toEqual({
      kind: "improve",
      cellId: session.id("run"),
      ...MISSED,
    });
  });

  it("is not deployed without a reason, as a canary neither, and nothing is left behind", async () => {
    const session = await missedSession();
    for (const rollout of [{ kind: "all-at-once" }, { kind: "canary", percent: 10, windows: 2 }] as const) {
      session.runtime.edit({ kind: "params", cellId: session.id("endpoint"), params: { rollout } });
      await session.run("endpoint");
      const details = { version: "1", ...MISSED };
      expect(resultOf(session, "endpoint")).toMatchObject({
        outcome: "failed",
        error: { code: "registry.reason-needed", details },
      });
    }
    expect(await aliasesIn(session)).toEqual([{ challenger: "1" }]);
    expect(await session.services.stores.endpoints.listEndpoints(session.services.projectId)).toEqual([]);
  });

  it("is deployed with a reason, which the history of champions keeps with who and how far from the goal", async () => {
    const session = await missedSession();
    const packageDigest = resultOf(session, "model")?.handle?.digest ?? "";
    give(session, { text: "  the fair is tomorrow ", packageDigest });
    await session.run("endpoint");
    expect(await aliasesIn(session)).toEqual([{ champion: "1" }]);
    const [term] = championHistory(session.services.entries);
    expect(term).toMatchObject({ version: "1", actor: "person", note: "the fair is tomorrow", missed: MISSED });
  });

  it("is not excused by a reason that was given for another package, nor by a blank one", async () => {
    const session = await missedSession();
    const packageDigest = resultOf(session, "model")?.handle?.digest ?? "";
    for (const reason of [
      { text: "for the one before", packageDigest: "another" },
      { text: "  ", packageDigest },
    ]) {
      give(session, reason);
      await session.run("endpoint");
      expect(resultOf(session, "endpoint")).toMatchObject({ error: { code: "registry.reason-needed" } });
    }
    give(session, { text: "whatever it makes", packageDigest: null });
    await session.run("endpoint");
    expect(await aliasesIn(session)).toEqual([{ champion: "1" }]);
  });

  it("leaves the deploy cell up to date when only the reason is rewritten", async () => {
    const session = await missedSession();
    give(session, { text: "first words", packageDigest: null });
    await session.run("endpoint");
    give(session, { text: "better words", packageDigest: null });
    expect(session.runtime.getSnapshot().states[session.id("endpoint")]?.status).toBe("done");
  });

  it("is made champion by hand with a reason only; going back asks nothing", async () => {
    const session = await missedSession();
    const { stores, projectId } = session.services;
    const handle = resultOf(session, "model")?.handle;
    const choice = { projectId, ...parseModelHandle(handle?.id ?? "") };
    await expect(chooseChampion(stores, choice, BY_PERSON)).rejects.toMatchObject({ code: "registry.reason-needed" });
    expect(await aliasesIn(session)).toEqual([{ challenger: "1" }]);
    await chooseChampion(stores, choice, withNote(BY_PERSON, "to compare"));
    expect(await aliasesIn(session)).toEqual([{ champion: "1" }]);
    const { modelName } = choice;
    await stores.registry.setAlias(
      { projectId, modelName, alias: "champion", version: null, reason: "chosen" },
      BY_PERSON,
    );
    await restoreChampion(stores, choice, BY_PERSON);
    const back = championHistory(session.services.entries).find(({ reason }) => reason === "rolled-back");
    expect(back).toMatchObject({ version: "1", missed: MISSED, note: null });
  });
});
