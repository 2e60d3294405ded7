package org.opencadc.sessionindex;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Tells HotSpot to leave its optimising compiler to ciphers and digests. Only that compiler makes
 * use of the processor's AES instructions, without which decrypting what the API server sends takes
 * as much time as all the rest; for the rest it would need more time and memory than it saves.
 */
final class CompilerDirectives {
  private static final String RESOURCE = "compiler-directives.json";
  private static final String DIAGNOSTICS = "com.sun.management:type=DiagnosticCommand";

  private CompilerDirectives() {}

  /**
   * Applies them; what is compiled already stays.
   *
   * @throws IOException if there is no place for a temporary file, through which they must go
   * @throws JMException if this JVM is no HotSpot, or does not take them
   */
  static void apply() throws IOException, JMException {
    Path file = Files.createTempFile("compiler-directives", ".json");
    try (InputStream directives = CompilerDirectives.class.getResourceAsStream(RESOURCE)) {
      Files.copy(directives, file, StandardCopyOption.REPLACE_EXISTING);
      command("compilerDirectivesAdd", file.toString());
    } finally {
      Files.delete(file);
    }
  }

  /** Gives a diagnostic command to this JVM and returns what it printed. */
  static String command(String name, String... arguments) throws JMException {
    return (String)
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName(DIAGNOSTICS),
                name,
                new Object[] {arguments},
                new String[] {String[].class.getName()});
  }
}
