package io.holdstill.choke;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Through {@link File}, and temporary files, whose names the JDK chooses. */
final class FileActs {
  private static final int MOST_TEMPORARY = 4;

  private FileActs() {}

  static Map<String, Plot.Act> table() {
    Map<String, Plot.Act> table = new LinkedHashMap<>();
    table.put("File.renameTo", FileActs::rename);
    table.put("File.renameTo, replacing", FileActs::replace);
    table.put("File.delete", FileActs::delete);
    table.put("File.createNewFile", FileActs::createNewFile);
    table.put("File.mkdir", FileActs::mkdir);
    table.put(
        "File.createTempFile",
        temporary(plot -> File.createTempFile("temp", null, plot.home.toFile()).toPath()));
    table.put(
        "Files.createTempFile", temporary(plot -> Files.createTempFile(plot.home, "temp", "")));
    return table;
  }

  private static void rename(Plot plot) throws IOException {
    String file = plot.file();
    String free = plot.freeBut(file);
    require(plot.path(file).toFile().renameTo(plot.path(free).toFile()));
    plot.moved(file, free);
  }

  private static void replace(Plot plot) throws IOException {
    String old = plot.file();
    String fresh = plot.otherThan(old);
    require(plot.path(fresh).toFile().renameTo(plot.path(old).toFile()));
    plot.moved(fresh, old);
  }

  private static void delete(Plot plot) throws IOException {
    String file = plot.file();
    require(plot.path(file).toFile().delete());
    plot.removed(file);
  }

  private static void createNewFile(Plot plot) throws IOException {
    String free = plot.free();
    require(plot.path(free).toFile().createNewFile());
    plot.made(free, new byte[0]);
  }

  private static void mkdir(Plot plot) throws IOException {
    List<String> directories = plot.named(Inode.Kind.DIRECTORY);
    if (directories.isEmpty() || plot.random.nextBoolean()) {
      String free = plot.free();
      require(plot.path(free).toFile().mkdir());
      plot.madeDirectory(free);
    } else {
      String empty = plot.pick(directories);
      require(plot.path(empty).toFile().delete());
      plot.removed(empty);
    }
  }

  private interface Temporary {
    Path in(Plot plot) throws IOException;
  }

  private static Plot.Act temporary(Temporary temporary) {
    return plot -> {
      List<String> made = plot.named(Inode.Kind.FILE);
      made.removeIf(name -> !name.startsWith("temp"));
      if (made.size() >= MOST_TEMPORARY) {
        String one = plot.pick(made);
        require(plot.path(one).toFile().delete());
        plot.removed(one);
      }
      plot.made(temporary.in(plot).getFileName().toString(), new byte[0]);
    };
  }

  private static void require(boolean done) {
    if (!done) {
      throw new AssertionError("the operation reported failure");
    }
  }
}
