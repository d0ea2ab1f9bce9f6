import type { Messages } from "../translate";

export const runs: Messages["runs"] = {};
