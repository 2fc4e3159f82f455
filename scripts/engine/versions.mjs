/** The engine that `npm run engine` downloads or builds. A change here belongs into `pulumi/go.mod` too. */
export const ENGINE_VERSION = "3.250.0";
/** The language host of a build from source. A change here belongs into `language-nodejs/go.mod` too. */
export const LANGUAGE_HOST_VERSION = "3.68.0";
/** The host of Go programs. A change here belongs into `language-go/go.mod` too. */
export const GO_HOST_VERSION = "3.66.0";
/** The host of YAML programs. A change here belongs into `language-yaml/go.mod` too. */
export const YAML_HOST_VERSION = "1.38.1";
/** The generator of SDKs for Java. A change here belongs into `codegen-java/go.mod` too. */
export const JAVA_GENERATOR_VERSION = "1.22.0";
/** The oldest `pulumi` on PATH that is good enough. */
export const OLDEST_ENGINE = "3.216.0";
/** What both go.mod files ask for. */
export const OLDEST_GO = "1.25.11";

/** Whether `version` ("v3.250.0", "go1.26.8", "3.250.0-dev.1") is `oldest` or newer. Text without a version is not. */
export function isAtLeast(version, oldest) {
  const have = numbersOf(version);
  const need = numbersOf(oldest);
  const at = need.findIndex((number, index) => have[index] !== number);
  return have.length > 0 && (at < 0 || have[at] > need[at]);
}

function numbersOf(version) {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(version);
  return match ? [match[1], match[2], match[3] ?? 0].map(Number) : [];
}
