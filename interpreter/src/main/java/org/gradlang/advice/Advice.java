package org.gradlang.advice;

import java.util.List;
import java.util.stream.Stream;
import org.gradlang.autograd.GraphLesson;
import org.gradlang.syntax.Site;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** What to do about an error, in the program's own names and lines where they are known. */
public final class Advice {
  private Advice() {}

  /**
   * The lines of help for an error.
   *
   * @param place where the error is shown, in a script of the user's if there is one
   */
  public static List<String> help(GradError error, Site place) {
    if (error.kind() == ErrorKind.LIMIT) {
      return error.helpLines(); // the program may be right, and who stopped it waits
    }
    if (!(error.lesson() instanceof GraphLesson lesson)) {
      List<String> more =
          Passage.at(place).map(here -> ValueAdvice.of(error, here)).orElse(List.of());
      return more.isEmpty() ? error.helpLines() : more;
    }
    List<String> own = Passage.at(place).map(here -> of(lesson, here)).orElse(List.of());
    return Stream.concat((own.isEmpty() ? lesson.help() : own).stream(), error.ownHelp().stream())
        .toList();
  }

  private static List<String> of(GraphLesson lesson, Passage here) {
    return switch (lesson) {
      case GraphLesson.Freed freed -> FreedAdvice.of(freed, here);
      case GraphLesson.Changed changed -> ChangedAdvice.of(changed, here);
      case GraphLesson.NoGraph none -> NoGraphAdvice.of(none, here);
      case GraphLesson.NotKept kept -> BackwardAdvice.ofNotKept(kept, here);
      case GraphLesson.SeveralElements several -> BackwardAdvice.ofSeveral(several, here);
      case GraphLesson.LeafChanged _ -> LeafAdvice.ofChanged(here);
      case GraphLesson.NotLeaf result -> LeafAdvice.ofNotLeaf(result, here);
      case GraphLesson.NotRequiring input -> BackwardAdvice.ofNotRequiring(input, here);
      case GraphLesson.Unused unused -> BackwardAdvice.ofUnused(unused, here);
    };
  }
}
