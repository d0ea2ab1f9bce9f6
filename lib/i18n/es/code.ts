import type { Messages } from "../translate";

export const code: Messages["code"] = {};
