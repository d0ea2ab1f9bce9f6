import "fake-indexeddb/auto";
import { describe, expect, it, vi } from "vitest";
import { BY_PERSON } from "../journal";
import { RENEWED_AFTER_CHANGES, renewedQuery } from "./live-query";
import { freshStores } from "./testing/fresh";
import { aRun, PROJECT } from "./testing/samples";

/** Changes that the query does not read. */
async function writeElsewhere({ stores }: ReturnType<typeof freshStores>, count: number): Promise<void> {
  for (let change = 0; change < count; change++) await stores.blobs.put(Uint8Array.of(change, change >> 8));
}

describe("a live query", () => {
  it("answers now and after each change of what it read", async () => {
    const { stores } = freshStores();
    const seen: number[] = [];
    const subscription = renewedQuery(() => stores.tracking.listRuns(PROJECT)).subscribe((runs) =>
      seen.push(runs.length),
    );
    await vi.waitFor(() => expect(seen).toEqual([0]));
    await stores.tracking.createRun(aRun(), BY_PERSON);
    await vi.waitFor(() => expect(seen.at(-1)).toBe(1));
    subscription.unsubscribe();
    await stores.tracking.createRun(aRun(), BY_PERSON);
    expect(seen.at(-1)).toBe(1);
  });

  it("is asked again after many changes that it did not read, so that Dexie forgets them", async () => {
    const fresh = freshStores();
    const query = vi.fn(() => fresh.stores.tracking.listRuns(PROJECT));
    const subscription = renewedQuery(query).subscribe(() => undefined);
    await vi.waitFor(() => expect(query).toHaveBeenCalled());
    await writeElsewhere(fresh, RENEWED_AFTER_CHANGES / 20);
    const asked = query.mock.calls.length;
    await writeElsewhere(fresh, RENEWED_AFTER_CHANGES * 2);
    await vi.waitFor(() => expect(query.mock.calls.length).toBeGreaterThan(asked));
    subscription.unsubscribe();
  });

  it("passes on what went wrong", async () => {
    const reasons: unknown[] = [];
    renewedQuery(() => Promise.reject(new RangeError("broken"))).subscribe(
      () => undefined,
      (reason) => reasons.push(reason),
    );
    await vi.waitFor(() => expect(reasons).toEqual([new RangeError("broken")]));
  });
});
