package dev.instructor.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A program that is made while a test runs.
 *
 * @param main its entry point
 */
record Compiled(Method main) implements Console.Program {
  /** Surefire's class path, where its own is a jar that only points to it. */
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  /**
   * Compiles a class with a {@code main}.
   *
   * @param folder where its files go
   * @param name the class, in no package
   */
  static Compiled of(Path folder, String name, String source) throws Exception {
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter words = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean done =
          compiler
              .getTask(
                  words,
                  files,
                  null,
                  List.of("-proc:none", "-cp", CLASS_PATH, "-d", folder.toString()),
                  null,
                  files.getJavaFileObjects(file))
              .call();
      assertThat(done).as(words + "\n" + source).isTrue();
    }
    return new Compiled(load(folder, name));
  }

  /** The loader stays open: the program may load its other classes when it runs. */
  @SuppressWarnings("resource")
  private static Method load(Path folder, String name)
      throws IOException, ReflectiveOperationException {
    URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, Compiled.class.getClassLoader());
    return loader.loadClass(name).getMethod("main", String[].class);
  }

  @Override
  public void main(String[] args) throws Exception {
    try {
      main.invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw new AssertionError("the program failed", e.getCause());
    }
  }
}
