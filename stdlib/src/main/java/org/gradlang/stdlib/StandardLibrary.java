package org.gradlang.stdlib;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.gradlang.Declarations;
import org.gradlang.Library;
import org.gradlang.stdlib.data.DataFiles;
import org.gradlang.stdlib.data.IoFunctions;
import org.gradlang.stdlib.picture.PictureFunctions;
import org.gradlang.stdlib.store.Store;
import org.gradlang.value.Callable;
import org.gradlang.value.Namespace;
import org.jspecify.annotations.Nullable;

/** The standard library: {@code .grad} files, and the functions of {@code io} in Java. */
public final class StandardLibrary implements Library {
  @Override
  public String name() {
    return "stdlib";
  }

  @Override
  public void declare(Declarations names) {
    Contents.INDEX.entries().forEach(entry -> declare(entry, names));
    new IoFunctions(new DataFiles(names.host().files())).declare(names);
    PictureFunctions.declare(names);
    new Store(names.host().files()).declare(names);
    names.later("nn.Module", LayerType::new);
    names.later("nn.Parameter", () -> names.get("Parameter"));
    bases(names);
    OldNames.declare(names);
    absences(names);
    WarningFunctions.declare(names);
    AdamGroup.declare(names);
    Joined.declare(names);
    names.later("F", () -> names.get("nn.functional"));
    names.later("init", () -> names.get("nn.init"));
    names.importable("torch", () -> Torch.namespace(names));
  }

  /** What users' own optimizers and schedulers are made of, and asked for with isinstance. */
  private static void bases(Declarations names) {
    names.later(
        "optim.Optimizer",
        () ->
            new BaseType(
                "Optimizer", (Callable) names.get("optim.base.optimizer"), "param_groups"));
    names.later(
        "optim.lr_scheduler.LRScheduler",
        () ->
            new BaseType(
                "LRScheduler", (Callable) names.get("optim.base.scheduler"), "get_last_lr"));
    names.later(
        "optim.lr_scheduler._LRScheduler", () -> names.get("optim.lr_scheduler.LRScheduler"));
  }

  /** What to do without names that PyTorch has in these namespaces. */
  private static void absences(Declarations names) {
    ((Namespace) names.get("optim"))
        .lack("SparseAdam", "gradients are dense: optim.Adam takes those of embeddings too");
    ((Namespace) names.get("nn"))
        .lack("DataParallel", "leave it out: everything runs on the processor, in several threads")
        .lack("SyncBatchNorm", "a program is one process: nn.BatchNorm2d and the like");
    ((Namespace) names.get("data"))
        .lack("Dataset", "a dataset is any module with fn __len__() and fn __getitem__(i)")
        .lack("IterableDataset", "a stream of samples is any module with fn __iter__()")
        .lack("Sampler", "a sampler is any module with fn __iter__() and fn __len__()")
        .lack("DistributedSampler", "a program is one process: data.RandomSampler")
        .lack("get_worker_info", "there are no worker processes: samples are made in order");
  }

  private static void declare(Index.Entry entry, Declarations names) {
    if (entry.isBuiltIn()) {
      for (String name : entry.names()) {
        names.later(entry.namespace() + "." + name, () -> names.get(name));
      }
    } else {
      names.file(entry.source(), entry.namespace(), entry.names());
    }
  }

  @Override
  public Optional<String> source(String file) {
    return Optional.ofNullable(bytes(file))
        .map(content -> new String(content, StandardCharsets.UTF_8));
  }

  /** The build writes them beside the texts: {@code tools/Trees.java}. */
  @Override
  public Optional<byte[]> tree(String file) {
    return Optional.ofNullable(bytes(file + ".tree"));
  }

  private static byte @Nullable [] bytes(String file) {
    try (InputStream content = StandardLibrary.class.getResourceAsStream("source/" + file)) {
      return content == null ? null : content.readAllBytes();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
