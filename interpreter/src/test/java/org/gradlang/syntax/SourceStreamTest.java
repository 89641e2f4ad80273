package org.gradlang.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which characters of other scripts names have, although the grammar knows two of them. */
class SourceStreamTest {
  private static final Pattern START = Pattern.compile("[\\p{L}\\p{Nl}]");
  private static final Pattern PART = Pattern.compile("[\\p{L}\\p{Nl}\\p{Mn}\\p{Mc}\\p{Nd}]");

  /** Every seventh character, with those of all planes. */
  @Test
  void namesHaveLettersOfAllScripts() {
    for (int c = 128; c <= Character.MAX_CODE_POINT; c += 7) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        String text = Character.toString(c);
        assertEquals(START.matcher(text).matches(), Lexeme.isName(text), Integer.toHexString(c));
        assertEquals(
            PART.matcher(text).matches(), Lexeme.isName("a" + text), Integer.toHexString(c));
      }
    }
  }

  @Test
  void whatStandsForOthersIsNoDigitOfNumbers() {
    assertTrue(Lexeme.isName("größe"));
    assertTrue(Lexeme.isName("x\u0662"), "an Arabic digit behind a letter");
    assertFalse(Lexeme.isName("\u0662x"));
    assertTrue(Parser.parse(Source.of("digits", "1\u0662")).diagnostics().size() > 0);
  }

  @Test
  void namesKeepTheirLetters() {
    Program program = Parser.parse(Source.of("letters", "ªδ = δª")).program();
    Statement.Assign assign = (Statement.Assign) program.statements().getFirst();
    assertEquals("ªδ", ((Target.Variable) assign.target()).name());
    assertEquals("δª", ((Expression.Name) assign.value()).name());
  }
}
