import type { Messages } from "../translate";

export const data: Messages["data"] = {};
