#!/bin/sh
# Dexie 4.4.7: a live query that no change touches keeps every change of every table since its last answer, for as long as it is
# subscribed, and compares all of them at each new one. A page with many live queries over quiet tables grows and slows its writes down.
# Seen: the retained heap of 40 idle live queries after 10,000 writes to another table, against the same writes without live queries.
# The guess was that a live query holds its own answer alone. A way out: subscribe anew now and then.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error dexie@4.4.7 fake-indexeddb@6.2.8
cat >probe.mjs <<'JS'
import "fake-indexeddb/auto";
import { Dexie, liveQuery } from "dexie";

const QUERIES = 40;
const WRITES = 10_000;

async function heldBytes(queries, name) {
  const db = new Dexie(name);
  db.version(1).stores({ quiet: "id", busy: "id" });
  await db.quiet.put({ id: "only" });
  let answers = 0;
  const subscriptions = Array.from({ length: queries }, () =>
    liveQuery(() => db.quiet.toArray()).subscribe(() => answers++),
  );
  await new Promise((resolve) => setTimeout(resolve, 200));
  global.gc();
  const before = process.memoryUsage().heapUsed;
  for (let write = 0; write < WRITES; write++) {
    const id = `k${(write * 7919) % WRITES}`;
    await db.busy.put({ id });
    await db.busy.delete(id);
  }
  await new Promise((resolve) => setTimeout(resolve, 200));
  global.gc();
  const grown = process.memoryUsage().heapUsed - before;
  subscriptions.forEach((subscription) => subscription.unsubscribe());
  return { grown, asked: answers };
}

await heldBytes(0, "warm-up");
const none = await heldBytes(0, "none");
const many = await heldBytes(QUERIES, "many");
const each = (many.grown - none.grown) / QUERIES;
console.log(`dexie ${Dexie.semVer}: ${QUERIES} idle live queries answered ${many.asked} times and held ${(each / 1024).toFixed(0)} KiB each after ${WRITES} writes elsewhere`);
if (many.asked !== QUERIES) throw new Error("the idle queries were asked again");
if (each < 200 * 1024) throw new Error("idle live queries no longer hold the changes of other tables");
JS
node --expose-gc probe.mjs
