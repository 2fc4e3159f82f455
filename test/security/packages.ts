/** What a user installs with this package, and why. Whatever is not named here is not to be shipped. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

/** Package, or the beginning of the names of a family → what it is for. */
export const reasons: Readonly<Record<string, string>> = {
  "@aws-sdk/client-connect": "the API of Amazon Connect data tables",
  "@aws-sdk/client-sts": "assumeRole and allowedAccountIds",
  "@aws-sdk/": "credentials and signing, needed by the two clients",
  "@aws/": "needed by the AWS SDK",
  "@smithy/": "HTTP and serialisation of the AWS SDK",
  bowser: "needed by the AWS SDK (user agent)",
  tslib: "needed by the AWS SDK",
  "big.js": "numbers of the service compared without loss of digits",
  commander: "the command line",
  "csv-parse": "rows from CSV files, with the position of every field",
  "csv-stringify": "tables exported as CSV",
  "deep-diff": "settings of a resource compared",
  "wildcard-match": "the globs of `ignore`",
  yaml: "table files in YAML, with the position of every value",
};

/** A package that is installed with this one. */
export interface Installed {
  readonly name: string;
  readonly version: string;
  readonly kilobytes: number;
  readonly licence: string;
  /** The key in `reasons`; absent: nobody has said why it is there. */
  readonly reason?: string;
  /** Whether it runs a script when it is installed. */
  readonly hasInstallScript: boolean;
}

interface LockedPackage {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly peer?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
}

/** Everything that `npm install pulumi-connect-data-tables` brings, the peer dependency aside. */
export function installedPackages(): Installed[] {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, LockedPackage>;
  };
  const shipped = Object.entries(lock.packages).filter(
    ([path, { dev, peer, devOptional }]) => path !== "" && !dev && !peer && !devOptional,
  );
  return shipped.map(([path, locked]) => {
    const name = path.split("node_modules/").pop() ?? "";
    return {
      ...{ name, version: locked.version, licence: locked.license ?? "?", reason: reasonOf(name) },
      ...{ kilobytes: Math.ceil(sizeOf(join(root, path)) / 1000), hasInstallScript: locked.hasInstallScript ?? false },
    };
  });
}

/** The list as Markdown: what is depended on by name, and the families of what those need. */
export function packagesText(): string {
  const groups = new Map<string, Installed[]>();
  for (const one of installedPackages()) groups.set(one.reason ?? "?", [...(groups.get(one.reason ?? "?") ?? []), one]);
  const lines = [...groups].map(([reason, members]) => {
    const [only] = members;
    const name =
      members.length === 1 && only ? `${only.name} ${only.version}` : `${reason}* (${members.length} packages)`;
    const size = members.reduce((sum, { kilobytes }) => sum + kilobytes, 0);
    const licences = [...new Set(members.map(({ licence }) => licence))].join(", ");
    return `| ${name} | ${size.toLocaleString("en")} | ${licences} | ${reasons[reason] ?? "?"} |`;
  });
  return ["| package | kB | licence | for |", "| --- | ---: | --- | --- |", ...lines].join("\n");
}

function reasonOf(name: string): string | undefined {
  if (Object.hasOwn(reasons, name)) return name;
  return Object.keys(reasons).find((family) => family.endsWith("/") && name.startsWith(family));
}

function sizeOf(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

if (require.main === module) console.log(packagesText());
