import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { newId, type CellId, type NotebookId } from "../../ids";
import { BY_PERSON } from "../../journal";
import { freshStores } from "../../storage/testing/fresh";
import { namesInUse } from "../services/names-in-use";
import { starterNotebook } from "../templates/starter";
import { ownNames, renamedTo, unusedName, withOwnNames } from "./own-names";

const starter = (kind: "digits" | "csv") =>
  starterNotebook(kind, { notebook: () => newId<NotebookId>(), cell: () => newId<CellId>() });

describe("a notebook's own names", () => {
  it("are counted up where they are taken", () => {
    const taken = new Set(["digits", "digits-2", "digits-4"]);
    expect([unusedName("loans", taken), unusedName("digits", taken)]).toEqual(["loans", "digits-3"]);
  });

  it("are those of its experiment, model and endpoint, together", () => {
    const document = starter("digits");
    expect([...ownNames(document)]).toEqual(["digits"]);
    const other = withOwnNames(document, ownNames(document));
    expect([...ownNames(other)]).toEqual(["digits-2"]);
    expect(other.cells.map(({ id }) => id)).toEqual(document.cells.map(({ id }) => id));
    expect(renamedTo(other, () => "digits")).toEqual(document);
  });

  it("of a project are taken by what is stored and by notebooks that have stored nothing yet", async () => {
    const { stores } = freshStores();
    const { id: projectId } = await stores.notebooks.ensureProject();
    const document = starter("csv");
    await stores.notebooks.createNotebook(projectId, document, BY_PERSON);
    await stores.tracking.ensureExperiment(projectId, "kept");
    expect([...(await namesInUse(stores, projectId))].sort()).toEqual(["kept", ...ownNames(document)].sort());
    expect([...(await namesInUse(stores, projectId, document.id))]).toEqual(["kept"]);
  });
});
