import type { ReactNode } from "react";
import { deviation, mean } from "../../base/spread.ts";
import { metricsText } from "../../base/texts/studio/results.ts";
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
    return trained
      ? [{ id: best.id, title: stageTitle(best, { isRegression: false, deployed: "learned" }), trained }]
      : [];
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
          <h3>{metricsText("starts")}</h3>
          {badge}
        </div>
        <p className="hint">
          {metricsText("startsHint")}
          {(replicas.soft?.length ?? 0) < keys.length ? ` ${metricsText("wentOn")}` : null}
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
        <section className="scroll-box" aria-label={metricsText("startsScrollable")} tabIndex={0}>
          <table className="table replicas__table" aria-label={metricsText("startsTitle")}>
            <thead>
              <tr>
                <th scope="col">{metricsText("start")}</th>
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
                        {found?.isKept ? <span className="badge badge--good">{metricsText("kept")}</span> : null}
                        {found?.endedAt === undefined ? null : (
                          <span className="badge">{metricsText("endedAt", { step: found.endedAt })}</span>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{metricsText("spread")}</th>
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
