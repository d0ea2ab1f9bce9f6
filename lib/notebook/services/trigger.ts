/** A trigger: what starts the published pipeline again, and how far it may go without a person. */
import type { WireError } from "../../errors";
import type { EndpointId, MonitorId, NotebookId, ProjectId, TriggerId } from "../../ids";
import type { Attribution } from "../../journal";
import type { GateParams } from "../../registry/gate-types";
import type { EdgeMode } from "../document/document";

export interface Trigger {
  readonly id: TriggerId;
  readonly projectId: ProjectId;
  readonly notebookId: NotebookId;
  readonly endpointId: EndpointId;
  readonly monitorId: MonitorId;
  readonly mode: "manual" | "on-alert";
  /** Mode of the edge from the gate to the canary: `manual` and `approval` wait for a person, `automatic` goes on. */
  readonly promotion: EdgeMode;
  readonly gate: GateParams;
  readonly canary: { readonly percent: number; readonly windows: number };
  readonly createdAtMs: number;
  /** Set when a person overruled what the trigger had brought about: it answers no alert until a person wakes it. */
  readonly paused?: "rolled-back";
  /** Why it could not answer the last alert; gone once a retraining starts. */
  readonly error?: WireError | null;
}

export interface TriggerStore {
  saveTrigger(trigger: Trigger, by: Attribution): Promise<void>;
  /** Keeps or clears the reason why it could not answer. */
  noteError(id: TriggerId, error: WireError | null): Promise<void>;
  findTrigger(endpointId: EndpointId): Promise<Trigger | null>;
  getTrigger(id: TriggerId): Promise<Trigger>;
  listTriggers(projectId: ProjectId): Promise<readonly Trigger[]>;
}
