package io.holdstill.agent.intercept;

import java.util.HashSet;
import java.util.Set;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * The methods of a class file that carry the annotation, by its descriptor alone: the annotation's
 * own class need not be found from there.
 */
final class AnnotatedMethods extends ClassVisitor {
  static final String ANNOTATION = "Lio/holdstill/runtime/WriteGrouped;";

  private final Set<String> found = new HashSet<>();

  private AnnotatedMethods() {
    super(OpenedClassReader.ASM_API);
  }

  /** Names with descriptors. */
  static Set<String> of(byte[] classFile) {
    AnnotatedMethods visitor = new AnnotatedMethods();
    OpenedClassReader.of(classFile)
        .accept(visitor, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return visitor.found;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    return new MethodVisitor(OpenedClassReader.ASM_API) {
      @Override
      public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
        if (annotation.equals(ANNOTATION)) {
          found.add(name + descriptor);
        }
        return null;
      }
    };
  }
}
