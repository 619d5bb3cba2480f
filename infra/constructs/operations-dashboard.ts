import { Duration } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Dashboard, GraphWidget, type IMetric, MathExpression, TextWidget } from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import { type MetricName, metricDimensions } from "../../shared/observability/metric-names.ts";
import { waitReasons } from "../../shared/run/granted-wait.ts";
import type { Environment } from "../environments.ts";
import { metricNamespace, regionalName, reported } from "../metrics.ts";
import type { Lane } from "./lane.ts";
import type { MessageQueue } from "./message-queue.ts";

interface OperationsDashboardProps {
  readonly environment: Pick<Environment, "name" | "region" | "runbooksUrl">;
  readonly http: HttpApi;
  readonly lanes: readonly Lane[];
  /** Queues that should be empty. */
  readonly keptForPeople: Readonly<Record<string, MessageQueue>>;
}

const period = Duration.minutes(5);
const third = { width: 8, height: 6 } as const;

/** The dashboard for the operator on call: open work, running work, results and the state of the infrastructure. */
export class OperationsDashboard extends Construct {
  constructor(scope: Construct, id: string, { environment, http, lanes, keptForPeople }: OperationsDashboardProps) {
    super(scope, id);
    const split = (name: MetricName, statistic: string) => everySplit(environment, name, statistic);
    const sweep = (name: "runs_stale" | "follow_ups_open" | "sweep_done", statistic: string) =>
      reported(environment, "reconcile-sweep", name, {}, { period, statistic });
    const clock = (name: "alerts_open" | "promises_broken" | "channels_failing" | "alerts_unheard") =>
      reported(environment, "schedule-clock", name, {}, { period, statistic: "Maximum" });
    const graph = (title: string, ...left: IMetric[]) => new GraphWidget({ title, left, ...third });

    new Dashboard(this, "Dashboard", {
      dashboardName: regionalName(environment),
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
          new GraphWidget({
            title: "Canary: successes, and failures by step",
            left: [
              reported(environment, "canary", "canary_succeeded", {}, { label: "succeeded" }),
              split("canary_failed", "Sum"),
            ],
            width: 24,
            height: 4,
          }),
        ],
        [
          graph(
            "Messages for manual handling",
            ...Object.entries(keptForPeople).map(([label, queue]) => depth(queue, label)),
          ),
          // Gauges: two sweeps in one period count the same runs.
          graph("Stale runs and open problems", sweep("runs_stale", "Maximum"), sweep("follow_ups_open", "Maximum")),
          graph(
            "Parked and retried follow-ups, bridge failures",
            reported(environment, "run-events", "end_parked", {}),
            reported(environment, "run-events", "end_retried", {}),
            reported(environment, "failed-job-bridge", "bridge_failed", {}),
          ),
        ],
        [
          graph("Waiting work", ...lanes.map(({ lane, workQueue }) => depth(workQueue, lane))),
          graph(
            "Age of the oldest queued message (s)",
            ...lanes.map(({ lane, workQueue }) =>
              workQueue.metricApproximateAgeOfOldestMessage({ period, label: lane }),
            ),
          ),
          graph("Sweeps by result", sweep("sweep_done", "Sum"), split("sweep_result", "Sum")),
        ],
        [
          graph("Completed runs by type and outcome", split("run_ended", "Sum")),
          graph("Wait time, p95 (s)", split("run_queued_seconds", "p95")),
          graph("Run time, p95 (s)", split("run_ran_seconds", "p95")),
        ],
        [
          graph("Deliveries by result", split("run_settled", "Sum")),
          graph(
            "Reconciliations by decision, and bridged runs",
            split("reconciliation_decided", "Sum"),
            split("run_bridged", "Sum"),
          ),
          graph("Rejected messages without a matching run", split("correlation_rejected", "Sum")),
        ],
        [
          graph(
            "Schedules: ticks, and slots by verdict",
            reported(environment, "schedule-clock", "tick_done", {}),
            split("tick_result", "Sum"),
          ),
          graph("Corrected clocks", split("clock_skewed", "Sum")),
          graph("Parts that ended in a wait for the provider, by type", waits(environment)),
        ],
        [
          // Gauges: the clock and the sweep count the same alerts.
          graph(
            "Open alerts, and failing channels",
            clock("alerts_open"),
            clock("channels_failing"),
            clock("alerts_unheard"),
          ),
          graph("Broken promises that alert rules ask for", clock("promises_broken")),
          graph(
            "Changes of alerts, and failed evaluations",
            split("alert_result", "Sum"),
            split("alert_evaluation_failed", "Sum"),
          ),
        ],
        [
          graph(
            "Requests",
            http.metricCount({ period, statistic: "Sum" }),
            http.metricClientError({ period, statistic: "Sum" }),
            http.metricServerError({ period, statistic: "Sum" }),
          ),
          graph(
            "API latency (ms)",
            http.metricLatency({ period, statistic: "p50", label: "p50" }),
            http.metricLatency({ period, statistic: "p99", label: "p99" }),
          ),
          graph(
            "Concurrent workers",
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

/** One line per dimension value that a metric reports, of those that match. */
function everySplit(
  environment: Pick<Environment, "name">,
  name: MetricName,
  statistic: string,
  match = "",
): MathExpression {
  const dimensions = ["service", ...metricDimensions[name]].join(",");
  return new MathExpression({
    expression: `SEARCH('{${metricNamespace(environment)},${dimensions}} MetricName="${name}"${match}', '${statistic}', ${period.toSeconds()})`,
    label: "",
    period,
  });
}

/** Deliveries that were settled by a granted wait. */
const waits = (environment: Pick<Environment, "name">) =>
  everySplit(environment, "run_settled", "Sum", ` how=(${waitReasons.map((reason) => `"${reason}"`).join(" OR ")})`);
