package org.opencadc.sessionindex.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page for Skaha tells to apply fits what is installed. */
class IntegrationPageTest {
  private static final Pattern BINDING =
      Pattern.compile("```yaml\n(apiVersion: rbac[^`]+)```", Pattern.DOTALL);

  @Test
  void theBindingIsOfTheRoleThatReadsSummaries() throws IOException {
    Matcher page = BINDING.matcher(Files.readString(Path.of("docs/skaha-integration.md")));
    assertThat(page.find()).isTrue();
    RoleBinding binding = Serialization.unmarshal(page.group(1), RoleBinding.class);
    ClusterRole role =
        Serialization.unmarshal(
            Files.readString(Path.of("deploy/rbac/reader-cluster-role.yaml")), ClusterRole.class);

    assertThat(binding.getRoleRef().getKind()).isEqualTo("ClusterRole");
    assertThat(binding.getRoleRef().getName()).isEqualTo(role.getMetadata().getName());
    assertThat(binding.getSubjects())
        .singleElement()
        .satisfies(subject -> assertThat(subject.getKind()).isEqualTo("ServiceAccount"));
    assertThat(role.getRules())
        .anySatisfy(
            rule -> {
              assertThat(rule.getResources()).contains("sessionsummaries");
              assertThat(rule.getVerbs()).containsAll(List.of("get", "list"));
            });
  }
}
