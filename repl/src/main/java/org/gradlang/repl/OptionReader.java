package org.gradlang.repl;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.gradlang.Limits;
import org.gradlang.repl.Request.Program;
import org.gradlang.repl.Request.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Reads command lines with options.
 *
 * <p>The options are declared by hand rather than by annotations, which picocli would have to find
 * by reflection. Whatever follows the script belongs to the script.
 */
final class OptionReader {
  private static final String GRAD = "grad";
  private static final String CHECK = "--check";
  private static final String INTERACTIVE = "-i";
  private static final String NO_INIT = "--no-init";
  private static final String SEED = "--seed";
  private static final String THREADS = "--threads";
  private static final String NO_COLOR = "--no-color";
  private static final String SANDBOX = "--sandbox";
  private static final String VERSION = "--version";
  private static final String HELP = "--help";

  private final String version;

  OptionReader(String version) {
    this.version = version;
  }

  Request read(List<String> words) throws UsageException {
    CommandLine grad = new CommandLine(gradSpec());
    ParseResult found = parse(grad, words);
    List<String> rest = found.matchedPositionalValue(0, List.<String>of());
    if (found.hasMatchedOption(HELP)) {
      return new Request.Show(grad.getUsageMessage());
    }
    if (found.hasMatchedOption(VERSION)) {
      return new Request.Show("grad " + version + System.lineSeparator());
    }
    Settings settings = restricted(found, settings(found, CommandLineReader.DEFAULT));
    String code = found.matchedOptionValue(CommandLineReader.CODE, (@Nullable String) null);
    if (found.hasMatchedOption(CHECK)) {
      return new Request.Check(paths(rest, "--check needs a file"), settings);
    }
    if (code != null) {
      return new Request.Run(new Program.Code(code), rest, settings);
    }
    if (rest.isEmpty() || found.hasMatchedOption(INTERACTIVE)) {
      return interactive(rest, settings, !found.hasMatchedOption(NO_INIT));
    }
    return rest.getFirst().equals(CommandLineReader.TEST)
        ? readTest(rest.subList(1, rest.size()), settings)
        : new Request.Run(
            CommandLineReader.program(rest.getFirst()), rest.subList(1, rest.size()), settings);
  }

  private static Request interactive(List<String> rest, Settings settings, boolean startup)
      throws UsageException {
    if (rest.isEmpty()) {
      return new Request.Interactive(Optional.empty(), List.of(), settings, startup);
    }
    Program program = CommandLineReader.program(rest.getFirst());
    List<String> arguments = rest.subList(1, rest.size());
    return new Request.Interactive(Optional.of(program), arguments, settings, startup);
  }

  private static Request readTest(List<String> words, Settings before) throws UsageException {
    CommandLine test = new CommandLine(testSpec());
    ParseResult found = parse(test, words);
    if (found.hasMatchedOption(HELP)) {
      return new Request.Show(test.getUsageMessage());
    }
    if (before.isRestrictive()) {
      throw new UsageException("grad test runs scripts that one trusts, without limits");
    }
    List<String> paths = found.matchedPositionalValue(0, List.<String>of());
    return new Request.Test(paths(paths, "grad test needs a path"), settings(found, before));
  }

  private static List<Path> paths(List<String> words, String ifNone) throws UsageException {
    if (words.isEmpty()) {
      throw new UsageException(ifNone);
    }
    Path[] paths = new Path[words.size()];
    for (int i = 0; i < paths.length; i++) {
      paths[i] = CommandLineReader.path(words.get(i));
    }
    return List.of(paths);
  }

  private static Settings settings(ParseResult found, Settings before) throws UsageException {
    OptionalLong seed = wholeNumber(found, SEED, Long.MIN_VALUE, Long.MAX_VALUE);
    OptionalLong threads = wholeNumber(found, THREADS, 1, Integer.MAX_VALUE);
    return new Settings(
        seed.isPresent() ? seed : before.seed(),
        threads.isPresent() ? OptionalInt.of((int) threads.getAsLong()) : before.threads(),
        before.color() && !found.hasMatchedOption(NO_COLOR),
        before.sandbox(),
        before.limits());
  }

  /** What the program may do and use up, of which scripts that are tested know nothing. */
  private static Settings restricted(ParseResult found, Settings settings) throws UsageException {
    boolean sandbox = found.hasMatchedOption(SANDBOX);
    Limits limits = LimitOptions.limits(found, sandbox ? Sandbox.limits() : settings.limits());
    return new Settings(settings.seed(), settings.threads(), settings.color(), sandbox, limits);
  }

