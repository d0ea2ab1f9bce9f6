import type { Messages } from "../translate";

export const platform: Messages["platform"] = {};
