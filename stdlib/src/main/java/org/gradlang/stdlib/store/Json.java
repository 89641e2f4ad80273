package org.gradlang.stdlib.store;

import java.io.Reader;
import org.gradlang.stdlib.Stoppable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** JSON read token by token, within limits; what is no JSON is a {@link FormatException}. */
final class Json {
  private static final int LONGEST_NUMBER = 32;

  private final JsonParser parser;
  private final String what;

  /** What reads a text. */
  interface Body<T> {
    T read(Json json) throws FormatException;
  }

  private Json(JsonParser parser, String what) {
    this.parser = parser;
    this.what = what;
  }

  /**
   * Reads a whole text.
   *
   * @param what is read, for messages
   * @param depth how deep objects and arrays may stand in each other
   * @param length how long the text and its parts may be
   */
  static <T> T read(Reader text, String what, int depth, long length, Body<T> body)
      throws FormatException {
    try (JsonParser parser =
        factory(depth, length).createParser(ObjectReadContext.empty(), Stoppable.reader(text))) {
      Json json = new Json(parser, what);
      T result = body.read(json);
      if (parser.nextToken() != null) {
        throw new FormatException(what + " goes on after its end");
      }
      return result;
    } catch (JacksonException problem) {
      throw new FormatException(what + " is damaged: " + problem.getOriginalMessage());
    }
  }

  /** Without tables of names, which a hostile file could fill. */
  private static JsonFactory factory(int depth, long length) {
    int longest = (int) Math.min(length, Integer.MAX_VALUE);
    return JsonFactory.builder()
        .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
        .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(depth)
                .maxNumberLength(LONGEST_NUMBER)
                .maxStringLength(longest)
                .maxNameLength(longest)
                .build())
        .build();
  }

  /** The next token. */
  JsonToken next() throws FormatException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new FormatException(what + " ends too early");
    }
    return token;
  }

  /** Passes a token that must come next. */
  void expect(JsonToken expected, String what) throws FormatException {
    if (next() != expected) {
      throw new FormatException(what);
    }
  }

  /** The text or name that the current token is. */
  String text() {
    return parser.getString();
  }

  /** The int that the current token is, within 64 bits. */
  long integer() {
    return parser.getLongValue();
  }

  /** The number that the current token is. */
  double number() {
    return parser.getDoubleValue();
  }
}
