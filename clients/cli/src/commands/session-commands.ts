import { answerOf } from "../../../sdk/src/client.ts";
import type { Register } from "../cli.ts";
import { CliError } from "../cli-error.ts";
import { deploymentUrl, issuerOf } from "../connection.ts";
import { signInByDevice } from "../issuer.ts";
import { readProfiles, writeProfiles } from "../profiles.ts";

interface SignInOptions {
  readonly issuer?: string;
  readonly clientId: string;
}

/** The client id under which the command is registered at an issuer, unless `--client-id` names another. */
const defaultClientId = "runtruth-cli";

export const sessionCommands: Register = (program, cli) => {
  const { terminal } = cli;
  const profileName = async () =>
    cli.options().profile ?? terminal.env.RUNTRUTH_PROFILE ?? (await readProfiles(terminal.env)).current;

  program
    .command("sign-in")
    .description("sign in with a code that you confirm in a browser, and keep the session in a profile")
    .option("--issuer <url>", "the OpenID issuer, when the deployment does not name it")
    .option("--client-id <id>", "the client registered for this command", defaultClientId)
    .action(async ({ issuer, clientId }: SignInOptions) => {
      const name = await profileName();
      const before = await readProfiles(terminal.env);
      const named = cli.options().url ?? terminal.env.RUNTRUTH_URL ?? before.profiles[name]?.url;
      if (named === undefined) throw new CliError("Where? Use --url https://<address of the console>");
      const url = deploymentUrl(named);
      const client = { ...(await issuerOf(url, issuer)), clientId };
      const tokens = await signInByDevice(client, terminal);
      const { workspace } = cli.options();
      const profile = { url, ...client, ...(workspace !== undefined && { workspaceId: workspace }), tokens };
      const now = await readProfiles(terminal.env);
      await writeProfiles(terminal.env, { current: name, profiles: { ...now.profiles, [name]: profile } });
      terminal.err(`Signed in. The profile is "${name}".`);
    });

  program
    .command("sign-out")
    .description("forget the session of a profile")
    .action(async () => {
      const name = await profileName();
      const { profiles, current } = await readProfiles(terminal.env);
      const { tokens: _forgotten, ...profile } = profiles[name] ?? unknownProfile(name);
      await writeProfiles(terminal.env, { current, profiles: { ...profiles, [name]: profile } });
      terminal.err(`Signed out of "${name}".`);
    });

  program
    .command("profiles")
    .description("list the profiles, or use another one from now on")
    .argument("[name]", "the profile to use")
    .action(async (name: string | undefined) => {
      const known = await readProfiles(terminal.env);
      if (name !== undefined) {
        if (known.profiles[name] === undefined) unknownProfile(name);
        return writeProfiles(terminal.env, { ...known, current: name });
      }
      const items = Object.entries(known.profiles).map(([id, { url, workspaceId, tokens }]) => ({
        name: id,
        current: id === known.current ? "yes" : "",
        url,
        workspace: workspaceId ?? "",
        session: tokens === undefined ? "signed out" : "signed in",
      }));
      cli.printer().list(items, items, "There is no profile yet. Run: runtruth sign-in --url https://…");
    });

  program
    .command("whoami")
    .description("show who you are, and what you may do in which workspace")
    .action(async () => {
      const { client } = await cli.connect();
      const me = await answerOf(client.GET("/api/me"));
      const items = me.workspaces.map(({ id, environments, capabilities }) => ({
        user: me.id,
        workspace: id,
        environments: typeof environments === "string" ? environments : environments.join(" "),
        capabilities: capabilities.join(" "),
      }));
      cli.printer().list(me, items, `${me.name} is a member of no workspace.`);
    });
};

function unknownProfile(name: string): never {
  throw new CliError(`There is no profile "${name}". List them with: runtruth profiles`);
}
