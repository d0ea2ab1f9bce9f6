/** Evaluations on IndexedDB. */
import type { Clock } from "../clock";
import type { Evaluation, EvaluationStore } from "../evaluation/evaluation";
import type { Attribution } from "../journal";
import type { CicloDatabase } from "./database/database";
import { guarded } from "./database/failures";
import { record } from "./journal";
import { intact } from "./database/missing";

/** The evaluation port. */
export function evaluationStore(database: CicloDatabase, clock: Clock): EvaluationStore {
  return {
    saveEvaluation: (evaluation, by) => guarded(() => saveEvaluation(database, clock, { evaluation, by })),
    getEvaluation: (id) => guarded(async () => intact(await database.evaluations.get(id), "evaluations", id)),
    listEvaluations: (projectId) =>
      guarded(async () => {
        const evaluations = await database.evaluations.where("projectId").equals(projectId).toArray();
        return evaluations.sort((a, b) => b.createdAtMs - a.createdAtMs);
      }),
  };
}

function saveEvaluation(
  database: CicloDatabase,
  clock: Clock,
  { evaluation, by }: { evaluation: Evaluation; by: Attribution },
) {
  return database.transaction("rw", database.evaluations, database.journal, async () => {
    await database.evaluations.add(evaluation);
    await record(database, clock, {
      projectId: evaluation.projectId,
      command: "evaluation.create",
      subjects: [evaluation.id, evaluation.packageDigest, evaluation.datasetVersionId],
      details: { metric: evaluation.metric, score: evaluation.scores[evaluation.metric] ?? null },
      by,
    });
  });
}
