/** What a log's header says of its samples. */
export interface LogFacts {
  scenario: string;
  model: string;
  created: string;
  id: string;
  samples: number;
  epochs: number;
  ids: Set<string>;
  sums: Map<string, { n: number; sum: number; unscored: number }>;
}

/** A log's header as EvalLog has it, without its samples. */
export function headerOf({ scenario, model, created, id, samples, epochs, ids, sums }: LogFacts) {
  const scorers = [...sums.keys()].map((name) => ({
    name,
    options: {},
    metrics: [{ name: "mean", options: {} }],
    metadata: {},
  }));
  return {
    version: 2,
    status: "success",
    eval: {
      eval_id: id,
      run_id: id,
      created,
      task: scenario,
      task_id: id,
      task_version: 0,
      task_attribs: {},
      task_args: {},
      dataset: { name: scenario, samples: ids.size, sample_ids: [...ids], shuffled: false },
      model,
      model_generate_config: {},
      model_args: {},
      config: { epochs },
      packages: {},
      metadata: { written_by: "parallax-evals" },
      scorers,
    },
    plan: { name: "plan", steps: [], config: {} },
    results: {
      total_samples: samples,
      completed_samples: samples,
      scores: [...sums].map(([name, { n, sum, unscored }]) => ({
        name,
        scorer: name,
        scored_samples: n,
        unscored_samples: unscored,
        params: {},
        metrics: { mean: { name: "mean", value: n === 0 ? NaN : sum / n, params: {} } },
      })),
    },
    stats: { started_at: created, completed_at: created, model_usage: {} },
  };
}
