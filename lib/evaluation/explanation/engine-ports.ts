/**
 * A network on an engine as the functions that explanation and robustness take: rows of its own inputs (the features after the recipe) in.
 *
 * The engine's slopes are of the raw output z; of the answer they follow by the chain rule: p (1 − p) ∂z for a probability of two
 * classes, pₖ (∂zₖ − Σⱼ pⱼ ∂zⱼ) for one of several (one gradient call a class), ∂z for a number. The engine computes in float32.
 */
import { AppError } from "../../errors";
import type { Task } from "../../data/goal";
import type { EngineModel, RawFeatures } from "../../training/engine";
import type { LossGradients, OutputGradients, Predict, RowMatrix } from "../predict";

export interface EnginePorts {
  /** The probability of class 1, the probabilities of all classes, or the scaled value. */
  readonly predict: Predict;
  /** The slopes of one of {@link predict}'s outputs. */
  readonly gradientsOf: (output: number) => OutputGradients;
  readonly lossGradients: LossGradients;
}

export interface EnginePortsInput {
  readonly model: Pick<EngineModel, "predict" | "inputGradients">;
  readonly task: Task;
}

/** The slopes of one raw output. */
type RawGradients = (rows: Float64Array, width: number, index: number) => Promise<Float64Array>;

/** Throws `training.uncovered` when the engine has no input gradients. */
export function enginePorts({ model, task }: EnginePortsInput): EnginePorts {
  const slopes = model.inputGradients;
  if (slopes === null) throw new AppError("training.uncovered", { details: { what: "inputGradients" } });
  const predict: Predict = async (rows, width) => Float64Array.from(await model.predict(networkInputs(rows, width)));
  const raw: RawGradients = async (rows, width, index) =>
    Float64Array.from(await slopes(networkInputs(rows, width), { kind: "output", index }));
  return {
    predict,
    gradientsOf: (output) => async (rows, width) =>
      task === "regression"
        ? raw(rows, width, output)
        : probabilityGradients({ rows, width, output, answers: await predict(rows, width), raw }),
    lossGradients: async ({ rows, width, targets }) =>
      Float64Array.from(
        await slopes(networkInputs(rows, width), { kind: "loss", targets: Float32Array.from(targets) }),
      ),
  };
}

interface ProbabilityInput extends RowMatrix {
  readonly output: number;
  readonly answers: Float64Array;
  readonly raw: RawGradients;
}

async function probabilityGradients({ rows, width, output, answers, raw }: ProbabilityInput): Promise<Float64Array> {
  const classes = answers.length / (rows.length / width);
  const gradients = new Float64Array(rows.length);
  for (let other = 0; other < classes; other++) {
    const slopes = await raw(rows, width, other);
    for (let cell = 0; cell < slopes.length; cell++) {
      const first = Math.floor(cell / width) * classes;
      const own = answers[first + output]!;
      const share = classes === 1 ? 1 - own : Number(other === output) - answers[first + other]!;
      gradients[cell]! += own * share * slopes[cell]!;
    }
  }
  return gradients;
}

/** Rows that no recipe touches any more. */
function networkInputs(rows: Float64Array, width: number): RawFeatures {
  const rowCount = rows.length / width;
  return {
    rowCount,
    plans: Array.from({ length: width }, (_, feature) => ({
      kind: "numeric" as const,
      column: `input ${feature}`,
      fill: null,
      offset: 0,
      factor: 1,
    })),
    columns: Array.from({ length: width }, (_, feature) =>
      Float32Array.from({ length: rowCount }, (_, row) => rows[row * width + feature]!),
    ),
  };
}
