#!/bin/sh
# fflate 0.8.3: a zip written entry by entry with `Zip` and `ZipDeflate` (level 6) can hold entries that nothing inflates, neither fflate
# itself nor zlib: some streams refer back to before their start. Arrays of floats with many zero bytes are enough. `zipSync` over the same
# bytes is right. Known upstream (issues 260 and 282). The guess was that the streaming and the whole form write the same.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error fflate@0.8.3
cat >probe.mjs <<'JS'
import { inflateRawSync } from "node:zlib";
import { Zip, ZipDeflate, unzipSync, zipSync } from "fflate";

const bytesOf = (floats) => new Uint8Array(Float64Array.from(floats).buffer);
// A few whole numbers among zeros, by a fixed rule.
const inputs = Array.from({ length: 60 }, (_, round) =>
  bytesOf(Array.from({ length: 20 + round * 10 }, (_, at) => ((at * 7919 + round * 104729) % 10 < 3 ? (at * 31 + round) % 17 : 0))),
);
inputs.push(bytesOf([1, 2, 3, 4]));

function streamed(bytes) {
  const parts = [];
  const zip = new Zip((error, part) => {
    if (error) throw error;
    parts.push(part);
  });
  const file = new ZipDeflate("x", { level: 6 });
  zip.add(file);
  file.push(bytes, true);
  zip.end();
  return Buffer.concat(parts);
}

const same = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)) === 0;
const reads = (zip, bytes) => {
  try {
    return same(unzipSync(zip).x, bytes);
  } catch {
    return false;
  }
};
const zlibReads = (zip, bytes) => {
  const start = 30 + zip.readUInt16LE(26) + zip.readUInt16LE(28);
  try {
    return same(inflateRawSync(zip.subarray(start), { finishFlush: 2 }).subarray(0, bytes.length), bytes);
  } catch {
    return false;
  }
};
const broken = inputs.filter((bytes) => !reads(streamed(bytes), bytes)).length;
const brokenForZlib = inputs.filter((bytes) => !zlibReads(streamed(bytes), bytes)).length;
const whole = inputs.filter((bytes) => !reads(Buffer.from(zipSync({ x: bytes })), bytes)).length;
console.log(`fflate 0.8.3: of ${inputs.length} entries, streamed and unreadable: ${broken} for fflate, ${brokenForZlib} for zlib; zipSync: ${whole}`);
if (broken === 0 || brokenForZlib === 0) throw new Error("the streaming form is right now");
if (whole !== 0) throw new Error("zipSync is wrong too");
JS
node probe.mjs
