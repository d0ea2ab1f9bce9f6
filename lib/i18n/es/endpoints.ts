import type { Messages } from "../translate";

export const endpoints: Messages["endpoints"] = {};
