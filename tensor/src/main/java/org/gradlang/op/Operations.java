package org.gradlang.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.gradlang.op.algebra.Attempts;
import org.gradlang.op.algebra.Decompositions;
import org.gradlang.op.algebra.Eigenvalues;
import org.gradlang.op.algebra.LinearProducts;
import org.gradlang.op.algebra.LowRank;
import org.gradlang.op.algebra.LuFactors;
import org.gradlang.op.algebra.MatrixFunctions;
import org.gradlang.op.algebra.MatrixNorms;
import org.gradlang.op.algebra.Products;
import org.gradlang.op.algebra.Reflections;
import org.gradlang.op.algebra.Similarity;
import org.gradlang.op.algebra.Solving;
import org.gradlang.op.algebra.TensorEquations;
import org.gradlang.op.creation.Conversion;
import org.gradlang.op.creation.Creation;
import org.gradlang.op.creation.Inspection;
import org.gradlang.op.creation.Random;
import org.gradlang.op.creation.Recording;
import org.gradlang.op.declare.Family;
import org.gradlang.op.index.Gathering;
import org.gradlang.op.index.Histograms;
import org.gradlang.op.index.Indexing;
import org.gradlang.op.index.PartScattering;
import org.gradlang.op.index.ScatterReduce;
import org.gradlang.op.index.Scattering;
import org.gradlang.op.index.Searching;
import org.gradlang.op.network.Attention;
import org.gradlang.op.network.AveragePooling;
import org.gradlang.op.network.Classes;
import org.gradlang.op.network.Convolutions;
import org.gradlang.op.network.CtcLoss;
import org.gradlang.op.network.Dropout;
import org.gradlang.op.network.Embeddings;
import org.gradlang.op.network.FractionalPooling;
import org.gradlang.op.network.GridSampling;
import org.gradlang.op.network.Interpolation;
import org.gradlang.op.network.Losses;
import org.gradlang.op.network.MarginLosses;
import org.gradlang.op.network.MaxPooling;
import org.gradlang.op.network.Normalisation;
import org.gradlang.op.network.OptimizerSteps;
import org.gradlang.op.network.Padding;
import org.gradlang.op.network.Patches;
import org.gradlang.op.network.RecurrentLayers;
import org.gradlang.op.pointwise.Activations;
import org.gradlang.op.pointwise.Arithmetic;
import org.gradlang.op.pointwise.Comparison;
import org.gradlang.op.pointwise.ConstantFunctions;
import org.gradlang.op.pointwise.Elementary;
import org.gradlang.op.pointwise.Integers;
import org.gradlang.op.pointwise.NumberParts;
import org.gradlang.op.pointwise.Powers;
import org.gradlang.op.pointwise.Selection;
import org.gradlang.op.pointwise.SpecialFunctions;
import org.gradlang.op.reduction.Differences;
import org.gradlang.op.reduction.Extremal;
import org.gradlang.op.reduction.Quantiles;
import org.gradlang.op.reduction.Reductions;
import org.gradlang.op.reduction.Scans;
import org.gradlang.op.reduction.Slopes;
import org.gradlang.op.reduction.Softmaxes;
import org.gradlang.op.reduction.Statistics;
import org.gradlang.op.shape.Diagonals;
import org.gradlang.op.shape.Expansion;
import org.gradlang.op.shape.Grids;
import org.gradlang.op.shape.Joining;
import org.gradlang.op.shape.Orders;
import org.gradlang.op.shape.Parts;
import org.gradlang.op.shape.Rearranging;
import org.gradlang.op.shape.Sections;
import org.gradlang.op.shape.Shapes;
import org.gradlang.op.shape.Splitting;
import org.gradlang.op.shape.Triangles;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The table of all operations.
 *
 * <p>A file of declarations runs when an operation of it is first asked for: to run all of them
 * takes as long as a short program has. Which file has which operation says {@link OperationIndex}.
 */
public final class Operations {
  /** Before the names of methods that are no functions: a function may have the same name. */
  static final String METHOD = ".";

  private static final List<Files> CONTENTS = contents();
  private static final OperationIndex INDEX = OperationIndex.standard();

  /** What has been declared so far, by name. */
  private static final Map<String, Op> DECLARED = new ConcurrentHashMap<>();

  private static final List<DeclarationFile> FILES = files();

  private Operations() {}

  /** The files of a chapter. */
  private record Files(String title, List<Consumer<Family>> files) {
    @SafeVarargs
    static Files of(String title, Consumer<Family>... files) {
      List<Consumer<Family>> list = new ArrayList<>();
      for (Consumer<Family> file : files) {
        list.add(file);
      }
      return new Files(title, List.copyOf(list));
    }
  }

  private static List<Files> contents() {
    return List.of(
        pointwise(), reductions(), shapes(), places(), algebra(), networks(), creation());
  }

  private static Files pointwise() {
    return Files.of(
        "Element by element",
        Arithmetic::declare,
        Powers::declare,
        Elementary::declare,
        SpecialFunctions::declare,
        ConstantFunctions::declare,
        Integers::declare,
        NumberParts::declare,
        Selection::declare,
        Comparison::declare,
        Activations::declare);
  }

