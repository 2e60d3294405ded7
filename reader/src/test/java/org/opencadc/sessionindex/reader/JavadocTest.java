package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.Name;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever uses the library finds a comment on all of it. */
class JavadocTest {

  @Test
  void everythingPublicHasIt() throws IOException {
    assertThat(without(Path.of("src", "main", "java"))).isEmpty();
  }

  @Test
  void whatLacksItIsFound(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("Lacking.java"),
        """
        public class Lacking {
          /** Said. */
          public void said() {}
          public void unsaid() {}
          void inside() {}
          @Override public String toString() { return ""; }
          public interface Inner { int of(); /** Said. */ int also(); }
          public enum Size { /** Said. */ SMALL, LARGE }
          private static class Own { public void unheard() {} }
        }
        """);
    Files.writeString(directory.resolve("Own.java"), "class Own { public void unheard() {} }");

    assertThat(without(directory))
        .containsExactlyInAnyOrder(
            "Lacking", "Lacking.unsaid", "Inner", "Inner.of", "Size", "Size.LARGE");
  }

  private static List<String> without(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = all.filter(file -> file.toString().endsWith(".java")).toList();
    }
    assertThat(files).isNotEmpty();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      Search search = new Search(DocTrees.instance(task));
      for (CompilationUnitTree file : task.parse()) {
        search.scan(file, null);
      }
      return search.found;
    }
  }

  /** Looks for what can be seen from outside the package and has no comment. */
  private static final class Search extends TreePathScanner<Void, Void> {
    private final DocTrees docs;
    private final List<String> found = new ArrayList<>();

    Search(DocTrees docs) {
      this.docs = docs;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      if (!isVisible(type.getModifiers())) {
        return null;
      }
      note(type.getSimpleName().toString());
      return super.visitClass(type, null);
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      boolean overrides =
          method.getModifiers().getAnnotations().stream()
              .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
      if (isVisible(method.getModifiers()) && !overrides) {
        noteMember(method.getName());
      }
      return null;
    }

    @Override
    public Void visitVariable(VariableTree field, Void unused) {
      if (isVisible(field.getModifiers())) {
        noteMember(field.getName());
      }
      return null;
    }

    /** What an interface has is public without saying so. */
    private boolean isVisible(ModifiersTree modifiers) {
      Set<Modifier> flags = modifiers.getFlags();
      boolean ofInterface =
          getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.INTERFACE;
      return flags.contains(Modifier.PUBLIC) || (ofInterface && !flags.contains(Modifier.PRIVATE));
    }

    private void noteMember(Name member) {
      ClassTree type = (ClassTree) getCurrentPath().getParentPath().getLeaf();
      note(type.getSimpleName() + "." + member);
    }

    private void note(String name) {
      if (docs.getDocComment(getCurrentPath()) == null) {
        found.add(name);
      }
    }
  }
}
