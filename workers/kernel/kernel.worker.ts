/** A kernel thread: takes part in the bursts of a plan. Holds no logic. */
import { kernelThread, type ThreadMessage } from "../../lib/training/compiled/wasm/kernel-thread";

const serve = kernelThread(() => self.postMessage("ready"));

self.addEventListener("message", (event: MessageEvent<ThreadMessage>) => void serve(event.data));
