// Run a proofreader from npm over texts: node proofreaders.mjs FOLDER NAME RULES…
// The rules: what zhlint leaves out; what textlint checks, packages of rules or presets.
// Standard input: {"texts", "passes", "rounds", "seconds"}, the last two of which may be left out: how often a pass reads
// the texts, and how long it goes on at most.
// Standard output: {"version", "seconds", "places", "read", "megabytes"}: the seconds of the fastest pass, the places by
// text and in UTF-16 units, how many texts were read, the memory of the process at its height; or {"missing"}: the package
// that cannot be found from FOLDER.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, name, ...rules] = process.argv.slice(2);
const resolver = createRequire(join(folder, "package.json"));

const LOADERS = { zhlint: loadZhlint, textlint: loadTextlint, "@lint-md/core": loadLintMd };

/** A package that is not installed. */
class Missing extends Error {}

function resolve(package_, from = resolver) {
  try {
    return from.resolve(package_);
  } catch {
    throw new Missing(package_);
  }
}

/** Import a package, whether it is a module or CommonJS, plain or compiled. */
async function load(package_, from = resolver) {
  const found = await import(pathToFileURL(resolve(package_, from)));
  return found.default?.default ?? found.default ?? found;
}

function versionOf(package_) {
  return JSON.parse(readFileSync(join(folder, "node_modules", package_, "package.json"), "utf8")).version;
}

async function loadZhlint() {
  const { run } = await load("zhlint");
  const leftOut = Object.fromEntries(rules.map((rule) => [rule, undefined]));
  return (text) => run(text, { rules: { preset: "default", ...leftOut } }).validations.map(placeOf);
}

/** What zhlint wants changed: the token itself, one of its ends, or the space behind it. */
function placeOf({ index, length, target }) {
  if (target === "value") return [index, index + length];
  const at = target === "spaceAfter" || target === "endValue" ? index + length : index;
  return [at, at];
}

async function loadLintMd() {
  const { lintMarkdown } = await load("@lint-md/core");
  return (text) => lintMarkdown(text, {}, false).lintResult.map(({ loc }) => [loc.start.offset, loc.end.offset]);
}

async function loadTextlint() {
  const { createLinter } = await load("textlint");
  const own = createRequire(resolve("textlint"));
  const { TextlintKernelDescriptor } = await load("@textlint/kernel", own);
  const text = await load("@textlint/textlint-plugin-text", own);
  const descriptor = new TextlintKernelDescriptor({
    rules: (await Promise.all(rules.map(loadRules))).flat(),
    plugins: [{ pluginId: "text", plugin: text, options: true }],
    filterRules: [],
  });
  const linter = createLinter({ descriptor });
  return async (text) => (await linter.lintText(text, "report.txt")).messages.map((message) => message.range);
}

/** The rule of a package, or all rules of a preset as it sets them. */
async function loadRules(package_) {
  const found = await load(package_);
  if (!found.rules) return [{ ruleId: package_, rule: found, options: true }];
  return Object.entries(found.rules).map(([id, rule]) => ({
    ruleId: `${package_}/${id}`,
    rule: rule.default ?? rule,
    options: found.rulesConfig[id],
  }));
}

async function measure(check, { texts, passes, rounds = 1, seconds: most = Infinity }) {
  let seconds = Infinity;
  let places, read;
  for (let pass = 0; pass < passes; pass++) {
    const begin = performance.now();
    const spent = () => (performance.now() - begin) / 1000;
    places = [];
    for (read = 0; read < rounds * texts.length && spent() <= most; read++) {
      const found = await check(texts[read % texts.length]);
      if (read < texts.length) places.push(found);
    }
    seconds = Math.min(seconds, spent());
  }
  return { seconds, places, read, megabytes: process.resourceUsage().maxRSS / 1000 };
}

async function main() {
  const task = JSON.parse(readFileSync(0, "utf8"));
  try {
    const check = await LOADERS[name]();
    return { version: versionOf(name), ...(await measure(check, task)) };
  } catch (error) {
    if (error instanceof Missing) return { missing: error.message };
    throw error;
  }
}

process.stdout.write(JSON.stringify(await main()));
