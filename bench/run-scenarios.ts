import { levelScenarios } from "./level-scenarios.ts";
import { measured, type ScenarioPlay, workAndFollow } from "./scenario-play.ts";

/** The scenarios of a run, each from its own start; steps before `measured` only prepare. */
export const runScenarios: Readonly<Record<string, (play: ScenarioPlay) => Promise<void>>> = {
  async success(play) {
    await wholeRun(play, "a");
  },
  async "later run of the same identity"(play) {
    await wholeRun(play, "a");
    measured(play);
    await wholeRun(play, "a");
  },
  async "start of what already runs"(play) {
    await play.start("a");
    play.clock.advance(2);
    measured(play);
    await play.start("a");
  },
  async "start with a key"(play) {
    const id = await play.start("a", { keyHash: "key-1", bodyHash: "body-1" });
    await workAndFollow(play, id);
  },
  async "same key again"(play) {
    const key = { keyHash: "key-1", bodyHash: "body-1" };
    await play.start("a", key);
    play.clock.advance(2);
    measured(play);
    await play.step("replay", () => play.product.replay({ workspaceId: "acme", caller: "operator", key }, "short"));
  },
  async failure(play) {
    play.plan("fails");
    await wholeRun(play, "a");
  },
  async "failure, then the success that supersedes it"(play) {
    play.plan("fails");
    await wholeRun(play, "a");
    play.clock.advance(60);
    await wholeRun(play, "a");
  },
  async "delivered twice, then success"(play) {
    play.plan("dies");
    const id = await play.start("a");
    await play.work();
    play.clock.advance(200);
    await workAndFollow(play, id);
  },
  async "every delivery fails, ended by the bridge"(play) {
    play.plan("dies", "dies", "dies");
    const id = await play.start("a");
    for (let receive = 0; receive < 3; receive++) {
      await play.work();
      play.clock.advance(200);
    }
    // The queue redrives the message on the next receive.
    await play.step("worker", () => play.product.work());
    play.clock.advance(200);
    await play.step("bridge", play.product.bridge);
    await play.follow(id);
  },
  async "worker dies, success proven by the sweep"(play) {
    play.plan("dies");
    const id = await play.start("a");
    await play.work();
    play.proven.add(id);
    play.clock.advance(1000);
    await play.step("sweep", () => play.product.sweep());
    await play.follow(id);
  },
  async "long run, re-armed once by the sweep"(play) {
    const id = await play.start("a");
    play.clock.advance(130);
    await play.step("sweep", () => play.product.sweep());
    await workAndFollow(play, id);
  },
  async "never taken up, closed by the sweep"(play) {
    const id = await play.start("a");
    play.clock.advance(1900);
    await play.step("sweep", () => play.product.sweep());
    await play.follow(id);
  },
  async "queue silent, sent again by the sweep"(play) {
    play.silenceQueue(true);
    const id = await play.start("a");
    play.silenceQueue(false);
    play.clock.advance(130);
    await play.step("sweep", () => play.product.sweep());
    await workAndFollow(play, id);
  },
  ...levelScenarios,
  async "a sweep that finds nothing due"(play) {
    await play.step("sweep", () => play.product.sweep());
  },
};

async function wholeRun(play: ScenarioPlay, subject: string): Promise<void> {
  await workAndFollow(play, await play.start(subject));
}
