import { Duration } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Dashboard, GraphWidget, type IMetric, MathExpression, TextWidget } from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import { type MetricName, metricDimensions } from "../../shared/metric-names.ts";
import type { Environment } from "../environments.ts";
import { metricNamespace, reported } from "../metrics.ts";
import type { Lane } from "./lane.ts";
import type { MessageQueue } from "./message-queue.ts";

interface OperationsDashboardProps {
  readonly environment: Pick<Environment, "name" | "runbooksUrl">;
  readonly http: HttpApi;
  readonly lanes: readonly Lane[];
  /** Queues that are empty while all is well. */
  readonly keptForPeople: Readonly<Record<string, MessageQueue>>;
}

const period = Duration.minutes(5);
const third = { width: 8, height: 6 } as const;

/** One page for whoever is on call: what needs a person, what is running, what happened, and what carries it. */
export class OperationsDashboard extends Construct {
  constructor(scope: Construct, id: string, { environment, http, lanes, keptForPeople }: OperationsDashboardProps) {
    super(scope, id);
    const split = (name: MetricName, statistic: string) => everySplit(environment, name, statistic);
    const sweep = (name: "runs_stale" | "follow_ups_open" | "sweep_done", statistic: string) =>
      reported(environment, "reconcile-sweep", name, {}, { period, statistic });
    const graph = (title: string, ...left: IMetric[]) => new GraphWidget({ title, left, ...third });

    new Dashboard(this, "Dashboard", {
      dashboardName: `runtruth-${environment.name}`,
      defaultInterval: Duration.hours(12),
      widgets: [
        [
          new TextWidget({
            markdown: `# Runtruth, ${environment.name}\n${environment.runbooksUrl}`,
            width: 24,
            height: 2,
          }),
        ],
        [
          graph("Kept for a person", ...Object.entries(keptForPeople).map(([label, queue]) => depth(queue, label))),
          // Levels and no events: two sweeps in one period count the same runs.
          graph(
            "Stale runs and problems that need somebody",
            sweep("runs_stale", "Maximum"),
            sweep("follow_ups_open", "Maximum"),
          ),
          graph(
            "Parked and repeated ends, failed bridgings",
            reported(environment, "run-events", "end_parked", {}),
            reported(environment, "run-events", "end_retried", {}),
            reported(environment, "failed-job-bridge", "bridge_failed", {}),
          ),
        ],
        [
          graph("Waiting work", ...lanes.map(({ lane, workQueue }) => depth(workQueue, lane))),
          graph(
            "Age of the oldest waiting work (s)",
            ...lanes.map(({ lane, workQueue }) =>
              workQueue.metricApproximateAgeOfOldestMessage({ period, label: lane }),
            ),
          ),
          graph("Sweeps and what they did", sweep("sweep_done", "Sum"), split("sweep_result", "Sum")),
        ],
        [
          graph("Ended runs by type and outcome", split("run_ended", "Sum")),
          graph("Seconds queued, p95", split("run_queued_seconds", "p95")),
          graph("Seconds running, p95", split("run_ran_seconds", "p95")),
        ],
        [
          graph("Deliveries, and how they were settled", split("run_settled", "Sum")),
          graph(
            "What proof said, and ended runs of lost work",
            split("reconciliation_decided", "Sum"),
            split("run_bridged", "Sum"),
          ),
          graph("Messages that speak of no run", split("correlation_rejected", "Sum")),
        ],
        [
          graph(
            "Requests",
            http.metricCount({ period, statistic: "Sum" }),
            http.metricClientError({ period, statistic: "Sum" }),
            http.metricServerError({ period, statistic: "Sum" }),
          ),
          graph(
            "Latency of the API (ms)",
            http.metricLatency({ period, statistic: "p50", label: "p50" }),
            http.metricLatency({ period, statistic: "p99", label: "p99" }),
          ),
          graph(
            "Workers at once",
            ...lanes.map(({ lane, worker }) =>
              worker.function.metric("ConcurrentExecutions", { period, statistic: "Maximum", label: lane }),
            ),
          ),
        ],
      ],
    });
  }
}

const depth = (queue: MessageQueue, label: string) =>
  queue.metricApproximateNumberOfMessagesVisible({ period, statistic: "Maximum", label });

/** One line for each way a reported number is split, whichever there are. */
function everySplit(environment: Pick<Environment, "name">, name: MetricName, statistic: string): MathExpression {
  const dimensions = ["service", ...metricDimensions[name]].join(",");
  return new MathExpression({
    expression: `SEARCH('{${metricNamespace(environment)},${dimensions}} MetricName="${name}"', '${statistic}', ${period.toSeconds()})`,
    label: "",
    period,
  });
}
