package org.gradlang.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.LexerATNSimulator;
import org.antlr.v4.runtime.atn.ParserATNSimulator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * {@link WordScanner} and {@link Lookahead} against the grammar's automata: the same words and the
 * same trees for all programs of the project, and for what random changes leave of them.
 */
final class LookaheadTest {
  private static final List<String> FOLDERS =
      List.of("../stdlib/src/main/grad", "../spec", "../examples", "../repl/src/main/grad");

  private static final int CHANGED_TEXTS = 3000;
  private static final int LENGTH = 300;

  /** What words begin with, end with, or are taken for. */
  private static final String[] PIECES =
      ("\n"
              + "|\r\n"
              + "|\r"
              + "|\t|\uFEFF|\f|#|\"|'|\"\"\"|'''|f\"|F'|f'''|f\"\"\"|{|}|{{|}}|(|)|[|]|,|:|;|.|...|->|"
              + "=|==|===|=>|+|++|+=|-|-=|*|**|**=|*=|/|//|//=|/=|%|%=|@|@=|^|^=|~|&|&&|&=|<|<<|<=|>|>>|"
              + ">=|!|!=|!r|?|\\|\\n|$|0|1|7.|.5|1e|e5|1e-3|2.5E+7|1_000|0x1f|0b|x|\u00E9|\uD835\uDCB3|\u0663|_|let"
              + " |fn |module |return |if |else |for |in |while |break|continue|try |catch |finally"
              + " |raise |assert |import |as |and |or |not |is |True|None|no_grad |enable_grad"
              + " |inference_mode |a|b(|x -> |*a|**b|c=| ")
          .split("\\|", -1);

  private static final List<String> BARS = List.of("|", "||", "|>", "|=");

  private static final List<String> texts = new ArrayList<>();
  private static int programs;

  @BeforeAll
  static void read() throws IOException {
    for (String folder : FOLDERS) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".grad")).sorted().toList()) {
          texts.add(Files.readString(file));
        }
      }
    }
    assertTrue(texts.size() > 100, () -> texts.size() + " programs");
    Random random = new Random(20261122);
    programs = texts.size();
    for (int i = 0; i < CHANGED_TEXTS; i++) {
      texts.add(changed(texts.get(random.nextInt(programs)), random));
    }
  }

  /** A part of a text, in which pieces were put in or taken out. */
  private static String changed(String text, Random random) {
    int from = random.nextInt(text.length());
    StringBuilder part =
        new StringBuilder(text.substring(from, Math.min(text.length(), from + LENGTH)));
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(part.length() + 1);
      if (random.nextInt(3) == 0) {
        part.delete(at, Math.min(part.length(), at + 1 + random.nextInt(5)));
      } else {
        int piece = random.nextInt(PIECES.length + BARS.size());
        part.insert(at, piece < PIECES.length ? PIECES[piece] : BARS.get(piece - PIECES.length));
      }
    }
    return part.toString();
  }

  @Test
  void theWordsAreThoseOfTheGrammar() {
    for (String text : texts) {
      Source source = Source.of("case.grad", text);
      ScriptLexer automaton = new ScriptLexer(source);
      LexerATNSimulator scanner = automaton.getInterpreter();
      automaton.setInterpreter(
          new LexerATNSimulator(
              automaton,
              automaton.getATN(),
              scanner.decisionToDFA,
              scanner.getSharedContextCache()));
      assertEquals(words(automaton), words(new ScriptLexer(source)), () -> "in:\n" + text);
    }
  }

  private static List<String> words(ScriptLexer lexer) {
    List<String> words = new ArrayList<>();
    GradToken token = lexer.nextToken();
    while (token.getType() != Token.EOF) {
      words.add(
          lexer.getVocabulary().getDisplayName(token.getType())
              + " "
              + token.getStartIndex()
              + " to "
              + token.getStopIndex());
      token = lexer.nextToken();
    }
    return words;
  }

  @Test
  void theTreesAreThoseOfTheGrammar() {
    for (String text : texts) {
      Source source = Source.of("case.grad", text);
      assertEquals(trees(source, true), trees(source, false), () -> "in:\n" + text);
    }
  }

  /** A wrong decision ends in a second attempt, which mends it and takes time. */
  @Test
  void programsAreReadAtTheFirstAttempt() {
    for (String text : texts.subList(0, programs)) {
      Source source = Source.of("case.grad", text);
      StatementParser parser = parser(source);
      boolean good = Parser.parse(source).diagnostics().isEmpty();
      while (good && parser.getInputStream().LA(1) != Token.EOF) {
        String line = parser.nextLine(1000).toStringTree(parser);
        assertInstanceOf(FirstAttempt.class, parser.getErrorHandler(), line);
      }
    }
  }

  private static StatementParser parser(Source source) {
    TokenArray tokens = new TokenReader(source).read();
    Explanation explanation = new Explanation(source, tokens);
    return new StatementParser(tokens, new StatementRecovery(explanation, new LostNames(tokens)));
  }

  private static List<String> trees(Source source, boolean automaton) {
    StatementParser parser = parser(source);
    if (automaton) {
      ParserATNSimulator lookahead = parser.getInterpreter();
      parser.setInterpreter(
          new ParserATNSimulator(
              parser, parser.getATN(), lookahead.decisionToDFA, lookahead.getSharedContextCache()));
    }
    List<String> trees = new ArrayList<>();
    while (parser.getInputStream().LA(1) != Token.EOF) {
      trees.add(parser.nextLine(1000).toStringTree(parser));
    }
    return trees;
  }
}
