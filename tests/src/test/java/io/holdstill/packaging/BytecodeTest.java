package io.holdstill.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Artifacts;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Runtime and advice run inside {@code java.base} I/O, where linking an {@code invokedynamic} can
 * recurse: no lambdas, no records, no string {@code +} that compiles to one. At the door it would
 * only be slow.
 */
class BytecodeTest {
  private static final String ADVICE = "agent/io/holdstill/agent/intercept/advice/";

  private final JarContent jar = JarContent.of(Artifacts.agent());

  @Test
  void theRuntimeLinksNothingDynamically() {
    assertStatic(jar.matching(name -> name.startsWith("runtime/")));
  }

  @Test
  void theAdviceLinksNothingDynamically() {
    assertStatic(jar.matching(name -> name.startsWith(ADVICE)));
  }

  @Test
  void theDoorLinksNothingDynamically() {
    assertStatic(jar.matching(name -> name.startsWith("io/holdstill/launch/")));
  }

  private record Pair(int a, int b) {}

  private static Runnable lambda() {
    return () -> {};
  }

  @Test
  void theScanFindsALambdaAndARecord() {
    lambda().run();
    List<String> inLambda = dynamicIn(classFile(BytecodeTest.class));
    assertTrue(inLambda.toString().contains("#lambda links java/lang/invoke/Lambda"), "lambda");
    assertTrue(dynamicIn(classFile(Pair.class)).contains(" is a record"), "record");
  }

  private static void assertStatic(SortedMap<String, byte[]> classes) {
    assertFalse(classes.isEmpty(), "no class was found to look at");
    List<String> found = new ArrayList<>();
    classes.forEach((name, bytes) -> dynamicIn(bytes).forEach(what -> found.add(name + what)));
    assertEquals(List.of(), found);
  }

  private static byte[] classFile(Class<?> type) {
    String name = type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(name + " cannot be read.", e);
    }
  }

  private static List<String> dynamicIn(byte[] classFile) {
    Finder finder = new Finder();
    new ClassReader(classFile).accept(finder, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return finder.found;
  }

  private static final class Finder extends ClassVisitor {
    private final List<String> found = new ArrayList<>();

    Finder() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int version, int access, String name, String signature, String parent, String[] types) {
      if ("java/lang/Record".equals(parent)) {
        found.add(" is a record");
      }
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String method, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitInvokeDynamicInsn(
            String name, String type, Handle bootstrap, Object... arguments) {
          found.add("#" + method + " links " + bootstrap.getOwner() + "." + bootstrap.getName());
        }

        @Override
        public void visitLdcInsn(Object value) {
          if (value instanceof ConstantDynamic) {
            found.add("#" + method + " loads a dynamic constant");
          }
        }
      };
    }
  }
}
