/** Endpoint and monitor stores in memory, with the semantics of the ports that the world relies on. */
import { AppError } from "../../errors";
import type { EndpointId } from "../../ids";
import type { Endpoint, EndpointStore, PredictionBatch } from "../../serving/endpoint";
import type { Alert, Monitor, MonitorStore, MonitorWindow } from "../monitor";

export interface FakeStores {
  readonly endpoints: EndpointStore;
  readonly monitors: MonitorStore;
  readonly log: PredictionBatch[];
  readonly windows: MonitorWindow[];
  readonly alerts: Alert[];
  endpoint: Endpoint;
  monitor: Monitor;
}

const unused = (): never => {
  throw new AppError("unexpected", { details: { reason: "not used by the world" } });
};

/** Stores that hold one endpoint and its monitor. */
export function fakeStores(endpoint: Endpoint, monitor: Monitor): FakeStores {
  const state: FakeStores = { endpoint, monitor, log: [], windows: [], alerts: [], endpoints: null!, monitors: null! };
  const patchWorld = (patch: Partial<Endpoint["world"]>): Endpoint =>
    (state.endpoint = { ...state.endpoint, world: { ...state.endpoint.world, ...patch } });
  const endpoints: EndpointStore = {
    createEndpoint: unused,
    findEndpoint: unused,
    setPipeline: unused,
    getEndpoint: async (id: EndpointId) => {
      if (id !== state.endpoint.id) throw new AppError("endpoint.not-found");
      return state.endpoint;
    },
    listEndpoints: async () => [state.endpoint],
    setRoutes: async (_id, change) => {
      const { routes: previousRoutes, world } = state.endpoint;
      state.endpoint = { ...state.endpoint, ...change, previousRoutes, routedAtMinute: world.minute };
      state.monitor = { ...state.monitor, sinceMinute: world.minute };
      return state.endpoint;
    },
    updateWorld: async (_id, patch) => patchWorld(patch),
    resetWorld: async (_id, scenario) => {
      state.log.length = 0;
      state.windows.length = 0;
      state.monitor = { ...state.monitor, sinceMinute: 0 };
      state.alerts.splice(0, Infinity, ...state.alerts.map((alert) => ({ ...alert, status: "dismissed" as const })));
      state.endpoint = { ...state.endpoint, routedAtMinute: 0 };
      return patchWorld({ scenario, minute: 0 });
    },
    batches: async (_id, from, to) => state.log.filter(({ minute }) => from <= minute && minute < to),
  };
  const monitors: MonitorStore = {
    saveMonitor: async (next) => void (state.monitor = next),
    findMonitor: async () => state.monitor,
    getMonitor: async () => state.monitor,
    listMonitors: async () => [state.monitor],
    passMinutes: async ({ afterMinute, batches, windows, relabelled, alert }) => {
      if (state.endpoint.world.minute !== afterMinute) return false;
      state.log.push(...batches);
      for (const again of relabelled)
        state.windows[state.windows.findIndex(({ index }) => index === again.index)] = again;
      state.windows.push(...windows);
      if (alert) {
        state.alerts.push(alert);
        state.monitor = { ...state.monitor, sinceMinute: alert.firedAtMinute };
      }
      patchWorld({ minute: batches.at(-1)?.minute ?? afterMinute });
      return true;
    },
    windows: async (_id, limit, before = Infinity) => state.windows.filter(({ index }) => index < before).slice(-limit),
    updateAlert: async (id, patch) => {
      const index = state.alerts.findIndex((alert) => alert.id === id);
      const alert = state.alerts[index];
      if (alert) state.alerts[index] = { ...alert, ...patch };
    },
    listAlerts: async () => state.alerts,
  };
  return Object.assign(state, { endpoints, monitors });
}
