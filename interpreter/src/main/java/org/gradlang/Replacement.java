package org.gradlang;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that takes the place of another all at once: it is written under another name in the same
 * folder, brought to the disk, and renamed.
 */
final class Replacement {
  private final Path target;
  private final Path temporary;

  private Replacement(Path target) {
    this.target = target;
    String name = ".grad-" + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".tmp";
    this.temporary = target.resolveSibling(name);
  }

  /** Writes a file whole or not at all. */
  static void write(Path path, FileAccess.Content content) throws IOException {
    if (!Files.exists(path)) {
      new Replacement(path).write(content);
      return;
    }
    Path file = path.toRealPath(); // a link goes on pointing to the file
    if (Files.isDirectory(file)) {
      throw new FileSystemException(path.toString(), null, "it is a folder");
    }
    if (!Files.isWritable(file)) {
      throw new AccessDeniedException(path.toString());
    }
    if (Files.isRegularFile(file)) {
      new Replacement(file).write(content);
    } else {
      // a device or a pipe, which nothing can take the place of
      try (var out = Files.newOutputStream(file)) {
        content.writeTo(out);
      }
    }
  }

  private void write(FileAccess.Content content) throws IOException {
    Thread atExit = new Thread(this::remove); // for a program that is ended meanwhile
    boolean registered = register(atExit);
    try {
      fill(content);
      keepPermissions();
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceFolder();
    } finally {
      remove(); // where it was renamed, there is nothing left to remove
      if (registered) {
        unregister(atExit);
      }
    }
  }

  private void fill(FileAccess.Content content) throws IOException {
    try (FileChannel file =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      content.writeTo(Channels.newOutputStream(file));
      file.force(true);
    }
  }

  /** Whoever could read the old file can read the new one. */
  private void keepPermissions() throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
    if (view != null && Files.exists(target)) {
      view.setPermissions(Files.getPosixFilePermissions(target));
    }
  }

  /** Brings the new name to the disk too, where folders can be opened. */
  private void forceFolder() {
    Path folder = target.toAbsolutePath().getParent();
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException unsupported) {
      return; // the file itself is whole either way
    }
  }

  private void remove() {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException stays) {
      return; // what made it stay is the failure that is told
    }
  }

  private static boolean register(Thread atExit) {
    try {
      Runtime.getRuntime().addShutdownHook(atExit);
      return true;
    } catch (IllegalStateException ending) {
      return false;
    }
  }

  private static void unregister(Thread atExit) {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException ending) {
      return; // it runs already
    }
  }
}
