/** Words that may stand in the published form, wherever they come from: those of the probe's own descriptions, and those of any service's messages. */
import type { Experiment } from "../experiment";

/** Words of messages that say nothing about who asks. */
const common = `a able access added after again all allowed already also among an and another any are array as at attribute attributes be because been before
  being beyond boolean but by cannot cell cells change changed characters character column columns concurrency concurrent conflict conflicts contain contains
  could count create created current data default delete deleted denied describe described did different does done double duplicate each empty enter entered
  error errors exceed exceeded exceeds exception exist existing exists expected expression expressions fail failed false few fewer field fields first for format
  found from greater had has have identifier if illegal in input instance internal invalid is it item items its key keys last least length less level limit limits
  list lists load lock locked longer many match matches maximum may member members message minimum missing modified more most multiple must name named names no
  none not nothing null number numbers of old on once one only operation or out outdated over parameter parameters pattern perform please primary provide provided quota
  range rate reached read record records refused rejected request requested requests required resource rule rules same satisfy saved schema second server service
  set shorter should size smaller some stale stored string supported syntax table tables template text than that the their them there these they this time to token too true try
  type unable unauthorized unexpected unique unknown unsupported update updated use used user user's valid validation value values version versions was were when which while
  with within without would wrong you your authorized data-table x y abc`;

/** Words in the names of error types. */
const errorWords = `authentication bandwidth client clock dependency disabled down entity expired failure fault gateway header incomplete
  initialization large malformed mismatch modification opt precondition processing query region security serialization signature skew slow throttled
  throttling timed timeout transaction unavailable unrecognized`;

/** Words in the reasons of this probe that are in no experiment's description. */
const own = `s fill measure throttling role arn restricted ListDataTables an's at-level arn asked began behind calls come comes connection decided differ differently end fits foreign form interrupted less lost
  needs follow given held made refuses repeats stamp succeeded tries twice notice oddity off pairs run same scratch seen shown side success taken takes throttled together unreachable went went-back within accepted prepared refused needed ms`;

/** Values of the simulator's switches. */
const values = `refuse-item last-wins refuse-request per-item whole-request fails creates succeeds plain terse wordy as-sent as-stored
  after-request after-item all level level-and-value value none present absent required optional data-table coarse any-
  part record-part unchecked sent at-level always never opaque counter conflict accepted strict kept lowered json
  lenient no-value refused as-text as-number checked exact ignore-case uuid literal null empty vanishes stays creates-
  record new filled insertion keys shuffled declared live snapshot from-token dropped default-record type-default`;

/** The vocabulary of the published form. */
export function vocabulary(experiments: readonly Experiment[]): ReadonlySet<string> {
  const texts = experiments.flatMap(({ name, question, steps, reading, undecided }) => [
    name,
    question,
    steps,
    reading,
    undecided,
  ]);
  return new Set([common, errorWords, own, values, ...texts].flatMap(wordsOf));
}

/** The words of a string in lower case, without the signs round them; a number is none. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}[\p{L}\p{N}'_-]*/gu) ?? [];
}
