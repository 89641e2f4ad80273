package org.gradlang.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import org.antlr.v4.runtime.Token;
import org.gradlang.grammar.GradLexer;

/**
 * Drives the generated lexer through f-strings: it knows at which {@code :} a field's format begins
 * and at which closing brace it ends, and ends the f-strings that a newline breaks off.
 */
final class ScriptLexer extends GradLexer {
  private final Deque<Format> formats = new ArrayDeque<>();

  private final String text;

  /** An f-string that is open, with its open fields. */
  private record Format(
      boolean oneLine, char quote, int outerModes, Deque<Deque<Integer>> fields) {}

  ScriptLexer(Source source) {
    super(new SourceStream(source));
    text = source.text();
    setTokenFactory(new GradToken.Factory());
    removeErrorListeners();
    setInterpreter(new WordScanner(this, source.text(), getInterpreter()));
  }

  @Override
  public GradToken nextToken() {
    GradToken token = (GradToken) super.nextToken();
    if (!formats.isEmpty()) {
      inFormat(token);
    }
    if (token.getType() == FORMAT_OPEN) {
      boolean oneLine = token.getStopIndex() - token.getStartIndex() == 1;
      char quote = text.charAt(token.getStopIndex());
      formats.push(new Format(oneLine, quote, _modeStack.size() - 1, new ArrayDeque<>()));
    } else if (token.getType() == UNCLOSED_LONG_STRING) {
      toTheEnd(token);
    } else if (token.getType() == UNCLOSED_STRING) {
      extend(token, new BrokenLine(text, text.charAt(token.getStartIndex())).quote(token));
    }
    return token;
  }

  /**
   * Takes more of the source into a token, up to the place {@code end}, so that the rest of a
   * string is not read as a program; not if it is -1.
   */
  private void extend(GradToken token, int end) {
    if (end >= 0) {
      _input.seek(end + 1);
      token.setStopIndex(end);
    }
  }

  private void toTheEnd(GradToken token) {
    _input.seek(_input.size());
    token.setStopIndex(_input.size() - 1);
  }

  private void inFormat(GradToken token) {
    Format format = formats.element();
    switch (token.getType()) {
      case FORMAT_CLOSE -> formats.pop();
      case OPEN_FIELD -> format.fields.push(new ArrayDeque<>());
      case CLOSE_FIELD -> format.fields.pop();
      case NEWLINE, FORMAT_UNCLOSED -> breakOff(token);
      case FORMAT_STRAY -> {
        if (format.oneLine) {
          extend(token, new BrokenLine(text, format.quote).newline(token));
        }
      }
      default -> {
        if (!format.fields.isEmpty()) {
          inField(token, format.fields);
        }
      }
    }
  }

  private void inField(Token token, Deque<Deque<Integer>> fields) {
    Deque<Integer> brackets = fields.element();
    switch (token.getType()) {
      case OPEN_PAREN, OPEN_BRACKET, OPEN_BRACE -> brackets.push(token.getType());
      case CLOSE_PAREN, CLOSE_BRACKET -> brackets.poll();
      case CLOSE_BRACE -> closeBrace((GradToken) token, brackets, fields);
      case COLON -> {
        if (brackets.isEmpty()) {
          mode(FORMAT_SPEC);
        }
      }
      default -> {}
    }
  }

  private void closeBrace(GradToken token, Deque<Integer> brackets, Deque<Deque<Integer>> fields) {
    while (!brackets.isEmpty()) {
      if (brackets.pop() == OPEN_BRACE) {
        return;
      }
    }
    fields.pop();
    token.setType(CLOSE_FIELD);
    popMode();
  }

  /** A newline ends all f-strings around it up to one of several lines. */
  private void breakOff(GradToken newline) {
    while (!formats.isEmpty() && formats.element().oneLine) {
      int outer = formats.pop().outerModes;
      while (_modeStack.size() > outer) {
        popMode();
      }
      newline.head++;
      newline.setType(FORMAT_UNCLOSED);
    }
  }
}
