package org.gradlang.spec.structure;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What of the process the classes touch that run programs, read from what they were compiled to. A
 * further class that reaches out has to be named here, with the reason why no program can use it
 * for what its host did not grant.
 */
final class ReachTest {
  /** The classes with a call that matches are those that are known. */
  private static void only(Map<String, String> known, String... members) {
    Pattern pattern = Pattern.compile(String.join("|", members));
    Set<String> found = new TreeSet<>();
    CompiledClasses.eachElement((type, element) -> {
      if (pattern.matcher(CompiledClasses.member(element)).matches()) {
        found.add(CompiledClasses.outermost(type));
      }
    });
    assertEquals(new TreeSet<>(known.keySet()), found);
  }

  @Test
  void files() {
    only(
        Map.of(
            "FileAccess", "what a host grants",
            "GrantedFolder", "what a host grants",
            "Replacement", "writes what a host grants",
            "Script", "compile(Path), which hosts call"),
        "java\\.nio\\.file\\.(Files|FileSystems|FileStore)\\..*",
        "java\\.nio\\.channels\\.(Asynchronous)?FileChannel\\.open",
        "java\\.io\\.(File|File\\w*Stream|FileReader|FileWriter|RandomAccessFile|Console)\\..*",
        "java\\.util\\.(zip\\.ZipFile|jar\\.\\w+|Scanner)\\..*");
  }

  @Test
  void networkProcessesAndServices() {
    only(
        Map.of(),
        "java\\.(net|rmi|sql|util\\.prefs|util\\.logging)\\..*",
        "java\\.nio\\.channels\\.(\\w*Socket|Datagram)\\w*\\..*",
        "java\\.lang\\.Process\\w*\\..*",
        "java\\.lang\\.Runtime\\.(exec|exit|halt|load|loadLibrary)",
        "java\\.lang\\.System\\.(exit|load|loadLibrary|setOut|setErr|setIn)",
        "javax\\.(naming|management|net|print|sound).*",
        "java\\.awt\\.(Desktop|Toolkit|Robot|Frame|Window)\\..*",
        "java\\.lang\\.foreign\\..*");
  }

  @Test
  void consoleAndLog() {
    only(
        Map.of("kernel.MissedVectors", "one line, once in the life of a JVM"),
        "java\\.lang\\.System\\.(out|err|in|console|getLogger)",
        "java\\.lang\\.Throwable\\.printStackTrace",
        "java\\.lang\\.Thread\\.dumpStack");
  }

  @Test
  void propertiesAndEnvironment() {
    only(
        Map.of(
            "LibraryTable", "grad.libraries: which ones there are, so that nobody need look",
            "eval.compile.Compilation", "grad.compile, read once",
            "kernel.ProductKernels", "the processor's kind",
            "stdlib.picture.Headless", "java.awt.headless, where nobody has set it",
            "tensor.Recycling", "grad.recycle, read once",
            "tensor.VectorModule", "grad.training: the command makes its start-up cache"),
        "java\\.lang\\.System\\.(getenv|getProperty|getProperties|setProperty|setProperties)",
        "java\\.lang\\.(Boolean\\.getBoolean|Integer\\.getInteger|Long\\.getLong)");
  }

  @Test
  void clocks() {
    String own = "measures Grad's own work; no program sees it";
    only(
        Map.ofEntries(
            entry("builtin.Progress", "how often a bar is drawn"),
            entry("kernel.AdaptiveLoop", own),
            entry("kernel.BringUp", own),
            entry("kernel.CorrelationProduct", own),
            entry("kernel.CorrelationSums", own),
            entry("kernel.PositionSums", own),
            entry("kernel.Evaluation", own),
            entry("kernel.Gemm", own),
            entry("kernel.Paced", own),
            entry("kernel.ProgramLoops", own),
            entry("kernel.Winograd", own),
            entry("tensor.Budget", "the deadline"),
            entry("tensor.Collecting", own),
            entry("tensor.WakefulQueue", "how long a thread waits awake; no program sees it")),
        "java\\.lang\\.System\\.(nanoTime|currentTimeMillis)",
        "java\\.time\\.\\w+\\.(now|system\\w*)",
        "java\\.util\\.(Date|Calendar|GregorianCalendar|Timer|TimeZone)\\..*",
        "java\\.lang\\.Thread\\.sleep");
  }

  @Test
  void threads() {
    only(
        Map.of(
            "Replacement", "removes an unfinished file when the JVM ends",
            "kernel.BringUp", "a daemon that ends when idle",
            "syntax.LargeStack", "a daemon that its caller waits for",
            "tensor.ContextThread", "the thread of syntax.LargeStack, with a place for its context",
            "tensor.Aside", "a daemon for what cannot be stopped",
            "tensor.Workers", "daemons that end when idle, as many as the host grants"),
        "java\\.lang\\.Thread\\.(<init>|of\\w+|start\\w*)",
        "java\\.lang\\.Runtime\\.addShutdownHook",
        "java\\.util\\.concurrent\\.(Executors|ForkJoinPool|CompletableFuture)\\."
            + "(new\\w+|common\\w+|\\w*Async)",
        "java\\.util\\.stream\\.\\w+\\.parallel\\w*");
  }

  @Test
  void reflectionAndClasses() {
    only(
        Map.of(
            "LibraryTable", "finds libraries, when an engine is made",
            "Reflection", "the host's own classes, which it converts to or exports",
            "ScriptProxy", "the host's own interfaces",
            "eval.compile.UnitWriter", "bytecode of programs, made of Grad's own parts",
            "kernel.ProductKernelWriter", "bytecode of kernels",
            "tensor.VectorModule", "the Vector API, where the host lets it be loaded",
            "kernel.Templates", "copies of loops",
            "kernel.VectorLoopWriter", "bytecode of loops, made of Grad's own parts",
            "syntax.SyntaxTree", "the components of Grad's own records"),
        "java\\.lang\\.Class\\.forName",
        "java\\.lang\\.ClassLoader\\.(loadClass|define\\w*)",
        "java\\.lang\\.invoke\\.MethodHandles\\$Lookup\\.define\\w*",
        "java\\.lang\\.reflect\\.(Method\\.invoke|Constructor\\.newInstance|Proxy\\..*|Field\\..*)",
        "java\\.lang\\.reflect\\.\\w+\\.(trySetAccessible|setAccessible)",
        "java\\.util\\.ServiceLoader\\..*",
        "sun\\..*|jdk\\.internal\\..*");
  }

  @Test
  void serialisation() {
    only(
        Map.of(),
        "java\\.io\\.Object(In|Out)putStream\\..*",
        "java\\.beans\\..*",
        "javax\\.(script\\.ScriptEngineManager|xml)\\..*");
  }

  @Test
  void picturesStayInMemory() {
    only(
        Map.of(
            "stdlib.data.ImageFile", "decodes bytes that were read",
            "stdlib.picture.ImageEncoder", "encodes to bytes"),
        "javax\\.imageio\\.ImageIO\\..*");
    only(
        Map.of(),
        "javax\\.imageio\\.stream\\.File\\w+\\..*",
        "javax\\.imageio\\.ImageIO\\.(read|write|create\\w+|set\\w+)",
        "java\\.nio\\.file\\.Files\\.createTemp\\w+");
  }

  @Test
  void theRestIsLookedAt() {
    Set<String> members = new TreeSet<>();
    CompiledClasses.eachElement((type, element) -> members.add(CompiledClasses.member(element)));
    assertTrue(members.contains("java.lang.System.arraycopy"), "calls are found");
    assertTrue(members.contains("java.lang.System.nanoTime"));
  }
}
