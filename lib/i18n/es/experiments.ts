import type { Messages } from "../translate";

export const experiments: Messages["experiments"] = {};
