import type { ReactNode } from "react";
import { deviation, mean } from "../../base/spread.ts";
import { stageTitle, TRAINING_PHASES } from "../../training/phases.ts";
import type { ReplicaResult } from "../../training/replicas.ts";
import type { TrainingReport } from "../../training/types.ts";
import { formatMetric, formatReplica } from "../ui/format.ts";

/** Trainings that went side by side; nothing where there was one. */
export function ReplicasTable({
  report,
  badge,
}: {
  readonly report: TrainingReport | undefined;
  /** Of which run it is, where that is not plain. */
  readonly badge?: ReactNode;
}) {
  const replicas = report?.replicas;
  if (!replicas) return null;
  const columns = TRAINING_PHASES.flatMap(({ stages: { best } }) => {
    const trained = replicas[best.id];
    return trained ? [{ id: best.id, title: stageTitle(best), trained }] : [];
  });
  const keys = columns.reduce<readonly ReplicaResult[]>(
    (longest, { trained }) => (trained.length > longest.length ? trained : longest),
    [],
  );
  const find = (all: readonly ReplicaResult[], key: ReplicaResult) =>
    all.find(({ seed, learningRate }) => seed === key.seed && learningRate === key.learningRate);
  return (
    <div className="card results__metrics">
      <div className="metrics">
        <div className="row">
          <h3>Starts</h3>
          {badge}
        </div>
        <p className="hint">
          Trained side by side on the same rows. The numbers are losses on validation rows: lower is better. The lowest
          of each column was kept, and only that one was measured on test rows.
          {(replicas.soft?.length ?? 0) < keys.length
            ? " The blend went on from weights that were there already, so it has no other starts."
            : null}
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
        <section className="scroll-box" aria-label="Losses side by side, scrollable" tabIndex={0}>
          <table className="table replicas__table" aria-label="Validation loss of each start">
            <thead>
              <tr>
                <th scope="col">Start</th>
                {columns.map(({ id, title }) => (
                  <th scope="col" key={id}>
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {keys.map((key, index) => (
                <tr key={formatReplica(key)}>
                  <th scope="row">
                    {index + 1} <span className="replicas__key">{formatReplica(key)}</span>
                  </th>
                  {columns.map(({ id, trained }) => {
                    const found = find(trained, key);
                    return (
                      <td key={id} className={found?.isKept ? "metrics__best" : undefined}>
                        {formatMetric("logLoss", found?.validation)}{" "}
                        {found?.isKept ? <span className="badge badge--good">kept</span> : null}
                        {found?.endedAt === undefined ? null : (
                          <span className="badge">ended at step {found.endedAt}</span>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">Mean ± standard deviation</th>
                {columns.map(({ id, trained }) => (
                  <td key={id}>{spreadOf(trained)}</td>
                ))}
              </tr>
            </tfoot>
          </table>
        </section>
      </div>
    </div>
  );
}

/** "0.412 ± 0.031", of the finite ones that came to their end. */
function spreadOf(replicas: readonly ReplicaResult[]): string {
  const losses = replicas
    .flatMap(({ validation, endedAt }) => (endedAt === undefined ? validation : []))
    .filter(Number.isFinite);
  return `${formatMetric("logLoss", mean(losses))} ± ${formatMetric("logLoss", deviation(losses))}`;
}
