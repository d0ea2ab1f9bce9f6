/** A fresh database for a test. */
import { manualClock } from "../../clock";
import { newId } from "../../ids";
import { openDatabase } from "../database/database";
import { storesOn } from "../stores";
import { createTrash } from "../trash/trash";

/** Stores on an empty database of their own, with a clock that is moved by hand. */
export function freshStores(databaseName = `test-${newId()}`) {
  const clock = manualClock(1_000);
  const database = openDatabase(databaseName);
  return { clock, database, databaseName, stores: storesOn(database, clock), trash: createTrash(database, clock) };
}
