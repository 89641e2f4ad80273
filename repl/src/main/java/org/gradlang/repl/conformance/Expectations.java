package org.gradlang.repl.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a script says of its own behaviour, in comments that begin a line:
 *
 * <ul>
 *   <li>{@code # expect: TEXT}, one for each line that it prints, in order;
 *   <li>{@code # expect error: KIND LINE}, the uncaught error that it ends in, and several where
 *       errors are reported together;
 *   <li>{@code # expect warning: LINE}, a warning, one for each in order;
 *   <li>{@code # expect note: LINE}, a line that the diagnostic points at besides;
 *   <li>{@code # expect text: FRAGMENT}, what the diagnostic contains, in any case.
 * </ul>
 *
 * @param malformed lines that look like expectations and are none
 */
public record Expectations(
    List<String> printed,
    List<Failure> failures,
    List<Integer> warnings,
    List<Integer> notes,
    List<String> fragments,
    List<String> malformed) {

  private static final Pattern LINE = Pattern.compile("# expect( \\w+)?:(.*)");
  private static final Pattern FAILURE = Pattern.compile("(\\w+) (\\d{1,9})");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  public Expectations {
    printed = List.copyOf(printed);
    failures = List.copyOf(failures);
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
    fragments = List.copyOf(fragments);
    malformed = List.copyOf(malformed);
  }

  /** An error of a kind at a line. */
  public record Failure(String kind, int line) {
    @Override
    public String toString() {
      return kind + " on line " + line;
    }
  }

  /** The expectations in a script's text. */
  public static Expectations in(String script) {
    Reader reader = new Reader();
    script.lines().map(LINE::matcher).filter(Matcher::matches).forEach(reader::read);
    return new Expectations(
        reader.printed,
        reader.failures,
        reader.warnings,
        reader.notes,
        reader.fragments,
        reader.malformed);
  }

  /** Whether the script says nothing, and so is no test. */
  public boolean isEmpty() {
    return printed.isEmpty()
        && failures.isEmpty()
        && warnings.isEmpty()
        && notes.isEmpty()
        && fragments.isEmpty()
        && malformed.isEmpty();
  }

  private static final class Reader {
    final List<String> printed = new ArrayList<>();
    final List<Failure> failures = new ArrayList<>();
    final List<Integer> warnings = new ArrayList<>();
    final List<Integer> notes = new ArrayList<>();
    final List<String> fragments = new ArrayList<>();
    final List<String> malformed = new ArrayList<>();

    void read(Matcher line) {
      String text = line.group(2).startsWith(" ") ? line.group(2).substring(1) : line.group(2);
      boolean understood =
          switch (line.group(1)) {
            case null -> printed.add(text.stripTrailing());
            case " error" -> readFailure(text.strip());
            case " warning" -> NUMBER.matcher(text.strip()).matches() && warnings.add(line(text));
            case " note" -> NUMBER.matcher(text.strip()).matches() && notes.add(line(text));
            case " text" -> fragments.add(text.strip());
            default -> false;
          };
      if (!understood) {
        malformed.add(line.group());
      }
    }

    private boolean readFailure(String text) {
      Matcher failure = FAILURE.matcher(text);
      return failure.matches()
          && failures.add(new Failure(failure.group(1), line(failure.group(2))));
    }

    private static int line(String digits) {
      return Integer.parseInt(digits.strip());
    }
  }
}
