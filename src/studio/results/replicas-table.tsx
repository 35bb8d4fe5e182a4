import type { ReplicaResult } from "../../training/replicas.ts";
import type { TrainingReport } from "../../training/types.ts";
import { formatMetric, formatReplica } from "../ui/format.ts";
import { stageTitles } from "./stages.ts";

const PHASES = ["soft", "tuned", "baseline"] as const;

/** Trainings that went side by side; nothing where there was one. */
export function ReplicasTable({ report }: { readonly report: TrainingReport | undefined }) {
  const replicas = report?.replicas;
  if (!replicas) return null;
  const titles = stageTitles(report.task);
  const keys = replicas.tuned.map(({ seed, learningRate }) => ({ seed, learningRate }));
  const find = (all: readonly ReplicaResult[], key: (typeof keys)[number]) =>
    all.find(({ seed, learningRate }) => seed === key.seed && learningRate === key.learningRate);
  return (
    <div className="card results__metrics">
      <div className="metrics">
        <h3>Starts</h3>
        <p className="hint">
          Trained side by side on the same rows. The numbers are losses on validation rows: lower is better. The lowest
          of each column was kept, and only that one was measured on test rows.
          {replicas.soft.length < keys.length
            ? " The blend went on from weights that were there already, so it has no other starts."
            : null}
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
        <section className="scroll-box" aria-label="Losses side by side, scrollable" tabIndex={0}>
          <table className="table replicas__table" aria-label="Validation loss of each start">
            <thead>
              <tr>
                <th scope="col">Start</th>
                {PHASES.map((phase) => (
                  <th scope="col" key={phase}>
                    {titles[phase]}
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
                  {PHASES.map((phase) => {
                    const found = find(replicas[phase], key);
                    return (
                      <td key={phase} className={found?.isKept ? "metrics__best" : undefined}>
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
                {PHASES.map((phase) => (
                  <td key={phase}>{spreadOf(replicas[phase])}</td>
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
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  const variance = losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / Math.max(losses.length - 1, 1);
  return `${formatMetric("logLoss", mean)} ± ${formatMetric("logLoss", Math.sqrt(variance))}`;
}
