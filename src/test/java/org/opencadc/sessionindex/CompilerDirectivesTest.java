package org.opencadc.sessionindex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import javax.management.JMException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompilerDirectivesTest {

  @AfterEach
  void forget() throws JMException {
    CompilerDirectives.command("compilerDirectivesClear");
  }

  @Test
  void theJvmTakesThemInThisOrder() throws IOException, JMException {
    CompilerDirectives.apply();

    String[] all = CompilerDirectives.command("compilerDirectivesPrint").split("matching: ", -1);
    assertThat(all[1])
        .startsWith("sun/security/provider/*.*, com/sun/crypto/provider/*.*")
        .doesNotContain("Exclude:true");
    assertThat(all[2]).startsWith("*.*").contains("c2 directives");
    assertThat(all[2].substring(all[2].indexOf("c2 directives"))).contains("Exclude:true");
  }
}
