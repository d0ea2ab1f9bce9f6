import { describe, expect, it } from "vitest";
import { newId } from "../lib/ids";
import { webLocks } from "./web-locks";

const never = new AbortController().signal;

describe("locks of the browser", () => {
  it("are held by one until they are released, and whoever waits hears of it", async () => {
    const locks = webLocks()!;
    const name = newId<string>();
    const first = await locks.claim(name);
    expect(await locks.claim(name)).toBeNull();
    expect(await locks.isFree(name)).toBe(false);
    let free = false;
    const waiting = locks.whenFree(name, never).then(() => (free = true));
    expect(free).toBe(false);
    await first?.release();
    await waiting;
    expect(await locks.isFree(name)).toBe(true);
    const second = await locks.claim(name);
    expect(second).not.toBeNull();
    await second?.release();
  });

  it("can be claimed at once when only onlookers stand around", async () => {
    const locks = webLocks()!;
    const name = newId<string>();
    for (let time = 0; time < 20; time++) {
      const claim = await locks.claim(name);
      const onlookers = [1, 2, 3].map(() => locks.whenFree(name, never));
      await claim?.release();
      const next = await locks.claim(name);
      expect(next).not.toBeNull();
      await next?.release();
      await Promise.all(onlookers);
    }
  });

  it("an onlooker that gives up is let go", async () => {
    const locks = webLocks()!;
    const name = newId<string>();
    const claim = await locks.claim(name);
    const giving = new AbortController();
    const waiting = locks.whenFree(name, giving.signal);
    giving.abort();
    await waiting;
    await claim?.release();
  });
});
