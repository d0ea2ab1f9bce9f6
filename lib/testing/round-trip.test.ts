/** A backup brings every starter back, trained and deployed: nothing is lost on the day that somebody needs it. */
import "fake-indexeddb/auto";
import { ZipReader, BlobReader, ZipWriter, BlobWriter, Uint8ArrayReader, Uint8ArrayWriter } from "@zip.js/zip.js";
import { describe, expect, it } from "vitest";
import { BY_PERSON } from "../journal";
import { DEFAULT_CSV_OPTIONS } from "../data/version/dataset";
import { columnOf } from "../data/table";
import { readTable } from "../data/version/read-table";
import { isStageCell, type Cell, type NotebookDocument } from "../notebook/document/document";
import { openNotebook } from "../notebook/runtime/open-notebook";
import type { StarterKind } from "../notebook/templates/starter";
import { createWorkspace } from "../storage/backup/workspace";
import { nodeServices, type NodeServices } from "./node-services";
import { starterLoop } from "./starter-loop";
import { caseFile } from "./table-loop";

const workspaceOf = ({ database, clock }: NodeServices) => createWorkspace(database, { clock });

async function dump({ database }: NodeServices): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const tables = await Promise.all(database.tables.map(async (table) => [table.name, await table.toArray()] as const));
  return Object.fromEntries(tables.filter(([name]) => name !== "blobInfo" && name !== "journal"));
}

/** The own-file starter on a file with a target. */
async function withOwnFile(
  services: NodeServices,
  name: string,
): Promise<(document: NotebookDocument) => NotebookDocument> {
  const { sourceSha256 } = await services.data.ingestFile(new Blob([new Uint8Array(await caseFile(name))]), name);
  const source = { kind: "file", fileName: name, sourceSha256 } as const;
  const change = (cell: Cell): Cell => {
    if (cell.kind === "dataset") return { ...cell, params: { ...cell.params, source, csv: DEFAULT_CSV_OPTIONS } };
    if (cell.kind === "goal") return { ...cell, params: { ...cell.params, target: "y", task: "binary", minimum: 0.5 } };
    return cell;
  };
  return (document) => ({ ...document, cells: document.cells.map(change) });
}

const STARTERS: readonly StarterKind[] = ["digits", "loans", "csv"];

describe("a backup", () => {
  it.each(STARTERS)(
    "brings %s back, trained and deployed: every record and byte, and the same answers",
    async (kind) => {
      const here = nodeServices();
      const change = kind === "csv" ? await withOwnFile(here, "16-constant-column-scaler.csv") : undefined;
      const { runtime, document, endpointId } = await starterLoop(here, kind, change);
      await runtime.dispose();
      const { zip } = await workspaceOf(here).backup();

      const there = nodeServices();
      await workspaceOf(there).restore(zip);
      expect(await dump(there)).toEqual(await dump(here));
      await workspaceOf(there).restore(zip);
      expect(await dump(there)).toEqual(await dump(here));

      const timer = { after: () => () => undefined };
      const reopened = await openNotebook({ services: there, notebookId: document.id, timer });
      const { states } = reopened.getSnapshot();
      const open = document.cells.filter(isStageCell).filter(({ id }) => !/done|cached/.test(states[id]!.status));
      expect(open).toEqual([]);
      const dataset = document.cells.find((cell) => cell.kind === "dataset")!;
      const versionId = states[dataset.id]!.result!.handle!.id as never;
      for (const { row } of await there.data.rows({ datasetVersionId: versionId, limit: 20 })) {
        const { latencyMs: _, ...answer } = await there.serving.predictEndpoint(endpointId, row);
        const { latencyMs: __, ...before } = await here.serving.predictEndpoint(endpointId, row);
        expect(answer).toEqual(before);
      }
      await reopened.dispose();
    },
    120_000,
  );
});

describe("case 30: a backup with accents, restored twice and damaged", () => {
  const NAME = "Clasificación año 2024 – niños ☕";

  async function project() {
    const services = nodeServices();
    const { id: projectId } = await services.stores.notebooks.ensureProject();
    const file = new Blob([new Uint8Array(await caseFile("30-restore-twice-damaged-accents.data.csv"))]);
    const { sourceSha256 } = await services.data.ingestFile(file, `${NAME}.csv`);
    const import_ = (message: string) =>
      services.data.importDataset({
        ...{ projectId, datasetName: NAME, message, by: BY_PERSON, csv: DEFAULT_CSV_OPTIONS },
        source: { kind: "file", fileName: `${NAME}.csv`, sourceSha256 },
      });
    const version = await import_("first");
    await starterLoop(services, "csv", await withOwnFile(services, "16-constant-column-scaler.csv")).then(
      ({ runtime }) => runtime.dispose(),
    );
    return { services, version, zip: (await workspaceOf(services).backup()).zip };
  }

  /** The damage of the case: a download that stopped, a lost entry, a table cut in half. */
  async function damage(zip: Blob): Promise<Readonly<Record<"cut" | "missing" | "badjson", Blob>>> {
    const entries = await new ZipReader(new BlobReader(zip)).getEntries();
    const again = async (skip: string | null, chop: string | null): Promise<Blob> => {
      const out = new ZipWriter(new BlobWriter());
      for (const entry of entries) {
        if (entry.directory || entry.filename === skip) continue;
        const bytes = await entry.getData(new Uint8ArrayWriter());
        const kept = entry.filename === chop ? bytes.subarray(0, bytes.length / 2) : bytes;
        await out.add(entry.filename, new Uint8ArrayReader(kept));
      }
      return out.close();
    };
    const [, blob] = entries.filter((entry) => entry.filename.startsWith("blobs/"));
    return {
      cut: zip.slice(0, Math.floor(zip.size * 0.8)),
      missing: await again(blob!.filename, null),
      badjson: await again(null, "manifest.json"),
    };
  }

  it("keeps names, rows and digests, and changes no count the second time", async () => {
    const { services, version, zip } = await project();
    const there = nodeServices();
    for (let time = 1; time <= 2; time++) {
      await workspaceOf(there).restore(zip);
      expect(await dump(there)).toEqual(await dump(services));
    }
    const restored = await there.stores.datasets.getVersion(version.id);
    expect(restored).toMatchObject({ name: NAME, rowCount: 3, contentSha256: version.contentSha256 });
    const table = await readTable({ stores: there.stores, versionId: version.id });
    expect([...table.columns.keys()].flatMap((name) => JSON.stringify(columnOf(table, name))).join()).toContain(
      "Íñigo",
    );
  });

  it("has entry names that every reader shows alike", async () => {
    const { zip } = await project();
    const entries = await new ZipReader(new BlobReader(zip)).getEntries();
    expect(entries.filter(({ filename }) => !/^[\x20-\x7e]+$/.test(filename))).toEqual([]);
  });

  it("tells a cut, a damaged and a foreign file apart, and changes nothing", async () => {
    const { services, zip } = await project();
    const { cut, missing, badjson } = await damage(zip);
    const before = await dump(services);
    const refused = async (file: Blob) =>
      workspaceOf(services)
        .restore(file)
        .then(
          () => null,
          (error: unknown) => error,
        );
    expect(await refused(cut)).toMatchObject({ code: "backup.cut" });
    expect(await refused(missing)).toMatchObject({
      code: "backup.damaged",
      details: { file: expect.stringMatching(/^blobs\//) },
    });
    expect(await refused(badjson)).toMatchObject({ code: "backup.damaged", details: { file: "manifest.json" } });
    expect(await refused(new Blob(["no zip"]))).toMatchObject({ code: "backup.foreign" });
    expect(await dump(services)).toEqual(before);
  });
});
