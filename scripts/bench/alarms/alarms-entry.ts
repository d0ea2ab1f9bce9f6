/** What `npm run bench:alarms` takes from TypeScript. */
export { SIGNALS, signalTable } from "./detectors";
export { alarmDocument } from "./document";
export { ERROR_RATES, rateRows } from "./error-rates";
export { policyRows } from "./policies";
export { CHANGE_KINDS, streamPlans } from "./streams";
