/** How many values a second each bounded detector reads, with the tools' defaults, on bits of 10 % errors. */
import { seededRandom } from "../../../lib/random";
import { adwin } from "../../../lib/monitoring/detectors/adwin";
import { ddm } from "../../../lib/monitoring/detectors/ddm";
import type { Detector, DetectorState } from "../../../lib/monitoring/detectors/detector";
import { pageHinkley } from "../../../lib/monitoring/detectors/page-hinkley";

export interface DetectorSpeed {
  readonly name: string;
  readonly updatesPerSecond: number;
}

const ERROR_RATE = 0.1;
const RUNS = 3;
/** Values that compile the code before the first timed run. */
const WARM_UP = 200_000;

/** The best of some runs each, over a new state. */
export function measureDetectors(): readonly DetectorSpeed[] {
  const bits = errorBits(10_000_000);
  return [
    speedOf("ADWIN", adwin, bits.subarray(0, 2_000_000)),
    speedOf("Page-Hinkley", pageHinkley, bits),
    speedOf("DDM", ddm, bits),
  ];
}

function speedOf<Options extends object, State extends DetectorState>(
  name: string,
  detector: Detector<Options, State>,
  bits: Uint8Array,
): DetectorSpeed {
  readAll(detector, bits.subarray(0, WARM_UP));
  const seconds = Array.from({ length: RUNS }, () => {
    const startedMs = performance.now();
    readAll(detector, bits);
    return (performance.now() - startedMs) / 1000;
  });
  return { name, updatesPerSecond: bits.length / Math.min(...seconds) };
}

function readAll<Options extends object, State extends DetectorState>(
  detector: Detector<Options, State>,
  bits: Uint8Array,
): void {
  const state = detector.create();
  for (let index = 0; index < bits.length; index++) detector.update(state, bits[index]!);
}

function errorBits(count: number): Uint8Array {
  const random = seededRandom("bench/detectors");
  return Uint8Array.from({ length: count }, () => (random.next() < ERROR_RATE ? 1 : 0));
}
