package io.holdstill.agent.config;

import io.holdstill.agent.fuzz.Fuzz;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an operator or a caller writes is understood, or refused with what is wrong in it. */
class ConfigFuzzTest {
  private static final String AGENT =
      "groups=com.acme.Store#put(int\\,byte[]):com.acme.*Store#*,sources=/data:/srv\\:x,"
          + "exclude=**/*.log:{a\\,b}[!x-z]?,snapshots=/backup,max-pause=5ms,max-pause-limit=1s,"
          + "max-hold-share=2.5%,timeout=3s,timeout-limit=5m,copy-timeout=1ms,bulk-limit=1MiB,"
          + "pool=64MiB,reserve=max(5%\\,1GiB),digest=sha256,lease-limit=3s,group-warn=1s,"
          + "journal=/j,journal-max-size=1GiB,journal-keep=2h,journal-buffer=4MiB,"
          + "journal-timeout=20ms,journal-stacks=write,on-start-failure=exit";

  private static final String REQUEST =
      "exclude=**/*.log:x,level=write,max-pause=5ms,timeout=3s,provider=copy,strict=true,"
          + "allow-unguarded=false,detached=true";

  private static final List<String> WORDS = words();

  private static List<String> words() {
    List<String> words = new java.util.ArrayList<>(Keys.AGENT);
    words.addAll(Keys.REQUEST);
    words.addAll(
        List.of(
            "config=", "20ms", "5%", "1GiB", "max(", "ns", "TiB", "[[", "]]", "{{", "...", "$"));
    return words;
  }

  @TempDir Path directory;

  @Test
  void theOptionsOfTheAgent() throws InterruptedException {
    Fuzz.ofText("agent options", List.of(AGENT, "pool=1MiB", "exclude=a"), WORDS)
        .run(input -> Options.parse(Fuzz.text(input)), ConfigFuzzTest::refused);
  }

  @Test
  void thePropertiesFile() throws InterruptedException {
    Path file = directory.resolve("config");
    String properties = AGENT.replaceAll("(?<!\\\\),", "\n").replace("\\", "\\\\");
    Fuzz.ofText("properties file", List.of(properties), WORDS)
        .run(
            input -> {
              Files.write(file, input);
              Options.parse("config=" + file);
            },
            ConfigFuzzTest::refused);
  }

  @Test
  void theOptionsOfARequest() throws Exception {
    Options agent = Options.parse("exclude=x");
    Fuzz.ofText("request options", List.of(REQUEST, "level=group", "max-pause=1ms"), WORDS)
        .run(input -> RequestOptions.parse(Fuzz.text(input), agent), ConfigFuzzTest::refused);
  }

  @Test
  void lists() throws InterruptedException {
    Fuzz.ofText("lists", List.of("/data:/srv\\:x", "a:b:c"), List.of(":", "\\:"))
        .run(
            input -> {
              List<String> elements = OptionText.list(Fuzz.text(input));
              if (!OptionText.list(OptionText.join(elements)).equals(elements)) {
                throw new AssertionError("not the same again: " + elements);
              }
            },
            thrown -> null);
  }

  @Test
  void amounts() throws InterruptedException {
    List<String> seeds = List.of("20ms", "64KiB", "5%", "max(5%,1GiB)", "0.5%", "3h");
    Fuzz.ofText("amounts", seeds, WORDS)
        .run(
            input -> {
              String text = Fuzz.text(input);
              IllegalArgumentException no = null;
              for (Runnable parse : readings(text)) {
                try {
                  parse.run();
                } catch (IllegalArgumentException e) {
                  no = e;
                  Fuzz.requireSaid(e);
                }
              }
              if (no != null) {
                throw no;
              }
            },
            ConfigFuzzTest::refused);
  }

  private static List<Runnable> readings(String text) {
    return List.of(
        () -> sameAgain(Amounts.duration(text)),
        () -> sameAgain(Amounts.size(text)),
        () -> Amounts.share(text),
        () -> Reserve.of(text));
  }

  private static void sameAgain(java.time.Duration duration) {
    if (!Amounts.duration(Amounts.text(duration)).equals(duration)) {
      throw new AssertionError(duration + " is not " + Amounts.text(duration));
    }
  }

  private static void sameAgain(long size) {
    if (Amounts.size(Amounts.text(size)) != size) {
      throw new AssertionError(size + " is not " + Amounts.text(size));
    }
  }

  @Test
  void groupPatterns() throws InterruptedException {
    List<String> seeds =
        List.of(
            "com.acme.Store#put(int,byte[])", "com.**.*Store#*", "A$B#c(java.util.Map$Entry...)");
    List<String> words = List.of("**", "*a", "#", "(", "[]", "...", "com.acme.");
    Fuzz.ofText("group patterns", seeds, words)
        .run(
            input -> {
              GroupPattern pattern = GroupPattern.of(Fuzz.text(input));
              pattern.matchesClass("com.acme." + "a".repeat(200) + ".AnotherStore");
              pattern.matchesMethod("put" + "a".repeat(100), List.of("int", "[B"));
            },
            ConfigFuzzTest::refused);
  }

  private static String refused(Throwable thrown) {
    boolean meant = thrown instanceof BadOptions || thrown instanceof IllegalArgumentException;
    return meant && !(thrown instanceof NumberFormatException) ? thrown.getMessage() : null;
  }
}
