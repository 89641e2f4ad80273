package org.gradlang.repl;

import java.util.List;
import org.gradlang.Limits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The options that say what a program may use up. */
final class LimitOptions {
  static final String BYTES = "--max-bytes";

  private static final List<LimitOption> ALL =
      List.of(
          new LimitOption(
              "--timeout",
              "TIME",
              "End the program after 5s, 500ms or 2m.",
              (limits, amount) -> limits.deadline(amount.time())),
          new LimitOption(
              "--max-steps",
              "N",
              "End it after N calls and rounds of loops.",
              (limits, amount) -> limits.steps(amount.count(Long.MAX_VALUE))),
          new LimitOption(
              "--max-depth",
              "N",
              "End it before more than N calls are inside each other.",
              (limits, amount) -> limits.callDepth((int) amount.count(Integer.MAX_VALUE))),
          new LimitOption(
              BYTES,
              "SIZE",
              "End it before it holds more than 512m, 2g, 100k or 1000 bytes of memory.",
              (limits, amount) -> limits.bytes(amount.bytes())),
          new LimitOption(
              "--max-output",
              "SIZE",
              "End it before it writes more characters.",
              (limits, amount) -> limits.output(amount.bytes())),
          new LimitOption(
              "--max-length",
              "N",
              "End it before a text, list or dict is longer.",
              (limits, amount) -> limits.length((int) amount.count(Integer.MAX_VALUE))),
          new LimitOption(
              "--max-nodes",
              "N",
              "End it before graphs have more nodes.",
              (limits, amount) -> limits.graphNodes(amount.count(Long.MAX_VALUE))));

  /** An option whose value changes one limit. */
  private record LimitOption(String name, String parameter, String text, Change change) {}

  @FunctionalInterface
  private interface Change {
    Limits to(Limits limits, Quantity amount) throws UsageException;
  }

  private LimitOptions() {}

  static void add(CommandSpec spec) {
    ALL.forEach(option ->
        spec.addOption(OptionReader.option(option.name(), option.parameter(), option.text())));
  }

  /** What the options make of limits. */
  static Limits limits(ParseResult found, Limits before) throws UsageException {
    Limits limits = before;
    for (LimitOption option : ALL) {
      String text = found.matchedOptionValue(option.name(), (@Nullable String) null);
      if (text != null) {
        limits = option.change().to(limits, new Quantity(option.name(), text));
      }
    }
    return limits;
  }
}