  private static Files reductions() {
    return Files.of(
        "Along dimensions",
        Reductions::declare,
        Extremal::declare,
        Statistics::declare,
        Softmaxes::declare,
        Scans::declare,
        Differences::declare,
        Slopes::declare,
        Quantiles::declare);
  }

  private static Files shapes() {
    return Files.of(
        "Shapes",
        Shapes::declare,
        Orders::declare,
        Parts::declare,
        Expansion::declare,
        Rearranging::declare,
        Triangles::declare,
        Diagonals::declare,
        Joining::declare,
        Splitting::declare,
        Sections::declare,
        Grids::declare);
  }

  private static Files places() {
    return Files.of(
        "Single places",
        Indexing::declare,
        Gathering::declare,
        Scattering::declare,
        PartScattering::declare,
        ScatterReduce::declare,
        Histograms::declare,
        Searching::declare);
  }

  private static Files algebra() {
    return Files.of(
        "Products and linear algebra",
        Products::declare,
        LinearProducts::declare,
        Solving::declare,
        Attempts::declare,
        Decompositions::declare,
        Eigenvalues::declare,
        LowRank::declare,
        LuFactors::declare,
        Reflections::declare,
        TensorEquations::declare,
        MatrixFunctions::declare,
        MatrixNorms::declare,
        Similarity::declare);
  }

  private static Files networks() {
    return Files.of(
        "Neural networks",
        Losses::declare,
        MarginLosses::declare,
        Classes::declare,
        CtcLoss::declare,
        Convolutions::declare,
        AveragePooling::declare,
        MaxPooling::declare,
        FractionalPooling::declare,
        Padding::declare,
        Patches::declare,
        Interpolation::declare,
        GridSampling::declare,
        Normalisation::declare,
        Embeddings::declare,
        Attention::declare,
        Dropout::declare,
        OptimizerSteps::declare,
        RecurrentLayers::declare);
  }

  private static Files creation() {
    return Files.of(
        "New tensors, random numbers, conversions, graphs",
        Creation::declare,
        Random::declare,
        Conversion::declare,
        Inspection::declare,
        Recording::declare);
  }

  private static List<DeclarationFile> files() {
    List<DeclarationFile> files = new ArrayList<>();
    for (Files part : CONTENTS) {
      for (Consumer<Family> file : part.files()) {
        files.add(new DeclarationFile(file, Operations::announce));
      }
    }
    return List.copyOf(files);
  }

  private static void announce(Op op) {
    if (DECLARED.put(op.isFunction() ? op.name() : METHOD + op.name(), op) != null) {
      throw new IllegalStateException(op + " is declared twice");
    }
  }

  /** All operations, declared. */
  private static final class All {
    static final List<Chapter> CHAPTERS = chapters();
    static final List<Op> OPERATIONS =
        CHAPTERS.stream().flatMap(chapter -> chapter.operations().stream()).toList();

    private static List<Chapter> chapters() {
      List<Chapter> chapters = new ArrayList<>();
      int file = 0;
      for (Files part : CONTENTS) {
        List<Op> operations = new ArrayList<>();
        for (int i = 0; i < part.files().size(); i++) {
          operations.addAll(FILES.get(file++).operations());
        }
        chapters.add(new Chapter(part.title(), operations));
      }
      return List.copyOf(chapters);
    }
  }

  /** Calls an operation that gives one tensor, with positional arguments. */
  public static Tensor tensor(String name, Object... values) {
    Op op = find(name);
    if (op == null) {
      throw new IllegalStateException("no operation " + name);
    }
    return (Tensor) op.call(values);
  }

  /** The table of contents. */
  public static List<Chapter> chapters() {
    return All.CHAPTERS;
  }

  /** Every operation, family by family, in-place forms behind what they come from. */
  public static List<Op> all() {
    return All.OPERATIONS;
  }

  /** The names of all functions, in the order of {@link #all}; nothing is declared for that. */
  public static List<String> functionNames() {
    return INDEX.functions();
  }

  /** The names of all methods, in the order of {@link #all}; nothing is declared for that. */
  public static List<String> methodNames() {
    return INDEX.methods();
  }

  /** What the index should be: the operations of each file. */
  static List<List<Op>> declaredByFile() {
    return FILES.stream().map(DeclarationFile::operations).toList();
  }

  /**
   * The operation of this name, such as {@code add} or {@code add_}: the function, or else the
   * method.
   */
  public static @Nullable Op find(String name) {
    Op function = declared(name);
    return function == null ? declared(METHOD + name) : function;
  }

  /** The operation that tensors have as a method of this name. */
  public static @Nullable Op findMethod(String name) {
    Op function = declared(name);
    return function != null && function.isMethod() ? function : declared(METHOD + name);
  }

  private static @Nullable Op declared(String key) {
    Op known = DECLARED.get(key);
    if (known == null) {
      int file = INDEX.file(key);
      if (file < 0) {
        return null;
      }
      FILES.get(file).operations();
      known = DECLARED.get(key);
    }
    return known;
  }
}
