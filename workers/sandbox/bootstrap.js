/*
 * Runs a cell inside a `data:` worker of the opaque frame. It has no origin, no storage and no network: the frame's
 * Content-Security-Policy sees to that, not this code. Everything leaves as strings: one letter for the lane, then JSON.
 *   D display · L log · C capability call · E end
 * The frame's relay may drop D and L; it never drops E.
 */
"use strict";
(() => {
  const MAX_ROWS = 200;
  const MAX_TEXT = 20000;
  const pending = new Map();
  const abort = new AbortController();
  const post = self.postMessage.bind(self);
  let nextCall = 1;

  const send = (lane, value) => post(lane + JSON.stringify(value));

  function call(method, handle, options) {
    return new Promise((resolve, reject) => {
      const id = nextCall++;
      pending.set(id, { resolve, reject });
      send("C", { id, method, handle, options: options ?? {} });
    });
  }

  /** In the language of code; the page has the sentence. */
  const reasonOf = ({ code, details }) =>
    code === "code.too-many-rows" ? `ciclo.rows gives ${details.most} rows a call at most: ask with offset` : code;

  const text = (value) => {
    if (typeof value === "string") return value.slice(0, MAX_TEXT);
    if (value instanceof Error) return String(value).slice(0, MAX_TEXT);
    try {
      return (
        JSON.stringify(value, (_key, inner) => (typeof inner === "bigint" ? String(inner) : inner), 1) ?? String(value)
      ).slice(0, MAX_TEXT);
    } catch {
      return String(value).slice(0, MAX_TEXT);
    }
  };

  const isRecords = (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((row) => row !== null && typeof row === "object" && !Array.isArray(row));
  const cell = (value) =>
    value === undefined || value === null
      ? null
      : typeof value === "number" || typeof value === "string"
        ? value
        : text(value);

  function display(value) {
    if (value === undefined) return value;
    if (isRecords(value)) {
      const columns = [...new Set(value.slice(0, MAX_ROWS).flatMap((row) => Object.keys(row)))];
      const rows = value.slice(0, MAX_ROWS).map((row) => columns.map((column) => cell(row[column])));
      send("D", { kind: "table", columns, rows, totalRows: value.length });
    } else {
      send("D", { kind: "text", text: text(value) });
    }
    return value;
  }

  const log = (...values) => send("L", { kind: "log", text: values.map(text).join(" ") });
  const ciclo = Object.freeze({
    rows: (handle, options) => call("rows", handle, options),
    profile: (handle) => call("profile", handle),
    log,
    signal: abort.signal,
  });
  for (const level of ["log", "info", "warn", "error", "debug"]) console[level] = log;

  /** Only what JSON can carry flows to other cells. */
  function exportable(values) {
    const out = {};
    for (const [name, value] of Object.entries(values ?? {})) {
      try {
        const json = JSON.stringify(value);
        if (json !== undefined) out[name] = JSON.parse(json);
      } catch {
        /* not data: stays in this cell */
      }
    }
    return out;
  }

  function lineOf(error) {
    const match = /<anonymous>:(\d+):\d+/.exec(error?.stack ?? "");
    return match ? Math.max(1, Number(match[1]) - 2) : null; // the two lines that AsyncFunction puts before the body
  }

  async function run({ names, values, body }) {
    const AsyncFunction = (async () => {}).constructor;
    try {
      const cellFunction = new AsyncFunction(...names, "ciclo", "display", body);
      const exports = await cellFunction(...values, ciclo, display);
      send("E", { ok: true, exports: exportable(exports) });
    } catch (error) {
      send("E", {
        ok: false,
        message: text(error instanceof Error ? `${error.name}: ${error.message}` : error),
        line: lineOf(error),
      });
    }
  }

  self.onmessage = (event) => {
    const message = JSON.parse(event.data);
    if (message.kind === "run") void run(message);
    if (message.kind === "abort") abort.abort();
    if (message.kind === "answer") {
      const waiting = pending.get(message.id);
      pending.delete(message.id);
      if (message.ok) waiting?.resolve(message.value);
      else waiting?.reject(new Error(reasonOf(message)));
    }
  };
})();
