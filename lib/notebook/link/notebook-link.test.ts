import fc from "fast-check";
import { zlibSync } from "fflate";
import { describe, expect, it } from "vitest";
import { newId, type CellId, type NotebookId } from "../../ids";
import { toBase64Url } from "../../serving/base64url";
import { codeCell } from "../document/defaults";
import type { NotebookDocument } from "../document/document";
import { applyEdit } from "../document/edits";
import { withOwnNames } from "../document/own-names";
import { STARTERS, starterNotebook, type StarterKind } from "../templates/starter";
import { MOST_LINK_CHARACTERS, notebookFromHash, notebookPart } from "./notebook-link";

const starter = (kind: StarterKind): NotebookDocument =>
  starterNotebook(kind, { notebook: () => newId<NotebookId>(), cell: () => newId<CellId>() });
const goalOf = (document: NotebookDocument) => document.cells.find((cell) => cell.kind === "goal")!;
const withCode = (source: string): NotebookDocument =>
  applyEdit(starter("digits"), { kind: "insert", index: 0, cell: codeCell(newId<CellId>(), source) });

describe("a notebook in a link", () => {
  for (const kind of STARTERS) {
    it(`is named when it is still the starter ${kind}, whatever its names and title`, () => {
      const document = withOwnNames(starter(kind), new Set(["handwritten-digits", "loan-default", "my-data"]));
      const titled = applyEdit(document, { kind: "title", title: "Ana" });
      expect(notebookPart(titled)).toBe(`template=${kind}`);
      expect(notebookFromHash(`#scenario=x&template=${kind}`)).toEqual({ kind: "template", template: kind });
    });

    it(`is carried whole once something in the starter ${kind} was changed`, () => {
      const document = starter(kind);
      const changed = applyEdit(document, { kind: "params", cellId: goalOf(document).id, params: { minimum: 0.123 } });
      expect(notebookFromHash(`#${notebookPart(changed)}&scenario=x`)).toEqual({ kind: "notebook", document: changed });
    });
  }

  it("carries any source of a code cell, unrun", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (source) => {
        const document = withCode(source);
        expect(notebookFromHash(`#${notebookPart(document)}`)).toEqual({ kind: "notebook", document });
      }),
      { seed: 9, numRuns: 60 },
    );
  });

  it("that does not fit is refused by its size", () => {
    let state = 7;
    const noise = Array.from({ length: 40_000 }, () => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return String.fromCharCode(33 + ((state >>> 16) % 90));
    }).join("");
    expect(() => notebookPart(withCode(noise))).toThrow(
      expect.objectContaining({ code: "notebook.link-too-long", details: expect.objectContaining({ most: 30_000 }) }),
    );
  });

  it("that is broken, of another kind, too long or swollen is no notebook", () => {
    const packed = (text: string) => `#notebook=${toBase64Url(zlibSync(new TextEncoder().encode(text)))}`;
    const swollen = packed(`{"format":"ciclo-notebook","x":"${"a".repeat(5_000_000)}"}`);
    expect(swollen.length).toBeLessThan(MOST_LINK_CHARACTERS);
    const broken = ["#notebook=%%%", "#notebook=abcd", packed("{}"), packed("nonsense"), swollen, "#template=iris"];
    const long = `#notebook=${"A".repeat(MOST_LINK_CHARACTERS + 1)}`;
    for (const hash of [...broken, long]) {
      expect(() => notebookFromHash(hash), hash.slice(0, 40)).toThrow(
        expect.objectContaining({ code: "notebook.invalid" }),
      );
    }
    expect(notebookFromHash("#cell-abc")).toBeNull();
    expect(notebookFromHash("")).toBeNull();
  });
});
