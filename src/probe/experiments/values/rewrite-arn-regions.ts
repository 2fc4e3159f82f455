import { decided, experiment, giveUp, surprise } from "../../experiment";
import { writeOne } from "./written";

interface Seen {
  readonly sent: string;
  readonly stored: unknown;
}

/** The Region in a Connect ARN. */
export const rewriteArnRegions = experiment<Seen>({
  name: "rewriteArnRegions",
  question: "Is the Region of a Connect ARN in a value replaced?",
  steps: "Creates a cell with a Connect ARN of a Region that is not the instance's, and describes it.",
  reading: "The Region is the same, or another one.",
  undecided: "The value is refused.",
  tables: ["cells"],
  observe: async (lab) => {
    const region = lab.region === "us-west-2" ? "us-east-1" : "us-west-2";
    const sent = `arn:aws:connect:${region}:000000000000:instance/probe/queue/probe`;
    const { outcome, stored } = await writeOne(lab, "Text", sent);
    return outcome?.kind === "done" ? { sent, stored } : giveUp("the value is refused");
  },
  read: ({ sent, stored }) => {
    if (stored === sent) return decided(false);
    const withoutRegion = (text: string) => text.split(":").toSpliced(3, 1).join(":");
    const isRewritten = typeof stored === "string" && withoutRegion(stored) === withoutRegion(sent);
    return isRewritten ? decided(true) : surprise(`the ARN was stored as ${JSON.stringify(stored)}`);
  },
});
