/*
 * The trusted relay inside the opaque frame: at most 50 messages in 50 ms reach the app, none longer than 256 KiB, and what
 * was dropped is counted. The end of a run has a place of its own, so a flood cannot push it out. Calls wait here, not in the app:
 * it has two at a time, and asks for the next by answering.
 */
"use strict";
(() => {
  const TICK_MS = 50;
  const PER_TICK = 50;
  const MAX_LENGTH = 262144;
  const CALLS_AT_ONCE = 2;
  const CALLS_WAITING = 10000;
  const MAX_CALL_LENGTH = 4096;
  const queue = [];
  const calls = [];
  let asked = 0;
  let dropped = 0;
  let end = null;
  let port = null;
  let worker = null;

  function take(data) {
    if (typeof data !== "string" || data.length > MAX_LENGTH) {
      dropped++;
      return;
    }
    if (data[0] === "E") {
      end ??= data;
      return;
    }
    if (data[0] === "C") {
      ask(data);
      return;
    }
    if (queue.length < PER_TICK) queue.push(data);
    else dropped++;
  }

  function ask(call) {
    if (call.length > MAX_CALL_LENGTH || calls.length >= CALLS_WAITING) dropped++;
    else calls.push(call);
    askNext();
  }

  function askNext() {
    while (asked < CALLS_AT_ONCE && calls.length > 0) {
      asked++;
      port.postMessage(calls.shift());
    }
  }

  /** What the app says goes to the cell; an answer makes room for the next call. */
  function hear(data) {
    worker.postMessage(data);
    if (typeof data !== "string" || !data.startsWith('{"kind":"answer"')) return;
    asked--;
    askNext();
  }

  function flush() {
    for (const message of queue.splice(0, PER_TICK)) port.postMessage(message);
    if (dropped > 0) {
      port.postMessage(`X${JSON.stringify({ messages: dropped })}`);
      dropped = 0;
    }
    if (end !== null) {
      port.postMessage(end);
      end = null;
    }
  }

  function start(event) {
    if (event.source !== parent || event.data !== "ciclo:port" || port !== null) return;
    port = event.ports[0];
    worker = new Worker(`data:text/javascript;base64,${CICLO_BOOTSTRAP}`);
    worker.onmessage = (message) => take(message.data);
    worker.onerror = (problem) => {
      take(`E${JSON.stringify({ ok: false, message: problem.message ?? "worker", line: problem.lineno ?? null })}`);
    };
    port.onmessage = (message) => hear(message.data);
    setInterval(flush, TICK_MS);
    port.postMessage("R{}");
  }

  addEventListener("message", start);
  parent.postMessage("ciclo:ready", "*");
})();
