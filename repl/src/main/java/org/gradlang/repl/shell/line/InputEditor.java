package org.gradlang.repl.shell.line;

import java.util.List;
import java.util.Optional;
import org.gradlang.repl.shell.command.CommandLine;
import org.gradlang.repl.shell.complete.CallTip;
import org.gradlang.repl.shell.paint.Palette;
import org.gradlang.repl.shell.session.Session;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/**
 * JLine's editor with what Grad's inputs need: indentation, pasted sessions, and the signature of
 * the call that is being typed, below it.
 */
final class InputEditor extends LineReaderImpl {
  private static final String NEW_LINE = "new-line";

  private final Session session;
  private String tipText = "";
  private Optional<CallTip> tip = Optional.empty();

  @SuppressWarnings("this-escape") // JLine's own constructor registers its methods as well
  InputEditor(Terminal terminal, Session session) {
    super(terminal, "grad", null);
    this.session = session;
    getWidgets().put(NEW_LINE, this::newLine);
    for (String map : List.of(LineReader.EMACS, LineReader.VIINS)) {
      getKeyMaps().get(map).bind(new Reference(NEW_LINE), "\u001b\r", "\u001b\n");
    }
  }

  // Lines.

  @Override
  protected boolean acceptLine() {
    return CommandLine.isIncomplete(buf.toString()) ? newLine() : super.acceptLine();
  }

  private boolean newLine() {
    String before = buf.upToCursor();
    String indentation = Indentation.after(before);
    boolean splits = isOpening(buf.prevChar()) && isClosing(buf.currChar());
    buf.write("\n" + indentation);
    if (splits) {
      int cursor = buf.cursor();
      buf.write("\n" + indentation.substring(Indentation.UNIT.length()));
      buf.cursor(cursor);
    }
    return true;
  }

  private static boolean isOpening(int character) {
    return character == '{' || character == '(' || character == '[';
  }

  private static boolean isClosing(int character) {
    return character == '}' || character == ')' || character == ']';
  }

  /** In place of JLine's, which goes to the other bracket for a moment; ours are marked. */
  @Override
  protected boolean insertClose(String bracket) {
    putString(bracket);
    alignClosing();
    return true;
  }

  /** A closing bracket that begins its line goes below the line of its partner. */
  private void alignClosing() {
    String text = buf.upToCursor();
    int bracket = text.length() - 1;
    int start = Indentation.lineStart(text, bracket);
    if (start > 0 && text.substring(start, bracket).isBlank()) {
      String indentation = Indentation.ofPartner(text, bracket);
      String typed = text.substring(bracket);
      buf.backspace(text.length() - start);
      buf.write(indentation + typed);
    }
  }

  @Override
  protected boolean backwardDeleteChar() {
    String text = buf.upToCursor();
    int start = Indentation.lineStart(text, text.length());
    int blanks = text.length() - start;
    if (start > 0 && blanks > 0 && text.substring(start).isBlank()) {
      int unit = Indentation.UNIT.length();
      int surplus = blanks % unit;
      buf.backspace(surplus == 0 ? unit : surplus);
      return true;
    }
    return super.backwardDeleteChar();
  }

  @Override
  protected boolean expandOrComplete() {
    String text = buf.upToCursor();
    if (text.substring(Indentation.lineStart(text, text.length())).isBlank()) {
      buf.write(Indentation.UNIT);
      return true;
    }
    return super.expandOrComplete();
  }

  @Override
  public boolean beginPaste() {
    String text = Pasted.clean(doReadStringUntil(BRACKETED_PASTE_END));
    regionActive = RegionType.PASTE;
    regionMark = buf.cursor();
    buf.write(text);
    return true;
  }

  // Suggestions from history: what takes the cursor beyond the end accepts them.

  private boolean suggests() {
    return autosuggestion == SuggestionType.HISTORY
        && buf.cursor() == buf.length()
        && buf.length() > 0
        && !tailTip.isEmpty();
  }

  @Override
  protected boolean forwardChar() {
    return suggests() ? acceptSuggestion(tailTip.length()) : super.forwardChar();
  }

  @Override
  protected boolean endOfLine() {
    return suggests() ? acceptSuggestion(tailTip.length()) : super.endOfLine();
  }

  @Override
  protected boolean forwardWord() {
    if (!suggests()) {
      return super.forwardWord();
    }
    int end = 0;
    while (end < tailTip.length() && !isWord(tailTip.charAt(end))) {
      end++;
    }
    while (end < tailTip.length() && isWord(tailTip.charAt(end))) {
      end++;
    }
    return acceptSuggestion(end);
  }

  private boolean acceptSuggestion(int length) {
    String accepted = tailTip.substring(0, length);
    tailTip = tailTip.substring(length);
    buf.write(accepted);
    return true;
  }

  // The signature of the call around the cursor.

  @Override
  public AttributedString getDisplayedBufferWithPrompts(List<AttributedString> prompts) {
    AttributedString shown = super.getDisplayedBufferWithPrompts(prompts);
    if (post != null || !reading || !session.preferences().tips()) {
      return shown;
    }
    Optional<CallTip> call = tip();
    if (call.isEmpty()) {
      return shown;
    }
    AttributedStringBuilder below = new AttributedStringBuilder();
    below.append(shown).append("\n").append(drawn(call.get()));
    return below.toAttributedString();
  }

  private Optional<CallTip> tip() {
    String before = buf.upToCursor();
    if (state != State.NORMAL) {
      return Optional.empty();
    }
    if (!before.equals(tipText)) {
      tipText = before;
      tip =
          before.indexOf('(') < 0
              ? Optional.empty()
              : session.quietly(() -> CallTip.of(session.grad(), before));
    }
    return tip;
  }

  private AttributedString drawn(CallTip call) {
    AttributedStringBuilder line = new AttributedStringBuilder();
    line.styled(Palette.TIP, call.name() + "(");
    for (int i = 0; i < call.parameters().size(); i++) {
      line.styled(Palette.TIP, i == 0 ? "" : ", ");
      line.styled(i == call.current() ? Palette.CURRENT : Palette.TIP, call.parameters().get(i));
    }
    line.styled(Palette.TIP, ")");
    int width = Math.max(1, size.getColumns() - 1);
    return line.columnSubSequence(0, width);
  }
}
