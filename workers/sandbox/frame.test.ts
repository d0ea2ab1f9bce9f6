import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";

/** The relay in a frame of its own, between a worker and an app that are played by the test. */
function relay() {
  const toApp: string[] = [];
  const toCell: string[] = [];
  let tick = (): void => undefined;
  let onStart = (_: unknown): void => undefined;
  const port = {
    postMessage: (data: string) => void toApp.push(data),
    onmessage: (_: { readonly data: string }): void => undefined,
  };
  const cell = {
    postMessage: (data: string) => void toCell.push(data),
    onmessage: (_: { readonly data: string }): void => undefined,
  };
  const parent = { postMessage: () => undefined };
  runInNewContext(readFileSync("workers/sandbox/frame.js", "utf8"), {
    parent,
    CICLO_BOOTSTRAP: "",
    Worker: function () {
      return cell;
    },
    setInterval: (callback: () => void) => (tick = callback),
    addEventListener: (_: string, listener: (event: unknown) => void) => (onStart = listener),
  });
  onStart({ source: parent, data: "ciclo:port", ports: [port] });
  return { toApp, toCell, say: (data: string) => cell.onmessage({ data }), port, flush: () => tick() };
}

const callsIn = (messages: readonly string[]) => messages.filter((data) => data.startsWith("C"));

describe("the relay of the frame", () => {
  it("lets the app have two calls at a time, and the next when one is answered", () => {
    const { toApp, toCell, say, port, flush } = relay();
    for (let id = 1; id <= 500; id++) say(`C{"id":${id}}`);
    flush();
    expect(callsIn(toApp)).toEqual(['C{"id":1}', 'C{"id":2}']);
    port.onmessage({ data: '{"kind":"answer","id":1,"ok":true}' });
    expect(callsIn(toApp).at(-1)).toBe('C{"id":3}');
    port.onmessage({ data: '{"kind":"abort"}' });
    expect(callsIn(toApp)).toHaveLength(3);
    expect(toCell).toHaveLength(2);
  });

  it("counts the calls that it cannot keep", () => {
    const { toApp, say, flush } = relay();
    for (let id = 1; id <= 10_010; id++) say(`C{"id":${id}}`);
    say(`C${"x".repeat(5_000)}`);
    flush();
    expect(toApp.at(-1)).toBe('X{"messages":9}');
  });

  it("thins what is displayed, and never loses the end", () => {
    const { toApp, say, flush } = relay();
    for (let line = 0; line < 80; line++) say("Lx");
    say('E{"ok":true}');
    flush();
    expect(toApp.filter((data) => data === "Lx")).toHaveLength(50);
    expect(toApp.slice(-2)).toEqual(['X{"messages":30}', 'E{"ok":true}']);
  });
});
