import { expect, test } from "vitest";
import { fileKind } from "./file-kind";

test.each([
  ["ciclo-2026.zip", new Uint8Array([0x50, 0x4b, 3, 4]), "backup"],
  ["without-a-name", new Uint8Array([0x50, 0x4b, 5, 6]), "backup"],
  ["digits.ciclo.json", '\uFEFF{"format":"ciclo-notebook"}', "notebook"],
  ["broken.json", "oops", "notebook"],
  ["clientes.CSV", "a;b\n1;2\n", "table"],
  ["lista.txt", "a\tb\n", "table"],
  ["cat.png", new Uint8Array([0x89, 0x50, 0x4e, 0x47]), "unknown"],
  ["nothing", "", "unknown"],
])("%s is told by its bytes, then by its name", async (name, content, kind) => {
  expect(await fileKind(new File([content], name))).toBe(kind);
});
