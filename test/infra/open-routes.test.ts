import { expect, it } from "vitest";
import { routes, unmatched } from "../../shared/contract/routes.ts";
import { synthesized } from "./synthesized.ts";

const dev = synthesized("dev");

it("every route without a token has its own throttle", () => {
  const open = [...routes.filter(({ auth }) => auth === "none"), { name: "unmatched", method: "", path: "" }];
  const keyOf = ({ name, method, path }: (typeof open)[number]) =>
    name === "unmatched" ? unmatched.routeKey : `${method} ${path}`;
  const limit = { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 };
  const [stage] = Object.entries(dev.template.findResources("AWS::ApiGatewayV2::Stage")).map(([, one]) => one);

  expect(stage?.Properties.RouteSettings).toEqual(Object.fromEntries(open.map((route) => [keyOf(route), limit])));
  // The gateway rejects a throttle for a route that does not exist yet.
  const routeIds = dev
    .all("AWS::ApiGatewayV2::Route")
    .filter((one) => "AuthorizationType" in one && one.AuthorizationType === "NONE")
    .map(({ id }) => id);
  expect(stage?.DependsOn).toEqual(expect.arrayContaining(routeIds));
});
