/** Memory of the process that a page runs in, by Linux's books. */
import { readFileSync, writeFileSync } from "node:fs";

/**
 * Starts counting; `peak()` is how many bytes the page has since held at most beyond what it holds now. Of the renderers (some wait in
 * reserve) it is the one that grew. NaN where there is no `/proc`.
 */
export async function memoryOf(page) {
  const started = (await page.pids()).flatMap((pid) => startCounting(pid));
  const grown = ({ pid, before }) => bytesOf(pid, "VmHWM") - before;
  return { peak: () => (started.length === 0 ? NaN : Math.max(...started.map(grown))) };
}

function startCounting(pid) {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, "5");
    return [{ pid, before: bytesOf(pid, "VmRSS") }];
  } catch {
    return [];
  }
}

function bytesOf(pid, field) {
  const line = new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return 1024 * Number(line?.[1]);
}
