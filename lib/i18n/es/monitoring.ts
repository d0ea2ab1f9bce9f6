import type { Messages } from "../translate";

export const monitoring: Messages["monitoring"] = {};
