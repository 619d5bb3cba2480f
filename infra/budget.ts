import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import type { Construct } from "constructs";
import type { Environment } from "./environments.ts";
import { regionalName } from "./metrics.ts";

/** Percentages of the budget: spent, and expected by the end of the month. */
const warnings = [
  { notificationType: "ACTUAL", threshold: 80 },
  { notificationType: "FORECASTED", threshold: 100 },
] as const;

/** The account's monthly budget with its mails; nothing without one. An environment has an account of its own. */
export function addBudget(scope: Construct, id: string, environment: Pick<Environment, "name" | "region" | "budget">) {
  const { budget } = environment;
  if (budget === null) return;
  new CfnBudget(scope, id, {
    budget: {
      budgetName: regionalName(environment),
      budgetType: "COST",
      timeUnit: "MONTHLY",
      budgetLimit: { amount: budget.monthlyDollars, unit: "USD" },
    },
    notificationsWithSubscribers: warnings.map((warning) => ({
      notification: { ...warning, comparisonOperator: "GREATER_THAN", thresholdType: "PERCENTAGE" },
      subscribers: budget.notify.map((address) => ({ subscriptionType: "EMAIL", address })),
    })),
  });
}
