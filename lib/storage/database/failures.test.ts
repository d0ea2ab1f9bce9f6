import "fake-indexeddb/auto";
import { Dexie } from "dexie";
import { afterEach, describe, expect, test, vi } from "vitest";
import { AppError } from "../../errors";
import { storageError } from "./failures";
import { freshStores } from "../testing/fresh";

const named = (name: string) => Object.assign(new Error(name), { name });

afterEach(() => {
  vi.restoreAllMocks();
});

describe("failures of the database", () => {
  test.each([
    ["a full disk", new DOMException("full", "QuotaExceededError"), "storage.quota-exceeded"],
    ["an abort for a full disk", new Dexie.AbortError("x", named("QuotaExceededError")), "storage.quota-exceeded"],
    [
      "a bulk write on a full disk",
      Object.assign(named("BulkError"), { failures: [named("QuotaExceededError")] }),
      "storage.quota-exceeded",
    ],
    ["a newer database", named("VersionError"), "storage.newer-version"],
    ["no IndexedDB", new Dexie.MissingAPIError("none"), "storage.unavailable"],
    ["a blocked database", new Dexie.OpenFailedError("x", named("SecurityError")), "storage.unavailable"],
    ["a closed connection", new Dexie.DatabaseClosedError("closed"), "storage.unavailable"],
    ["a key that is taken", new Dexie.ConstraintError("twice"), "storage.duplicate"],
    ["any other failure of Dexie", new Dexie.SchemaError("no such table"), "unexpected"],
  ])("%s has a code", (_name, error, code) => {
    expect(storageError(error)).toMatchObject({ code });
  });

  test("our own errors pass unchanged, also through Dexie, and a bug stays a bug", () => {
    const own = new AppError("run.not-found");
    expect(storageError(own)).toBe(own);
    expect(storageError(new Dexie.AbortError("x", own))).toBe(own);
    const bug = new TypeError("oops");
    expect(storageError(bug)).toBe(bug);
  });

  test("a put that finds the disk full is storage.quota-exceeded and loses nothing stored", async () => {
    const { stores } = freshStores();
    const kept = await stores.blobs.put(new Uint8Array([1]));
    vi.spyOn(IDBObjectStore.prototype, "add").mockImplementationOnce(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    await expect(stores.blobs.put(new Uint8Array([2]))).rejects.toMatchObject({ code: "storage.quota-exceeded" });
    expect(await stores.blobs.get(kept)).toEqual(new Uint8Array([1]));
  });

  test("a browser without IndexedDB is storage.unavailable", async () => {
    const { stores } = freshStores();
    vi.spyOn(IDBFactory.prototype, "open").mockImplementation(() => {
      throw new DOMException("denied", "SecurityError");
    });
    await expect(stores.notebooks.ensureProject()).rejects.toMatchObject({ code: "storage.unavailable" });
  });
});