  private static OptionalLong wholeNumber(ParseResult found, String option, long least, long most)
      throws UsageException {
    String text = found.matchedOptionValue(option, (@Nullable String) null);
    if (text == null) {
      return OptionalLong.empty();
    }
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return OptionalLong.of(number);
      }
      throw new UsageException(option + " must be at least " + least);
    } catch (NumberFormatException e) {
      throw new UsageException(option + " needs a whole number, not '" + text + "'");
    }
  }

  private static ParseResult parse(CommandLine command, List<String> words) throws UsageException {
    command.setStopAtPositional(command.getCommandName().equals(GRAD));
    command.setUsageHelpWidth(100);
    command.setPosixClusteredShortOptionsAllowed(false);
    try {
      return command.parseArgs(words.toArray(String[]::new));
    } catch (MissingParameterException e) {
      OptionSpec option = (OptionSpec) e.getMissing().getFirst();
      throw new UsageException(option.longestName() + " needs " + option.paramLabel());
    } catch (ParameterException e) {
      throw new UsageException(e.getMessage() + "; see grad --help");
    }
  }

  private static CommandSpec gradSpec() {
    CommandSpec spec = CommandSpec.create().name(GRAD);
    spec.usageMessage()
        .customSynopsis(
            "grad [OPTIONS]",
            "grad [OPTIONS] [-i] FILE [ARGS...]",
            "grad [OPTIONS] -e CODE [ARGS...]",
            "grad [OPTIONS] - [ARGS...]",
            "grad --check FILE...",
            "grad test [OPTIONS] PATH...")
        .description("", "Runs programs in Grad, a small language for differentiable programs.", "")
        .footer(
            "",
            "Without a FILE an interactive session begins, which first runs",
            "~/.config/grad/init.grad; what comes in through a pipe is run as a program.",
            "`-` reads the program from standard input. `grad test` runs scripts that say in",
            "`# expect:` lines what they print; see `grad test --help`. A script that is named",
            "test is run as ./test.",
            "",
            "The exit code is 0, or 1 after an error in the script, 2 if the command is wrong, 3"
                + " where a",
            "limit stopped the program.");
    spec.addOption(option(CommandLineReader.CODE, "CODE", "Run CODE."));
    spec.addOption(option(INTERACTIVE, "Run FILE, if one is given, and go on interactively."));
    spec.addOption(option(NO_INIT, "Do not run the startup file of interactive sessions."));
    spec.addOption(option(CHECK, "Report syntax errors and unknown names, and run nothing."));
    addSettings(spec);
    spec.addOption(
        option(
            SANDBOX,
            "Run a program that one does not trust: it reaches no files, no imports but the"
                + " standard library and no clock, and has limits."));
    LimitOptions.add(spec);
    spec.addOption(option(VERSION, "Print the version and exit."));
    spec.addOption(option(HELP, "Print this text and exit."));
    spec.addPositional(words("FILE", "The script, and what it finds in `args`."));
    return spec;
  }

  private static CommandSpec testSpec() {
    CommandSpec spec = CommandSpec.create().name("grad test");
    spec.usageMessage()
        .customSynopsis("grad test [OPTIONS] PATH...")
        .description(
            "",
            "Runs every script under the paths that says how it must behave, several at a time:",
            "  # expect: TEXT              for each line that it prints, in order",
            "  # expect error: KIND LINE   it ends in this uncaught error",
            "  # expect note: LINE         the diagnostic also points at this line",
            "  # expect text: FRAGMENT     the diagnostic contains this, in any case",
            "")
        .footer("", "The exit code is 1 if any fails.");
    addSettings(spec);
    spec.addOption(option(HELP, "Print this text and exit."));
    spec.addPositional(words("PATH", "Scripts, or folders of scripts."));
    return spec;
  }

  private static void addSettings(CommandSpec spec) {
    spec.addOption(option(SEED, "N", "Start the random numbers from N."));
    spec.addOption(option(THREADS, "N", "Let large operations use N threads."));
    spec.addOption(option(NO_COLOR, "No colours in diagnostics."));
  }

  private static OptionSpec option(String name, String text) {
    OptionSpec.Builder option = OptionSpec.builder(name);
    if (name.equals(HELP)) {
      option = OptionSpec.builder("-h", name);
    } else if (name.equals(VERSION)) {
      option = OptionSpec.builder("-V", name);
    }
    return option.type(boolean.class).arity("0").description(text).build();
  }

  static OptionSpec option(String name, String parameter, String text) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .paramLabel(parameter)
        .description(text)
        .build();
  }

  private static PositionalParamSpec words(String label, String text) {
    return PositionalParamSpec.builder()
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("0..*")
        .paramLabel(label)
        .description(text)
        .build();
  }
}
