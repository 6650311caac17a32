package dev.instructor.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

class SourceTest {
  private static final int MOST_LINES = 500;
  private static final int MOST_README_LINES = 150;

  @Test
  void files_haveAtMost500Lines() throws IOException {
    List<String> tooLong = new ArrayList<>();
    List<Path> files = new ArrayList<>(SourceFiles.main());
    files.addAll(SourceFiles.tests());
    for (Path file : files) {
      int lines = Files.readAllLines(file).size();
      if (lines > MOST_LINES) {
        tooLong.add(file + ": " + lines);
      }
    }

    assertThat(files).isNotEmpty();
    assertThat(tooLong).isEmpty();
  }

  @Test
  void readme_hasAtMost150Lines() throws IOException {
    assertThat(Files.readAllLines(SourceFiles.repository().resolve("README.md")))
        .hasSizeBetween(1, MOST_README_LINES);
  }

  @Test
  void readmeAndContinuousIntegration_runTheSameCommand() throws IOException {
    String command = "\nmvn -B -ntp -T 2 verify\n";

    assertThat(Files.readString(SourceFiles.repository().resolve("README.md"))).contains(command);
    assertThat(Files.readString(SourceFiles.repository().resolve(".ci/run"))).contains(command);
  }

  @Test
  void publicTypes_areDocumented() throws IOException {
    List<String> undocumented = new ArrayList<>();
    parse(
        SourceFiles.main(),
        (unit, trees) ->
            new TreePathScanner<Void, Boolean>() {
              @Override
              public Void visitClass(ClassTree tree, Boolean visible) {
                boolean isPublic = visible && isPublic(tree);
                String comment = trees.getDocComment(getCurrentPath());
                if (isPublic && (comment == null || comment.isBlank())) {
                  undocumented.add(place(trees, unit, tree) + " " + tree.getSimpleName());
                }
                return super.visitClass(tree, isPublic);
              }

              private boolean isPublic(ClassTree tree) {
                Tree owner = getCurrentPath().getParentPath().getLeaf();
                return owner.getKind() == Tree.Kind.INTERFACE
                    || tree.getModifiers().getFlags().contains(Modifier.PUBLIC);
              }

              @Override
              public Void visitMethod(MethodTree tree, Boolean visible) {
                return super.visitMethod(tree, false);
              }
            }.scan(unit, true));

    assertThat(undocumented).isEmpty();
  }

  @Test
  void mainCode_isFreeOfSynchronized() throws IOException {
    List<String> found = new ArrayList<>();
    parse(
        SourceFiles.main(),
        (unit, trees) ->
            new TreePathScanner<Void, Void>() {
              @Override
              public Void visitSynchronized(SynchronizedTree tree, Void unused) {
                found.add(place(trees, unit, tree));
                return super.visitSynchronized(tree, unused);
              }

              @Override
              public Void visitMethod(MethodTree tree, Void unused) {
                if (tree.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)) {
                  found.add(place(trees, unit, tree));
                }
                return super.visitMethod(tree, unused);
              }
            }.scan(unit, null));

    assertThat(found).isEmpty();
  }

  @Test
  void tests_neverSleep() throws IOException {
    List<String> found = new ArrayList<>();
    parse(
        SourceFiles.tests(),
        (unit, trees) ->
            new TreePathScanner<Void, Void>() {
              @Override
              public Void visitMethodInvocation(MethodInvocationTree tree, Void unused) {
                String called = tree.getMethodSelect().toString();
                if (called.endsWith("Thread.sleep") || called.matches("(.*\\.)?[A-Z]+\\.sleep")) {
                  found.add(place(trees, unit, tree));
                }
                return super.visitMethodInvocation(tree, unused);
              }
            }.scan(unit, null));

    assertThat(found).isEmpty();
  }

  private interface Visit {
    void accept(CompilationUnitTree unit, DocTrees trees);
  }

  private static void parse(List<Path> files, Visit visit) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      DocTrees trees = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        visit.accept(unit, trees);
      }
    }
  }

  private static String place(DocTrees trees, CompilationUnitTree unit, Tree tree) {
    long position = trees.getSourcePositions().getStartPosition(unit, tree);
    return unit.getSourceFile().getName() + ":" + unit.getLineMap().getLineNumber(position);
  }
}
